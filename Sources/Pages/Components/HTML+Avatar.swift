import Values

extension HTML {
    /// A disc with a person's initials, in a colour that stays theirs.
    mutating func avatar(_ name: String, seed: String) {
        var hash = StableHash()
        hash.combine(seed)
        let tones: [Tone] = [.accent, .good, .info, .plum, .teal, .warn]
        let tone = tones[Int(hash.finish() % UInt64(tones.count))]
        self(.span, .class("avatar"), .tone(tone), .hiddenFromReaders, text: HTML.initials(of: name))
    }

    /// `Ana Moreau` → `AM`, `ana@shop.example` → `A`.
    static func initials(of name: String) -> String {
        let words = name.prefix { $0 != "@" }.split(separator: " ")
        let chosen = words.count > 1 ? [words.first, words.last] : [words.first]
        return String(chosen.compactMap { $0?.first }).uppercased()
    }
}

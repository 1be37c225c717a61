/// A pattern in which `*` stands for any run of characters and `?` for one; `\` takes either literally.
///
/// Matching runs all ways through the pattern at once, one bit a place in it: linear in the text, whatever the pattern.
/// Source: Navarro and Raffinot, "Flexible Pattern Matching in Strings" (2002), extended Shift-And.
struct Glob: Sendable, Hashable {
    /// So that every place in a pattern has a bit.
    static let longest = 120

    private var places: [Unicode.Scalar: UInt128] = [:]
    /// Places that any character passes.
    private var anyPlaces: UInt128 = 0
    /// Places at which a run of characters may stay.
    private var runs: UInt128 = 0
    private var length = 0

    /// Nil for a pattern that is too long.
    init?(_ pattern: String) {
        guard pattern.unicodeScalars.count <= Glob.longest else { return nil }
        var isLiteral = false
        for scalar in pattern.unicodeScalars {
            switch scalar {
            case "\\" where !isLiteral:
                isLiteral = true
                continue
            case "*" where !isLiteral: runs |= 1 << length
            case "?" where !isLiteral:
                anyPlaces |= 1 << length
                length += 1
            default:
                places[scalar, default: 0] |= 1 << length
                length += 1
            }
            isLiteral = false
        }
    }

    func matches(_ text: String) -> Bool {
        var reached: UInt128 = 1
        for scalar in text.unicodeScalars {
            let passing = (places[scalar] ?? 0) | anyPlaces
            reached = (reached & passing) << 1 | (reached & runs)
            if reached == 0 { return false }
        }
        return reached & (1 << length) != 0
    }
}

import Conditions
import Values

extension FlowRules {
    init(_ fields: inout MappingReader) {
        self.init()
        if let text = fields.text("language") {
            if LanguageTag.isTag(text) {
                language = text
            } else {
                fields.report("language is \"\(text)\"; expected a language such as en, de or pt-BR", at: "language")
            }
        }
        topic = fields.text("topic")?.trimmed
        let priorities = FlowPriority.allCases.map(\.name)
        if let name = fields.word("priority", of: priorities) {
            priority = FlowPriority.allCases.first { $0.name == name } ?? .normal
        }
        if let text = fields.text("at most") {
            cap = MessageCap(words: text)
            if cap == nil {
                fields.report(
                    "at most is \"\(text)\"; expected, for example, 2 per 7 days, of at most \(MessageCap.mostDays) days",
                    at: "at most")
            }
        }
        despite = Set(fields.texts("despite").map { $0.text.trimmed.lowercased() })
        if let name = fields.word("one at a time per", of: JourneyKey.allCases.map(\.rawValue)) {
            oneAtATimePer = JourneyKey(rawValue: name) ?? .person
        }
    }

    /// Asked before every step, long after the trigger: it is about the person.
    static func standingCondition(_ fields: inout MappingReader) -> CompiledCondition? { fields.condition("only if") }
}

extension MappingReader {
    package mutating func report(_ message: String, at key: String) {
        diagnostics.report(message, at: node(key) ?? node, field: key)
    }

    /// One of some words; nil where the field is left out or says something else.
    package mutating func word(_ key: String, of words: [String]) -> String? {
        guard let text = text(key) else { return nil }
        guard words.contains(text) else {
            var message = "\(key) is \"\(text)\"; expected \(words.listed)"
            if let nearest = NearestName.of(text, among: words) { message += "; did you mean \(nearest)?" }
            report(message, at: key)
            return nil
        }
        return text
    }
}

extension FlowFile {
    static func reentry(_ fields: inout MappingReader, _ diagnostics: FlowDiagnostics) -> Flow.Reentry {
        guard let text = fields.text("reentry") else { return .always }
        if text == "always" { return .always }
        if text == "once" { return .once }
        if text.hasPrefix("once per ") {
            let rest = String(text.dropFirst("once per ".count))
            if let span = TimeSpan(words: rest) { return .oncePer(span) }
            if let key = JourneyKey(rawValue: rest), key != .person { return .oncePerKey(key) }
        }
        diagnostics.report(
            "reentry is \"\(text)\"; expected always, once, or once per 30 days, order, cart, checkout or product",
            at: fields.node("reentry"))
        return .always
    }

    static func underWay(_ fields: inout MappingReader, _ diagnostics: FlowDiagnostics) -> Flow.WhileUnderWay {
        switch fields.word("while under way", of: ["ignore", "refresh", "replace", "another"]) {
        case "refresh": .refresh
        case "replace": .replace
        case "another": .another
        default: .ignore
        }
    }
}

import Engine
import Values
import Yams

extension Scenario {
    static let fields = ["name", "person", "takes", "answers", "coupons", "happens", "expect"]

    init?(_ node: Node, _ clock: ScenarioClock, _ diagnostics: FlowDiagnostics) {
        guard var fields = MappingReader(node, what: "a scenario", diagnostics: diagnostics) else { return nil }
        let name = fields.required("name", example: "somebody who orders hears nothing")
        line = node.mark?.line ?? 1
        var person = fields.object("person")
        let consents = person["consents"]
        person["consents"] = nil
        if person["email"] == nil { person["email"] = "ana@example.com" }
        self.person = person
        self.consents = Scenario.channels(consents, &fields)
        var takes: [String: String] = [:]
        for member in fields.object("takes").members { takes[member.key] = member.value.words }
        self.takes = takes
        answers = Scenario.answers(fields.object("answers"))
        coupons = fields.keys.contains("coupons") ? ScenarioFile.coupons(&fields) : nil
        happenings = fields.list("happens").compactMap { Happening($0, clock, diagnostics) }
        if !fields.keys.contains("expect") {
            fields.report("expect is missing; write expect: [] where nothing is to happen", at: "expect")
        }
        expected = fields.texts("expect").compactMap { text, node in
            guard let line = ScenarioLine(text, clock) else {
                diagnostics.report(ScenarioLine.fault(in: text, clock), at: node)
                return nil
            }
            return line
        }
        fields.finish(known: Scenario.fields)
        guard let name else { return nil }
        self.name = name
    }

    private static func channels(_ json: JSON?, _ fields: inout MappingReader) -> [Channel] {
        guard let json else { return [.email] }
        return (json.array ?? [json]).compactMap { item in
            guard let channel = item.string.flatMap(Channel.init(name:)) else {
                fields.report("consents names \(item.text); expected email or sms", at: "person")
                return nil
            }
            return channel
        }
    }

    private static func answers(_ object: JSONObject) -> [String: EffectAnswer.Result] {
        var answers: [String: EffectAnswer.Result] = [:]
        for member in object.members {
            answers[member.key] = member.value == "fails" ? .failed("the other side failed") : .done(member.value)
        }
        return answers
    }
}

extension Scenario.Happening {
    /// Each with its other fields, beside `at`.
    static let verbs: [(verb: String, fields: [String])] = [
        ("event", ["with", "from"]), ("identify", []), ("subscribe", []), ("unsubscribe", []), ("open", []),
        ("click", []), ("bounce", []), ("complain", []), ("join list", []), ("leave list", []), ("add tag", []),
        ("remove tag", []), ("start", ["with"]), ("date passes", []), ("catalog", []),
    ]

    init?(_ node: Node, _ clock: ScenarioClock, _ diagnostics: FlowDiagnostics) {
        guard var fields = MappingReader(node, what: "what happens", diagnostics: diagnostics) else { return nil }
        let text = fields.required("at", example: "Mon 10:00")
        let verbs = Scenario.Happening.verbs
        guard let (verb, others) = verbs.first(where: { fields.keys.contains($0.verb) }) else {
            let known = verbs.map(\.verb)
            let nearest = fields.keys.lazy.compactMap { NearestName.of($0, among: known) }.first
            diagnostics.report(
                "this says not what happens (\(known.joined(separator: ", ")))"
                    + (nearest.map { "; did you mean \($0)?" } ?? ""), at: node)
            return nil
        }
        let what = What(verb, &fields)
        fields.finish(known: others + [verb, "at"])
        guard let text, let what else { return nil }
        guard let at = clock.instant(text) else {
            fields.report("at is \"\(text)\"; expected \(ScenarioClock.expected)", at: "at")
            return nil
        }
        self.at = at
        self.what = what
    }
}

extension Scenario.Happening.What {
    fileprivate init?(_ verb: String, _ fields: inout MappingReader) {
        if verb == "identify" {
            self = .identify(fields.object(verb))
            return
        }
        if verb == "catalog" {
            self = .catalog(fields.object(verb))
            return
        }
        guard let name = fields.required(verb, example: "Order Completed")?.trimmed else { return nil }
        switch verb {
        case "event":
            let from = fields.word("from", of: ["server", "browser"])
            self = .event(name, fields.object("with"), from == "browser" ? .browser : .server)
        case "subscribe", "unsubscribe":
            guard let channel = Channel(name: name) else {
                fields.report("\(verb) is \"\(name)\"; expected email or sms", at: verb)
                return nil
            }
            self = .consent(channel, verb == "subscribe" ? .granted : .withdrawn)
        case "open": self = .receipt(.opened, step: name)
        case "click": self = .receipt(.clicked, step: name)
        case "bounce": self = .receipt(.bounced, step: name)
        case "complain": self = .receipt(.complained, step: name)
        case "join list", "leave list": self = .label(Label(.list, name), isMember: verb == "join list")
        case "add tag", "remove tag": self = .label(Label(.tag, name), isMember: verb == "add tag")
        case "start": self = .start(name, fields.object("with"))
        default: self = .nothing
        }
    }
}

extension ScenarioLine {
    /// Nil where the text is no line such as `Mon 11:00 sent reminder because …`.
    init?(_ text: String, _ clock: ScenarioClock) {
        let parts = text.split(separator: " ", maxSplits: 3).map(String.init)
        guard parts.count == 4, let at = clock.instant("\(parts[0]) \(parts[1])"), let kind = Kind(rawValue: parts[2])
        else { return nil }
        let rest = parts[3]
        let reason = rest.range(of: " because ")
        self.init(
            at: at, kind: kind, name: String(rest[..<(reason?.lowerBound ?? rest.endIndex)]),
            reason: reason.map { String(rest[$0.upperBound...]) } ?? "")
    }

    static func fault(in text: String, _ clock: ScenarioClock) -> String {
        let parts = text.split(separator: " ", maxSplits: 3).map(String.init)
        guard parts.count >= 2, clock.instant("\(parts[0]) \(parts[1])") != nil else {
            return "\"\(text)\" begins with no moment; expected \(ScenarioClock.expected)"
        }
        let kinds = Kind.allCases.map(\.rawValue)
        let nearest = parts.count > 2 ? NearestName.of(parts[2], among: kinds) : nil
        return "\"\(text)\" says not what is expected; after the moment stands one of "
            + "\(kinds.joined(separator: ", ")), and then a name" + (nearest.map { "; did you mean \($0)?" } ?? "")
    }
}

extension MappingReader {
    /// A mapping as values; empty where the field is left out.
    mutating func object(_ key: String) -> JSONObject {
        guard let node = node(key) else { return JSONObject() }
        guard let object = JSON(yaml: node)?.object else {
            report("\(key) must be a mapping of names to values", at: key)
            return JSONObject()
        }
        return object
    }

    mutating func list(_ key: String) -> [Node] {
        guard let node = node(key) else { return [] }
        guard case .sequence(let items) = node else {
            report("\(key) must be a list", at: key)
            return []
        }
        return Array(items)
    }
}

extension JSON {
    /// As it was written, without quotes.
    fileprivate var words: String { string ?? text }
}

import Values

/// Where a value is taken from: `trigger.cart.total`, `profile.tier`, `event.rating`, `answers.erp.status`, `coupon`.
public struct ValuePath: Sendable, Hashable {
    /// "trigger", "profile", "event", "answers" or "coupon".
    public let root: String
    public let parts: [String]

    public static let roots = ["trigger", "profile", "event", "answers"]

    public var text: String { ([root] + parts).joined(separator: ".") }

    /// Nil where the text is no path from one of these: ordinary words with a full stop stay words.
    init?(_ text: String, roots: [String] = ValuePath.roots) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let root = parts.first, roots.contains(root), parts.count > 1 else { return nil }
        for part in parts.dropFirst() {
            let isWord = part.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95
            }
            guard isWord, !part.isEmpty else { return nil }
        }
        self.root = root
        self.parts = Array(parts.dropFirst())
    }

    /// What a whole text of a flow's values leads to in what templates see: data, never a template of its own.
    ///
    /// - Returns: nil where the text is no path, and is what it says; null where there is nothing.
    public static func value(of text: String, in context: JSONObject) -> JSON? {
        if text == "coupon" { return context["coupon"] }
        if text == Journey.couponEndName { return context[text] ?? .null }
        guard let path = ValuePath(text) else { return nil }
        var current = context[path.root]
        for part in path.parts { current = current?[part] }
        return current ?? .null
    }

    /// Null where there is nothing.
    func value(_ run: StepRun) -> JSON {
        var current: JSON?
        switch root {
        case "trigger": current = .object(run.journey.trigger.properties)
        case "profile": current = .object(run.subject.properties)
        default: current = run.journey.data[root]
        }
        for part in parts { current = current?[part] }
        return current ?? .null
    }
}

extension StepRun {
    /// A value of a flow file with what its paths lead to in their place.
    func resolved(_ value: JSON) -> JSON {
        switch value {
        case .string("coupon"): return journey.data["coupon"] ?? value
        case .string(Journey.couponEndName): return journey.data[Journey.couponEndName] ?? .null
        case .string(let text): return ValuePath(text)?.value(self) ?? value
        case .array(let items): return .array(items.map(resolved))
        case .object(let object):
            return .object(
                JSONObject(object.members.map { JSONObject.Member(key: $0.key, value: resolved($0.value)) }))
        default: return value
        }
    }

    func resolved(_ object: JSONObject) -> JSONObject { resolved(.object(object)).object ?? object }
}

/// A day as properties write it: `2026-06-30`, `1987-06-30`, or `--06-30` where the year is unknown.
struct DateText {
    let year: Int?
    let month: Int
    let day: Int

    init?(_ text: String) {
        let rest: Substring
        if text.hasPrefix("--") {
            year = nil
            rest = text.dropFirst(2)
        } else {
            guard text.count == 10, text.dropFirst(4).first == "-", let number = Int(text.prefix(4)) else { return nil }
            year = number
            rest = text.dropFirst(5)
        }
        let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 2, parts[1].count == 2, let month = Int(parts[0]),
            let day = Int(parts[1]), CivilDate.isValid(year: year ?? 2024, month: month, day: day)
        else { return nil }
        self.month = month
        self.day = day
    }

    /// Nil where the year is unknown.
    var date: CivilDate? { year.map { CivilDate(year: $0, month: month, day: day) } }

    /// The day as it falls in a year: 29 February is the 28th where there is no 29th.
    func falling(in year: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: min(day, CivilDate.daysIn(year: year, month: month)))
    }
}

import Engine
import Pages
import Runtime
import Values

/// What was typed into a form, as settings are stored.
extension SettingsModel.Part {
    func changes(_ form: FormFields) throws(AdminError) -> JSONObject {
        switch self {
        case .stop: return ["marketing_stopped": true]
        case .release: return ["marketing_stopped": false]
        case .sendingOn: return ["sending": true]
        case .sendingOff: return ["sending": false]
        case .shop: return try SettingsModel.Shop(form).changes()
        case .hours: return try SettingsModel.Hours(form).changes()
        case .caps: return try SettingsModel.Caps(form).changes()
        case .exclusions: return try SettingsModel.exclusions(form).changes()
        }
    }
}

extension SettingsModel {
    /// What was typed stands in its form again where it could not be saved.
    mutating func take(_ part: Part, _ form: FormFields) {
        switch part {
        case .shop: shop = Shop(form)
        case .hours: hours = Hours(form)
        case .caps: caps = Caps(form)
        case .exclusions: exclusions = Self.exclusions(form)
        case .stop, .release, .sendingOn, .sendingOff: break
        }
    }

    /// The rows of a form, by the names of their fields; emptied ones are left out.
    fileprivate static func rows<Row>(_ most: Int, _ row: (_ number: Int) -> Row?) -> [Row] {
        // One more than are kept, so that too many are refused rather than forgotten.
        (0...most).compactMap(row)
    }

    static func exclusions(_ form: FormFields) -> [Exclusion] {
        let typed = rows(SettingChange.mostRows["exclusions"] ?? 0) { number -> Exclusion? in
            let row = Exclusion(
                name: (form["name_\(number)"] ?? "").trimmedOfSpace,
                condition: (form["condition_\(number)"] ?? "").withoutEdges)
            return row.name.isEmpty && row.condition.isEmpty ? nil : row
        }
        let added = MarketingExclusion.usual.indices.compactMap { number -> Exclusion? in
            guard let name = form["add_\(number)"],
                let usual = MarketingExclusion.usual.first(where: { $0.name == name })
            else { return nil }
            return Exclusion(name: usual.name, condition: usual.condition)
        }
        return typed + added
    }
}

extension SettingsModel.Shop {
    init(_ form: FormFields) {
        self.init(values: [:])
        for field in Field.allCases { values[field] = form[field.rawValue]?.trimmedOfSpace }
    }

    func changes() throws(AdminError) -> JSONObject {
        var changes = JSONObject()
        for field in Field.allCases {
            let value = values[field] ?? ""
            switch field {
            case .name where value.isEmpty: throw AdminError("the shop has no name; messages and pages show it")
            case .sender where value.isEmpty: throw AdminError("there is no sender; messages come from its address")
            case .zone where value.isEmpty: throw AdminError("there is no time zone; write one such as Europe/Berlin")
            case .currency where value.isEmpty: continue
            default: changes[field.rawValue] = .string(value)
            }
        }
        return changes
    }
}

extension SettingsModel.Hours {
    init(_ form: FormFields) {
        self.init(
            opens: form["opens"] ?? "", closes: form["closes"] ?? "", keepsUsual: form["usual"] != nil,
            countries: SettingsModel.rows(SettingChange.mostRows["hours_by_country"] ?? 0) { number in
                guard let code = form["country_\(number)"]?.trimmedOfSpace, !code.isEmpty else { return nil }
                return SettingsModel.Country(
                    code: code.uppercased(), opens: form["opens_\(number)"] ?? "",
                    closes: form["closes_\(number)"] ?? "",
                    onSundays: form["sundays_\(number)"] != "no")
            }, usual: SettingsModel.Hours.usual)
    }

    func changes() throws(AdminError) -> JSONObject {
        let own = try Self.minutes(opens, closes, of: "marketing")
        var rows = JSONObject()
        for row in countries {
            guard row.code.utf8.count == 2, row.code.utf8.allSatisfy({ (65...90).contains($0) }) else {
                throw AdminError("“\(row.code)” is no country; write its code of two letters, such as DE")
            }
            guard rows[row.code] == nil else { throw AdminError("\(row.code) stands there twice; keep one row of it") }
            let hours = try Self.minutes(row.opens, row.closes, of: row.code)
            rows[row.code] = [
                "opens": .number(Number(hours.opens)), "closes": .number(Number(hours.closes)),
                "sundays": .bool(row.onSundays),
            ]
        }
        return [
            "marketing_opens_at": .number(Number(own.opens)), "marketing_closes_at": .number(Number(own.closes)),
            "usual_hours_by_country": .bool(keepsUsual), "hours_by_country": .object(rows),
        ]
    }

    /// Midnight as an end is the day's.
    private static func minutes(
        _ opens: String, _ closes: String, of what: String
    ) throws(AdminError) -> (opens: Int, closes: Int) {
        guard let opens = TimeField.minute(opens), var closes = TimeField.minute(closes) else {
            throw AdminError("the hours of \(what) need a beginning and an end, such as 09:00 and 20:00")
        }
        if closes == 0 { closes = 1440 }
        guard opens < closes else {
            throw AdminError("the hours of \(what) end before they begin; nothing would ever go out")
        }
        return (opens, closes)
    }
}

extension SettingsModel.Caps {
    init(_ form: FormFields) {
        self.init(
            perDay: form["per_day"] ?? "",
            rows: SettingsModel.rows(SettingChange.mostRows["caps"] ?? 0) { number in
                guard let most = form["most_\(number)"]?.trimmedOfSpace, !most.isEmpty else { return nil }
                return SettingsModel.Cap(
                    scope: form["scope_\(number)"] ?? "all", topic: (form["topic_\(number)"] ?? "").trimmedOfSpace,
                    most: most, days: (form["days_\(number)"] ?? "").trimmedOfSpace)
            })
    }

    func changes() throws(AdminError) -> JSONObject {
        guard let perDay = Int(perDay.trimmedOfSpace), perDay >= 0 else {
            throw AdminError("messages a day are “\(self.perDay)”; expected 0 or more")
        }
        var caps: [JSON] = []
        for row in rows {
            guard let most = Int(row.most), (0...30).contains(most), let days = Int(row.days), (1...30).contains(days)
            else {
                throw AdminError(
                    "a cap of “\(row.most)” messages in “\(row.days)” days cannot be; expected up to 30 messages in 1 to 30 days"
                )
            }
            var cap: JSONObject = ["most": .number(Number(most)), "days": .number(Number(days))]
            switch row.scope {
            case "email", "sms": cap["channel"] = .string(row.scope)
            case "topic":
                guard !row.topic.isEmpty else {
                    throw AdminError("a cap of one topic needs the topic’s name, as flows give it")
                }
                cap["topic"] = .string(row.topic)
            default: break
            }
            caps.append(.object(cap))
        }
        return ["marketing_per_day": .number(Number(perDay)), "caps": .array(caps)]
    }
}

extension [SettingsModel.Exclusion] {
    fileprivate func changes() throws(AdminError) -> JSONObject {
        for row in self where row.name.isEmpty || row.condition.isEmpty {
            throw AdminError(
                "the exclusion “\(row.name.isEmpty ? row.condition : row.name)” needs both a name and a condition")
        }
        return ["exclusions": .array(map { ["name": .string($0.name), "condition": .string($0.condition)] })]
    }
}

/// A time of day as a field of a form has it: `09:30`.
enum TimeField {
    /// Nil where it is none.
    static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1],
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    /// The day's end is written as midnight.
    static func text(_ minute: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return two(minute / 60 % 24) + ":" + two(minute % 60)
    }
}

extension String {
    /// Without white space at either end; line ends within stay.
    fileprivate var withoutEdges: String {
        String(String(drop(while: \.isWhitespace).reversed()).drop(while: \.isWhitespace).reversed())
    }
}

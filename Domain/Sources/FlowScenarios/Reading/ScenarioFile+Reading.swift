import Conditions
import Engine
import Values
import Yams

extension ScenarioFile {
    static let fields = ["flow", "with", "settings", "segments", "coupons", "week", "scenarios"]

    /// Reads and checks a file of scenarios; throws every fault of it at once.
    public static func read(_ text: String) throws(FlowFileErrors) -> ScenarioFile {
        let diagnostics = FlowDiagnostics()
        let root = try FlowFile.root(of: text, what: "a scenario file begins with flow: its-name")
        guard var fields = MappingReader(root, what: "a scenario file", diagnostics: diagnostics) else {
            throw FlowFileErrors(errors: diagnostics.errors)
        }
        let file = ScenarioFile(&fields)
        fields.finish(known: ScenarioFile.fields)
        guard let file, diagnostics.errors.isEmpty else {
            throw FlowFileErrors(errors: diagnostics.errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return file
    }

    private init?(_ fields: inout MappingReader) {
        let flow = fields.required("flow", example: "abandoned-cart")
        others = fields.texts("with").map(\.text)
        settings = ScenarioSettings.read(&fields)
        segments = ScenarioFile.segments(&fields)
        coupons = ScenarioFile.coupons(&fields)
        let week = ScenarioFile.week(&fields)
        let clock = ScenarioClock(monday: week, zone: settings.zone)
        self.clock = clock
        guard let node = fields.node("scenarios"), case .sequence(let items) = node, !items.isEmpty else {
            fields.report("scenarios must be a list, each with name, happens and expect", at: "scenarios")
            return nil
        }
        let diagnostics = fields.diagnostics
        scenarios = items.compactMap { Scenario($0, clock, diagnostics) }
        guard let flow else { return nil }
        self.flow = flow
    }

    private static func week(_ fields: inout MappingReader) -> CivilDate {
        guard let text = fields.text("week") else { return ScenarioClock.defaultMonday }
        guard let date = ScenarioClock.date(text), date.weekday == 1 else {
            fields.report("week is \"\(text)\"; expected a Monday such as 2026-03-02", at: "week")
            return ScenarioClock.defaultMonday
        }
        return date
    }

    private static func segments(_ fields: inout MappingReader) -> [Segment] {
        guard let node = fields.node("segments"),
            var entries = MappingReader(node, what: "segments", diagnostics: fields.diagnostics)
        else { return [] }
        return entries.keys.compactMap { name in
            guard let condition = entries.condition(name) else { return nil }
            return Segment(
                id: Segment.id(named: name), name: name, condition: condition,
                version: Segment.version(of: condition.condition.text))
        }
    }

    static func coupons(_ fields: inout MappingReader) -> [String: [String]] {
        guard let node = fields.node("coupons"),
            var entries = MappingReader(node, what: "coupons", diagnostics: fields.diagnostics)
        else { return [:] }
        var pools: [String: [String]] = [:]
        for pool in entries.keys { pools[pool] = entries.texts(pool).map(\.text) }
        return pools
    }
}

/// The settings that scenarios may change.
enum ScenarioSettings {
    static let fields = ["zone", "currency", "marketing hours", "marketing per day", "usual rules"]

    static func read(_ fields: inout MappingReader) -> WorkspaceSettings {
        var settings = WorkspaceSettings()
        guard let node = fields.node("settings"),
            var entries = MappingReader(node, what: "settings", diagnostics: fields.diagnostics)
        else { return settings }
        if let name = entries.text("zone") {
            if let zone = Zone(name) {
                settings.zone = zone
            } else {
                let nearest = Zone.nearest(to: name).map { "; did you mean \($0)?" } ?? ""
                entries.report("zone is \"\(name)\"; expected a time zone such as Europe/Berlin\(nearest)", at: "zone")
            }
        }
        settings.currency = entries.text("currency")
        if let text = entries.text("marketing hours") {
            let ends = text.split(separator: "-").compactMap { ScenarioSettings.minute(String($0)) }
            if ends.count == 2, ends[0] < ends[1] {
                (settings.marketingOpensAt, settings.marketingClosesAt) = (ends[0], ends[1])
            } else {
                entries.report("marketing hours is \"\(text)\"; expected \"09:00-20:00\"", at: "marketing hours")
            }
        }
        if let text = entries.text("marketing per day") {
            if let count = Int(text), count >= 0 {
                settings.marketingPerDay = count
            } else {
                entries.report("marketing per day is \"\(text)\"; expected a number", at: "marketing per day")
            }
        }
        // What a new shop begins with: its weekly cap, its standing exclusions, hours by country.
        if entries.word("usual rules", of: ["true", "false"]) == "true" { settings.addUsualRules() }
        entries.finish(known: ScenarioSettings.fields)
        return settings
    }

    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}

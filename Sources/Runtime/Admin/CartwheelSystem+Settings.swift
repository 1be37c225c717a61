import Channels
import Conditions
import Engine
import Storage
import Values

extension CartwheelSystem {
    func readSettings() async throws -> JSON {
        try JSON.parse(try await database.read { [definitions] in try definitions.upToDate(on: $0) }.settings.document)
    }

    func changeSettings(_ parameters: JSON) async throws -> JSON {
        try await change(settings: parameters, by: CartwheelSystem.commandLine)
    }

    /// Changes the settings that are named, and puts down who did.
    ///
    /// - Parameters:
    ///   - settings: what each becomes, by its name in the stored form; the others stay as they are.
    ///   - author: whose name the history shows.
    /// - Returns: all settings in the stored form.
    /// - Throws: `AdminError` with what cannot be, and then nothing is changed.
    @discardableResult
    public func change(settings parameters: JSON, by author: String) async throws -> JSON {
        let now = clock.now()
        let (text, newCurrency) = try await database.write(lane: .jobs) { [scope, definitions] connection in
            let stored = try definitions.upToDate(on: connection).settings
            let before = try JSON.parse(stored.document)
            var document = before.object ?? JSONObject()
            for member in parameters.object?.members ?? [] { try SettingChange.apply(member, to: &document) }
            let settings = WorkspaceSettings(document: JSON.object(document).text)
            let text = settings.document
            let after = try JSON.parse(text)
            try SettingChange.expect(parameters, of: document, keptBy: after)
            try SettingChange.check(settings)
            let store = DefinitionStore()
            try store.set(DefinitionsService.settingsName, to: text, now: now, in: scope, on: connection)
            let changes = SettingChange.difference(before, after)
            if !changes.isEmpty {
                try store.note(
                    StoredSettingChange(author: author, at: now, changes: changes), in: scope, on: connection)
            }
            return (text, stored.currency == nil ? settings.currency : nil)
        }
        if let newCurrency { try await segments.write(currency: newCurrency) }
        await engine.nudge()
        return try JSON.parse(text)
    }

    /// Who changed which settings, the newest first. Cost: at most `DefinitionStore.mostSettingChanges` rows.
    public func settingChanges() async throws -> [StoredSettingChange] {
        try await database.read { [scope] in try DefinitionStore().settingChanges(in: scope, on: $0) }
    }

    /// Whose name stands beside what was changed by a command.
    static let commandLine = "command line"
}

/// What a setting may become: what would stop every message is refused when it is said, not when it is sent.
public enum SettingChange {
    static func apply(_ member: JSONObject.Member, to document: inout JSONObject) throws {
        let known = Set(document.members.map(\.key)).union(SettingChange.optional).subtracting(["v"])
        guard known.contains(member.key) else {
            throw AdminError(
                "there is no setting “\(member.key)”; known are \(known.sorted().joined(separator: ", "))")
        }
        if member.key == "currency" {
            let code = member.value.plainText.uppercased()
            guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
                throw AdminError("there is no currency “\(member.value.plainText)”; write a code such as EUR or USD")
            }
            document["currency"] = .string(code)
            return
        }
        if member.key == "zone", Zone(member.value.string ?? "") == nil {
            throw AdminError("there is no time zone “\(member.value.string ?? "")”; write one such as Europe/Berlin")
        }
        if SettingChange.switches.contains(member.key) {
            document[member.key] = try isOn(member) ? true : nil
            return
        }
        if member.key == "sending" {
            document[member.key] = .bool(try isOn(member))
            return
        }
        if SettingChange.rules.contains(member.key) {
            document[member.key] = try rule(member)
            return
        }
        // A shop may be called 1984.
        let isText = ["reply_to", "alert_address"].contains(member.key) || document[member.key]?.string != nil
        document[member.key] = isText ? .string(member.value.plainText) : member.value
        // Without one, answers go to the sender, and so do alerts.
        if isText, member.value.plainText.isEmpty, SettingChange.optional.contains(member.key) {
            document[member.key] = nil
        }
    }

    private static func isOn(_ member: JSONObject.Member) throws -> Bool {
        let words = ["true": true, "on": true, "false": false, "off": false]
        guard let isOn = member.value.bool ?? words[member.value.plainText] else {
            throw AdminError("\(member.key) cannot be “\(member.value.plainText)”; expected true or false")
        }
        return isOn
    }

    /// What marketing keeps to is told as JSON.
    static let rules: Set<String> = ["caps", "exclusions", "hours_by_country"]
    /// On or off.
    static let switches: Set<String> = ["marketing_stopped", "usual_hours_by_country"]
    /// What a workspace may be without.
    static let optional: Set<String> = rules.union(switches).union(["reply_to", "alert_address", "currency"])
    /// Rows of one rule: each exclusion and each cap is asked of every marketing message.
    public static let mostRows = ["caps": 20, "exclusions": 30, "hours_by_country": 60]

    /// What is another after a change: by each name what it was and what it is.
    static func difference(_ before: JSON, _ after: JSON) -> JSONObject {
        let names = Set([before, after].flatMap { ($0.object?.members ?? []).map(\.key) }).sorted()
        var changes = JSONObject()
        for name in names where before[name] != after[name] {
            changes[name] = .array([before[name] ?? .null, after[name] ?? .null])
        }
        return changes
    }

    private static func rule(_ member: JSONObject.Member) throws -> JSON? {
        var value = member.value
        if let text = value.string {
            guard let parsed = text.isEmpty ? JSON.null : try? JSON.parse(text) else {
                throw AdminError("\(member.key) is no JSON; see docs/flows.md for its form")
            }
            value = parsed
        }
        for row in member.key == "exclusions" ? value.array ?? [] : [] {
            let text = row["condition"]?.string ?? ""
            do throws(ConditionErrors) { _ = try Condition.parse(text) } catch {
                throw AdminError("the exclusion “\(row["name"]?.string ?? "")” cannot be read: \(error)")
            }
        }
        let rows = value.array?.count ?? value.object?.members.count ?? 0
        if let most = mostRows[member.key], rows > most {
            throw AdminError("\(member.key) has \(rows) rows; at most \(most) are kept: join what belongs together")
        }
        let isEmpty = value == .null || value.array?.isEmpty == true || value.object?.isEmpty == true
        // `nil` alone would be JSON's null, which is a value.
        return isEmpty ? Optional.none : value
    }

    /// Reading passes over what it cannot use: whoever sets it is told.
    static func expect(_ changes: JSON, of document: JSONObject, keptBy settings: JSON) throws {
        for name in (changes.object?.members ?? []).map(\.key) where name != "zone" && name != "currency" {
            guard settings[name] != document[name] else { continue }
            guard !rules.contains(name) else {
                throw AdminError("a row of \(name) cannot be used; see docs/flows.md for its form")
            }
            let expected = name.hasSuffix("_at") ? "a minute of the day, 0 to 1440" : "a whole number"
            throw AdminError("\(name) cannot be “\(document[name]?.plainText ?? "")”; expected \(expected)")
        }
    }

    static func check(_ settings: WorkspaceSettings) throws {
        for (name, address) in [
            ("sender", settings.senderAddress), ("reply_to", settings.replyToAddress),
            ("alert_address", settings.alertAddress),
        ] {
            guard let address, !(name == "alert_address" && address.isEmpty), (try? EmailAddress(address)) == nil else {
                continue
            }
            throw AdminError("\(name) cannot be “\(address)”; expected an e-mail address such as hello@my.shop")
        }
        let url = settings.shopURL.lowercased()
        guard url.isEmpty || url.hasPrefix("https://") || url.hasPrefix("http://") else {
            throw AdminError("shop_url cannot be “\(settings.shopURL)”; expected an address such as https://my.shop")
        }
        guard settings.marketingOpensAt < settings.marketingClosesAt else {
            throw AdminError(
                "marketing_opens_at is \(settings.marketingOpensAt) and marketing_closes_at \(settings.marketingClosesAt): "
                    + "marketing would never go out; let it open before it closes")
        }
        guard settings.marketingPerDay >= 0 else {
            throw AdminError("marketing_per_day cannot be “\(settings.marketingPerDay)”; expected 0 or more")
        }
    }
}

extension JSON {
    /// A text without its quotes; anything else as JSON writes it.
    fileprivate var plainText: String { string ?? text }
}

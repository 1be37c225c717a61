import Channels
import Engine
import Storage
import Values

extension CartwheelSystem {
    func readSettings() async throws -> JSON {
        try JSON.parse(try await database.read { [definitions] in try definitions.upToDate(on: $0) }.settings.document)
    }

    func changeSettings(_ parameters: JSON) async throws -> JSON {
        let stored = try await database.read { [definitions] in try definitions.upToDate(on: $0) }.settings
        var document = (try JSON.parse(stored.document)).object ?? JSONObject()
        for member in parameters.object?.members ?? [] { try SettingChange.apply(member, to: &document) }
        let settings = WorkspaceSettings(document: JSON.object(document).text)
        let text = settings.document
        try SettingChange.expect(parameters, of: document, keptBy: try JSON.parse(text))
        try SettingChange.check(settings)
        let now = clock.now()
        try await database.write(lane: .jobs) { [scope] in
            try DefinitionStore().set(DefinitionsService.settingsName, to: text, now: now, in: scope, on: $0)
        }
        await engine.nudge()
        return try JSON.parse(text)
    }
}

/// What a setting may become: what would stop every message is refused when it is said, not when it is sent.
enum SettingChange {
    static func apply(_ member: JSONObject.Member, to document: inout JSONObject) throws {
        let known = Set(document.members.map(\.key)).union(["reply_to"]).union(["currency"]).subtracting(["v"])
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
        // A shop may be called 1984.
        let isText = member.key == "reply_to" || document[member.key]?.string != nil
        document[member.key] = isText ? .string(member.value.plainText) : member.value
        // Without one, answers go to the sender.
        if member.key == "reply_to", member.value.plainText.isEmpty { document["reply_to"] = nil }
    }

    /// Reading passes over what it cannot use: whoever sets it is told.
    static func expect(_ changes: JSON, of document: JSONObject, keptBy settings: JSON) throws {
        for name in (changes.object?.members ?? []).map(\.key) where name != "zone" && name != "currency" {
            guard settings[name] != document[name] else { continue }
            let expected = name.hasSuffix("_at") ? "a minute of the day, 0 to 1440" : "a whole number"
            throw AdminError("\(name) cannot be “\(document[name]?.plainText ?? "")”; expected \(expected)")
        }
    }

    static func check(_ settings: WorkspaceSettings) throws {
        for (name, address) in [("sender", settings.senderAddress), ("reply_to", settings.replyToAddress)] {
            guard let address, (try? EmailAddress(address)) == nil else { continue }
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

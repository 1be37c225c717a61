import Engine
import Values

/// What one row says about one person.
struct ProfileRow {
    var userID: String?
    var traits = JSONObject()
    var updatedAt: Instant?
    var statements: [(channel: Channel, statement: ConsentStatement)] = []
    var notes: [String] = []

    /// The body of an identify call, to be judged by the rules of the track API.
    func call(messageID: String, at moment: Instant) -> [UInt8] {
        var traits = traits
        let consents = statements.compactMap { channel, statement in
            statement.json.map { JSONObject.Member(key: channel.name, value: $0) }
        }
        if !consents.isEmpty { traits.members.append(.init(key: "consents", value: .object(JSONObject(consents)))) }
        var call: JSONObject = [
            "type": "identify", "messageId": .string(messageID), "timestamp": .string(moment.iso8601),
            "traits": .object(traits),
        ]
        if let userID { call.members.append(.init(key: "userId", value: .string(userID))) }
        return Array(JSON.object(["batch": .array([.object(call)])]).text.utf8)
    }
}

extension ConsentStatement {
    fileprivate var json: JSON? {
        switch self {
        case .granted(let source, let at): ConsentStatement.json("granted", source, at)
        case .withdrawn(let source, let at): ConsentStatement.json("withdrawn", source, at)
        case .ignored, .none: nil
        }
    }

    private static func json(_ status: String, _ source: String, _ at: Instant) -> JSON {
        ["status": .string(status), "source": .string(source), "at": .string(at.iso8601)]
    }
}

/// Reads the rows of a profile file.
struct ProfileRowReader {
    var names: [String]
    var columns: [ProfileColumn]
    var consents: ConsentReader
    var part: MailchimpPart?

    private var dates: DateText { consents.dates }

    func read(_ row: CSVRow) -> ProfileRow {
        var profile = ProfileRow()
        var texts: [Channel: ConsentTexts] = [:]
        var list = ListTexts()
        for (place, column) in columns.enumerated() {
            let text = row.isEmpty(place) ? "" : row[place].trimmingBlanks
            switch column {
            case .consent(.status, let channel): texts[channel, default: .init()].status = text
            case .consent(.source, let channel): texts[channel, default: .init()].source = text
            case .consent(.at, let channel): texts[channel, default: .init()].at = text
            case .consent(.withdrawn, let channel):
                texts[channel, default: .init()].withdrawals.append((names[place], text))
            case .list(let column): list.take(column, text, name: names[place])
            case .property, .other, .email, .phone, .userID, .createdAt, .updatedAt, .tags:
                if !MissingValue.matches(text) { take(column, text, into: &profile) }
            }
        }
        judge(texts, list, into: &profile)
        return profile
    }

    private func take(_ column: ProfileColumn, _ text: String, into profile: inout ProfileRow) {
        switch column {
        case .property(let name):
            if name == "timezone", Zone(text) == nil { profile.notes.append("“\(text)” is no time zone that is known") }
            profile.traits.members.append(.init(key: name, value: .string(text)))
        case .other(let name): profile.traits.members.append(.init(key: name, value: value(text)))
        case .email:
            if Identity(.email, text) == nil { profile.notes.append("“\(text)” is no e-mail address") }
            profile.traits.members.append(.init(key: "email", value: .string(text)))
        case .phone: takePhone(text, into: &profile)
        case .userID:
            let id = IdentifierText.normalised(text)
            if !MissingValue.matchesIdentifier(id) { profile.userID = id }
        case .createdAt:
            let date = dates.instant(text)
            if date == nil { profile.notes.append("“\(text)” is no date that can be read") }
            profile.traits.members.append(.init(key: "created_at", value: .string(date?.iso8601 ?? text)))
        case .updatedAt: profile.updatedAt = dates.instant(text)
        case .tags: profile.traits.members.append(.init(key: "tags", value: .array(tags(text))))
        case .consent, .list: break
        }
    }

    private func takePhone(_ text: String, into profile: inout ProfileRow) {
        // Spreadsheets guard a number from themselves with an apostrophe.
        let text = text.hasPrefix("'") ? String(text.dropFirst()) : IdentifierText.normalised(text)
        guard !IdentifierText.isRounded(text) else {
            return profile.notes.append("the phone number “\(text)” was rounded by a spreadsheet and is left out")
        }
        if Identity(.phone, text) == nil { profile.notes.append("“\(text)” is no phone number") }
        profile.traits.members.append(.init(key: "phone", value: .string(text)))
    }

    private func value(_ text: String) -> JSON {
        switch text {
        case "true", "TRUE", "True": return true
        case "false", "FALSE", "False": return false
        default:
            // What is longer is an id.
            guard text.utf8.count <= 15, let number = Number(literal: text), case .exact = number else {
                return .string(text)
            }
            return .number(number)
        }
    }

    /// Mailchimp writes `"VIP","Wholesale"` into one field.
    private func tags(_ text: String) -> [JSON] {
        text.split(whereSeparator: { $0 == "," || $0 == ";" }).map {
            $0.filter { $0 != "\"" }.trimmingBlanks
        }.filter { !$0.isEmpty }.map(JSON.string)
    }

    private func judge(_ texts: [Channel: ConsentTexts], _ list: ListTexts, into profile: inout ProfileRow) {
        for channel in Channel.allCases {
            var statement = ConsentStatement.none
            let hasAddress = address(of: channel, in: profile) != nil
            let own = texts[channel] ?? ConsentTexts()
            if channel == .email {
                statement = consents.statement(of: list.joined(with: own, part: part), hasAddress: hasAddress)
                if case .granted = statement, part == .nonsubscribed { statement = .ignored(.nonsubscribedList) }
            } else {
                statement = consents.statement(of: own, hasAddress: hasAddress)
            }
            guard statement != .none else { continue }
            profile.statements.append((channel, statement))
            if case .ignored(let reason) = statement {
                profile.notes.append("consent for \(channel.name) was not taken: \(reason.rawValue)")
            }
        }
    }

    private func address(of channel: Channel, in profile: ProfileRow) -> Identity? {
        let name = channel == .email ? "email" : "phone"
        return profile.traits[name]?.string.flatMap { Identity(channel.addressKind, $0) }
    }
}

/// The texts of a row of a list's export that concern the list.
struct ListTexts {
    private var joinedAt = ""
    private var joinedFrom = ""
    private var left: [(column: String, text: String)] = []

    mutating func take(_ column: ProfileColumn.ListColumn, _ text: String, name: String) {
        switch column {
        case .joinedAt: joinedAt = text
        case .joinedFrom: joinedFrom = text
        case .leftAt: left.append((name, text))
        }
    }

    /// What a consent column says goes before what the list says; who left the list has left.
    func joined(with own: ConsentTexts, part: MailchimpPart?) -> ConsentTexts {
        var texts = own
        texts.withdrawals += left
        switch part {
        case .unsubscribed: texts.withdrawals.append(("unsubscribed list", "yes"))
        case .cleaned: texts.withdrawals.append(("cleaned list", "yes"))
        case .subscribed, .nonsubscribed, nil: break
        }
        guard MissingValue.matches(own.status.lowercased()), !MissingValue.matches(joinedAt) else { return texts }
        texts.status = "subscribed"
        texts.at = joinedAt
        if MissingValue.matches(texts.source) {
            texts.source =
                MissingValue.matches(joinedFrom) ? "Mailchimp sign-up" : "Mailchimp sign-up from \(joinedFrom)"
        }
        return texts
    }
}

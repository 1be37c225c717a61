import Values

/// Where the members of one event lie on its request's tape.
struct EventFields {
    /// The members that the Segment specification gives a meaning of their own.
    enum Name: Int, CaseIterable {
        case type, event, name, category, userID, anonymousID, previousID, groupID, messageID
        case timestamp, originalTimestamp, sentAt, properties, traits, context, integrations, writeKey

        var text: String {
            switch self {
            case .type: "type"
            case .event: "event"
            case .name: "name"
            case .category: "category"
            case .userID: "userId"
            case .anonymousID: "anonymousId"
            case .previousID: "previousId"
            case .groupID: "groupId"
            case .messageID: "messageId"
            case .timestamp: "timestamp"
            case .originalTimestamp: "originalTimestamp"
            case .sentAt: "sentAt"
            case .properties: "properties"
            case .traits: "traits"
            case .context: "context"
            case .integrations: "integrations"
            case .writeKey: "writeKey"
            }
        }

        static let byText = Dictionary(uniqueKeysWithValues: allCases.map { ($0.text, $0) })
    }

    private var values = [Int](repeating: EventFields.absent, count: Name.allCases.count)
    private static let absent = -1
    /// The values of all other members; each one's key stands before it on the tape.
    private(set) var unknown: [Int] = []

    init(of event: Int, on tape: JSONTape) {
        tape.members(of: event) { key, value in
            guard let name = Name.byText[tape.string(key)] else { return unknown.append(value) }
            // Null is how some libraries write "none"; of a repeated member the last counts.
            values[name.rawValue] = tape.kind(value) == .null ? EventFields.absent : value
        }
    }

    /// The member's value; nil where it is absent or null.
    subscript(name: Name) -> Int? {
        let value = values[name.rawValue]
        return value == EventFields.absent ? nil : value
    }
}

import Conditions
import Values

/// A way of reaching a person.
public enum Channel: Int, Sendable, Hashable, CaseIterable {
    case email = 1
    case sms = 2

    public var name: String {
        switch self {
        case .email: "email"
        case .sms: "sms"
        }
    }

    public init?(name: String) {
        guard let channel = Channel.allCases.first(where: { $0.name == name }) else { return nil }
        self = channel
    }

    /// The property that states an address of this channel.
    public var addressProperty: String {
        switch self {
        case .email: "email"
        case .sms: "phone"
        }
    }

    /// The kind of identity that is an address of this channel.
    public var addressKind: Identity.Kind {
        switch self {
        case .email: .email
        case .sms: .phone
        }
    }

    /// What a message of it is called, within a sentence.
    public var noun: String {
        switch self {
        case .email: "e-mail"
        case .sms: "text message"
        }
    }

    /// What a message of it is called, where a sentence begins.
    public var title: String { noun.prefix(1).uppercased() + noun.dropFirst() }

    /// One message of it.
    public var one: String {
        switch self {
        case .email: "an e-mail"
        case .sms: "a text message"
        }
    }

    /// What happens to messages of it, as events: `Email Opened`, `SMS Opened`.
    public func eventName(of kind: Command.Receipt.Kind) -> String {
        "\(ConsentChannel.title(name)) \(kind.eventWord)"
    }

    /// By the names of events that tell what became of messages.
    public static let receipts: [String: (channel: Channel, kind: Command.Receipt.Kind)] = Dictionary(
        uniqueKeysWithValues: allCases.flatMap { channel in
            Command.Receipt.Kind.allCases.map { (channel.eventName(of: $0), (channel, $0)) }
        })
}

extension Command.Receipt.Kind {
    fileprivate var eventWord: String {
        switch self {
        case .sent: "Sent"
        case .opened: "Opened"
        case .clicked: "Clicked"
        case .bounced: "Bounced"
        case .complained: "Marked as Spam"
        }
    }
}

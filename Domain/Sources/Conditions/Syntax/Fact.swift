/// Something stored about a profile: it changes by what happens, never by time alone.
struct Fact: Sendable, Hashable {
    enum Function: String, Sendable, Hashable, CaseIterable {
        case consents, member, listed, tagged, identity, locale, zone, stage, score, suppressed, coupon, rfm
    }

    var function: Function
    /// One of the function's closed set of words.
    var word: String?
    /// A name in quotes.
    var name: String?
}

extension Fact.Function {
    enum Need: Sendable, Hashable {
        case refused, optional, required
    }

    /// The words that may stand in its brackets without quotes.
    var words: [String] {
        switch self {
        case .consents, .suppressed: ConsentChannel.names
        case .identity: ["user", "email", "phone", "anonymous"]
        case .rfm: ["recency", "frequency", "monetary"]
        case .member, .listed, .tagged, .locale, .zone, .stage, .score, .coupon: []
        }
    }

    var word: Need {
        switch self {
        case .consents, .identity, .rfm: .required
        case .suppressed: .optional
        case .member, .listed, .tagged, .locale, .zone, .stage, .score, .coupon: .refused
        }
    }

    var name: Need {
        switch self {
        case .member, .listed, .tagged: .required
        case .consents, .score, .coupon: .optional
        case .identity, .locale, .zone, .stage, .suppressed, .rfm: .refused
        }
    }

    /// What its word and its name are, in the words of an error message.
    var wordNoun: String {
        switch self {
        case .consents, .suppressed: "channel"
        case .identity: "kind of identity"
        case .rfm: "part of RFM"
        case .member, .listed, .tagged, .locale, .zone, .stage, .score, .coupon: "word"
        }
    }

    var nameNoun: String {
        switch self {
        case .consents: "topic"
        case .member: "segment or list"
        case .listed: "list"
        case .tagged: "tag"
        case .score: "score"
        case .coupon: "coupon"
        case .identity, .locale, .zone, .stage, .suppressed, .rfm: "name"
        }
    }

    var nameExample: String {
        switch self {
        case .consents: "News"
        case .member: "VIP"
        case .listed: "Newsletter"
        case .tagged: "wholesale"
        case .score: "lead"
        case .coupon: "SPRING"
        case .identity, .locale, .zone, .stage, .suppressed, .rfm: ""
        }
    }

    var kind: ValueKind {
        switch self {
        case .consents, .member, .listed, .tagged, .suppressed, .coupon: .boolean
        case .identity, .locale, .zone, .stage: .text
        case .score, .rfm: .number
        }
    }

    var canBeAbsent: Bool {
        switch self {
        case .consents, .member, .listed, .tagged, .suppressed, .coupon, .zone: false
        case .identity, .locale, .stage, .score, .rfm: true
        }
    }
}

/// The channels that consent is given for.
package enum ConsentChannel {
    static let names = ["email", "sms", "whatsapp", "messenger", "instagram", "push", "web_push", "chat", "ads"]

    /// How the channel is written in the name of an event.
    package static func title(_ name: String) -> String {
        switch name {
        case "email": "Email"
        case "sms": "SMS"
        case "whatsapp": "WhatsApp"
        case "messenger": "Messenger"
        case "instagram": "Instagram"
        case "push": "Push"
        case "web_push": "Web Push"
        case "chat": "Chat"
        default: "Ads"
        }
    }
}

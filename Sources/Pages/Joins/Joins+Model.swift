import Values

/// People who may be the same person, with what says so.
public struct JoinsModel: Sendable {
    public var pairs: [Pair]
    /// Where the next page goes on; nil on the last.
    public var next: String?
    /// Whether this is not the first page.
    public var isLater: Bool
    /// Two names typed into the form.
    public var draft: Draft
    /// Who would be joined by the form, to be confirmed.
    public var asked: Pair?

    public init(
        pairs: [Pair], next: String? = nil, isLater: Bool = false, draft: Draft = .init(), asked: Pair? = nil
    ) {
        self.pairs = pairs
        self.next = next
        self.isLater = isLater
        self.draft = draft
        self.asked = asked
    }

    public struct Draft: Sendable {
        public var first: String
        public var second: String

        public init(first: String = "", second: String = "") {
            self.first = first
            self.second = second
        }
    }

    public struct Pair: Sendable {
        public var first: PersonName
        public var second: PersonName
        public var evidence: [Evidence]

        public init(first: PersonName, second: PersonName, evidence: [Evidence]) {
            self.first = first
            self.second = second
            self.evidence = evidence
        }
    }

    /// What somebody is known as.
    public struct Known: Sendable, Hashable {
        public var kind: CustomerModel.Identity.Kind
        public var value: String

        public init(kind: CustomerModel.Identity.Kind, value: String) {
            self.kind = kind
            self.value = value
        }
    }

    public enum Evidence: Sendable, Hashable {
        case link(Known, with: Known, at: Instant, isFromPage: Bool)
        case sameEmail(String)
        case sameNameAndPhone(String, phone: String)
        case sameNameAndPostcode(String, postcode: String)
    }
}

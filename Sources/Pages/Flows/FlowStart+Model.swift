/// Starting a flow by hand.
public struct FlowStartModel: Sendable {
    public var head: FlowHead
    /// Names of segments and lists.
    public var groups: [String]
    /// For whom it can be started; never empty.
    public var audiences: [Audience]
    public var choice: Choice
    /// Of what was chosen; nil before anybody asked.
    public var preview: Preview?
    /// Why it could not be looked at or started.
    public var problem: String?

    public init(
        head: FlowHead, groups: [String], audiences: [Audience] = Audience.byHand, choice: Choice,
        preview: Preview? = nil, problem: String? = nil
    ) {
        self.head = head
        self.groups = groups
        self.audiences = audiences
        self.choice = choice
        self.preview = preview
        self.problem = problem
    }

    public enum Audience: String, Sendable, CaseIterable {
        case people, group, everybody
        /// Those who meet another trigger than `manual` already.
        case already

        /// Of a flow that has the trigger `manual`.
        public static let byHand: [Audience] = [.people, .group, .everybody]
    }

    /// As it was typed.
    public struct Choice: Sendable {
        /// What makes it one start, however often the form is sent.
        public var cause: String
        public var audience: Audience
        /// E-mail addresses or user ids, one a line.
        public var people: String
        public var group: String
        /// Lines of `name: value`.
        public var with: String

        public init(
            cause: String, audience: Audience = .people, people: String = "", group: String = "", with: String = ""
        ) {
            self.cause = cause
            self.audience = audience
            self.people = people
            self.group = group
            self.with = with
        }
    }

    public struct Preview: Sendable {
        public var people: Int
        public var enter: Int
        /// Whether there are more people than were looked at.
        public var isPartial: Bool
        /// The most frequent first.
        public var refused: [Refusal]

        public init(people: Int, enter: Int, isPartial: Bool = false, refused: [Refusal] = []) {
            self.people = people
            self.enter = enter
            self.isPartial = isPartial
            self.refused = refused
        }
    }

    public struct Refusal: Sendable {
        public var reason: String
        public var people: Int

        public init(reason: String, people: Int) {
            self.reason = reason
            self.people = people
        }
    }
}

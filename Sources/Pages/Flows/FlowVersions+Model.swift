import Values

/// The versions of a flow, newest first, and what changed between two of them.
public struct FlowVersionsModel: Sendable {
    public var head: FlowHead
    public var versions: [Version]
    public var comparison: Comparison?
    /// Who changed what the flow does, newest first.
    public var changes: [Change]

    public init(
        head: FlowHead, versions: [Version], comparison: Comparison? = nil, changes: [Change] = []
    ) {
        self.head = head
        self.versions = versions
        self.changes = changes
        self.comparison = comparison
    }

    public struct Version: Sendable {
        public var number: Int
        public var at: Instant
        public var author: String
        public var state: VersionState
        /// Journeys under way on it.
        public var underWay: Int
        /// When it went live first; nil where it never did.
        public var publishedAt: Instant?

        public init(
            number: Int, at: Instant, author: String, state: VersionState, underWay: Int = 0,
            publishedAt: Instant? = nil
        ) {
            self.number = number
            self.at = at
            self.author = author
            self.state = state
            self.underWay = underWay
            self.publishedAt = publishedAt
        }
    }

    public struct Change: Sendable {
        public enum Kind: Sendable, CaseIterable { case published, paused, resumed, rolledBack, archived }

        public var kind: Kind
        /// That was live then.
        public var version: Int?
        public var author: String
        public var at: Instant

        public init(_ kind: Kind, version: Int?, author: String, at: Instant) {
            self.kind = kind
            self.version = version
            self.author = author
            self.at = at
        }
    }

    public enum VersionState: Sendable, Hashable {
        case draft
        /// New journeys take it.
        case live
        case earlier
    }

    /// From the query: `from`, `to`.
    public struct Comparison: Sendable {
        public var from: Int
        public var to: Int
        public var changes: [FlowDifference]

        public init(from: Int, to: Int, changes: [FlowDifference]) {
            self.from = from
            self.to = to
            self.changes = changes
        }
    }
}

/// One change from a version to another.
public struct FlowDifference: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// A key of the flow itself.
        case key
        case added, removed, moved, changed

        var tone: Tone {
            switch self {
            case .added: .good
            case .removed: .bad
            case .moved: .info
            case .key, .changed: .warn
            }
        }
    }

    public var kind: Kind
    /// The step's id, or the key.
    public var name: String
    /// What the step does; empty for a key.
    public var sentence: String
    /// What stood there and what stands there now.
    public var fields: [Field]

    public init(_ kind: Kind, name: String, sentence: String = "", fields: [Field] = []) {
        self.kind = kind
        self.name = name
        self.sentence = sentence
        self.fields = fields
    }

    public struct Field: Sendable {
        /// Empty for a key of the flow, whose name says it all.
        public var name: String
        public var from: String
        public var to: String

        public init(name: String = "", from: String, to: String) {
            self.name = name
            self.from = from
            self.to = to
        }
    }
}

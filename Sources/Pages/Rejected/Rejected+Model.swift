import Values

/// Events that could not be taken, newest first, each with the reason.
public struct RejectedModel: Sendable {
    /// From the query `q`: a part of what came, or of what was wrong with it; empty for all.
    public var search: String
    /// From the query `reason`; nil for all.
    public var reason: String?
    public var reasons: [ReasonCount]
    public var rows: [Row]
    public var paging: Paging

    public init(search: String = "", reason: String?, reasons: [ReasonCount], rows: [Row], paging: Paging) {
        self.search = search
        self.reason = reason
        self.reasons = reasons
        self.rows = rows
        self.paging = paging
    }

    var isNarrowed: Bool { reason != nil || !search.isEmpty }
    var query: Query { Query().adding("q", search).adding("reason", reason) }

    public struct ReasonCount: Sendable {
        /// Stable code, such as `missing_event_name`.
        public var code: String
        public var count: Int

        public init(code: String, count: Int) {
            self.code = code
            self.count = count
        }
    }

    public struct Row: Sendable {
        public var id: String
        public var at: Instant
        public var code: String
        /// What is wrong, where, and what to do, as the sender was told.
        public var explanation: String
        /// The name of the write key it came with; nil where there was none.
        public var sourceKey: String?
        /// The event as it came; JSON is shown indented, anything else as it is.
        public var raw: String

        public init(id: String, at: Instant, code: String, explanation: String, sourceKey: String?, raw: String) {
            self.id = id
            self.at = at
            self.code = code
            self.explanation = explanation
            self.sourceKey = sourceKey
            self.raw = raw
        }
    }
}

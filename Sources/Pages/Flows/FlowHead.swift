import Values

/// What stands at the top of every page of one flow.
public struct FlowHead: Sendable {
    /// Its short name in addresses.
    public var id: String
    public var name: String
    public var about: String
    public var state: FlowState
    /// The version that new journeys take; nil where none was ever published.
    public var version: Int?
    /// The number that the draft would have; nil where there is none.
    public var draft: Int?
    public var warnings: [String]
    /// Since when and by whom it stands still.
    public var pause: Pause?
    /// Until when journeys stay fresh if it stands still from now on: the first moment at which a message due in it
    /// goes out of date. Nil where nothing can.
    public var freshUntil: Instant?
    /// Whether it is live and can be started by hand, be it for those alone who meet its trigger already.
    public var startsByHand: Bool

    public init(
        id: String, name: String, about: String = "", state: FlowState, version: Int? = nil, draft: Int? = nil,
        warnings: [String] = [], pause: Pause? = nil, freshUntil: Instant? = nil, startsByHand: Bool = false
    ) {
        self.id = id
        self.name = name
        self.about = about
        self.state = state
        self.version = version
        self.draft = draft
        self.warnings = warnings
        self.pause = pause
        self.freshUntil = freshUntil
        self.startsByHand = startsByHand
    }

    public struct Pause: Sendable {
        public var since: Instant
        public var author: String

        public init(since: Instant, author: String) {
            self.since = since
            self.author = author
        }
    }
}

/// The pages of one flow; the raw value is the last part of the address.
public enum FlowPart: String, Sendable, CaseIterable {
    case drawing, journeys, versions, backtest, scenarios, calls, settings
}

/// What a button of a flow's page does.
public enum FlowChange: String, Sendable, CaseIterable {
    case pause, resume, archive
    case rollBack = "roll-back"
}

extension FlowState {
    /// Whether it runs, or would but for being paused.
    var isRunning: Bool { self == .live || self == .paused }
}

import Values

/// One line of a person's path through a backtest.
public struct BacktestLine: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An event of the person's past.
        case happened
        case entered, notEntered, refreshed
        /// A step was begun.
        case step
        case sent, held, refused
        case goal, exit, ended
        case coupon
        /// A task, an alert, a call or an audience was asked for.
        case effect
        /// What became known of the person: consents, properties, segments, lists.
        case changed
    }

    public var at: Instant
    public var kind: Kind
    /// Slug of the flow concerned; empty where none is.
    public var flow: String
    /// Id of the step concerned; empty where none is.
    public var step: String
    /// One sentence for a person, with the reason.
    public var text: String

    public init(at: Instant, kind: Kind, flow: String = "", step: String = "", text: String) {
        self.at = at
        self.kind = kind
        self.flow = flow
        self.step = step
        self.text = text
    }
}

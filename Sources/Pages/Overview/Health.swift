import Values

/// Whether the running system is well.
public struct Health: Sendable {
    public var database: Condition
    /// Such as `SQLite` or `PostgreSQL`.
    public var databaseName: String
    /// From an event's commit to its step, over the last minute.
    public var engineLag: TimeSpan
    public var delivery: Condition
    public var outbox: Outbox

    public init(
        database: Condition, databaseName: String, engineLag: TimeSpan, delivery: Condition, outbox: Outbox
    ) {
        self.database = database
        self.databaseName = databaseName
        self.engineLag = engineLag
        self.delivery = delivery
        self.outbox = outbox
    }

    public enum Condition: String, Sendable, CaseIterable {
        case well, strained, failing

        var tone: Tone {
            switch self {
            case .well: .good
            case .strained: .warn
            case .failing: .bad
            }
        }
    }

    /// Where messages go.
    public enum Outbox: Sendable, Equatable {
        /// The viewer on this machine: nobody outside receives anything.
        case builtIn
        /// A provider by its name, such as `SMTP mail.shop.example`.
        case provider(String)
    }

    /// Beyond this a shopper's "one hour later" is felt to be late.
    static let strainedLag = TimeSpan.seconds(5)
    /// Beyond this, waits and goals are judged on stale facts.
    static let failingLag = TimeSpan.minutes(1)

    var engine: Condition {
        if engineLag >= Health.failingLag { return .failing }
        return engineLag >= Health.strainedLag ? .strained : .well
    }
}

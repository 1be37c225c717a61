import Conditions
import Values

/// A kind of trigger. To add one: write its file in `Triggers/` and add its row to `TriggerKinds.all`.
///
/// Every trigger is an event in the end: what is no event by itself, such as a birthday or a schedule, lets one happen.
/// So whatever starts a flow stands in the person's history, and is found by the same index.
public protocol TriggerKind: Sendable {
    /// The key that begins such a trigger in a flow file.
    static var keyword: String { get }
    /// Every field that it may have, its keyword's first, beside `where`.
    static var form: [FormField] { get }
    /// One line for the reference.
    static var summary: String { get }
    /// Whether the keyword may stand alone, as `trigger: manual` does.
    static var standsAlone: Bool { get }

    /// Reads the trigger from its mapping; reports faults to the reader and returns nil where it cannot be built.
    init?(_ reader: inout StepReader)

    /// The canonical name of the event that starts the flow.
    var event: String { get }
    /// Only events with this value in this property, by which flows are found without being looked at; nil for all.
    var key: TriggerKey? { get }
    /// Whether an event that has the key starts the flow.
    func admits(_ event: TimelineEvent, _ subject: Subject) -> Bool
    /// A condition or date of the person that lets the event happen; nil where something else does.
    var watch: FlowWatch? { get }
    /// Moments at which members of a segment have the event happen to them; nil where something else does.
    var schedule: FlowSchedule? { get }
    /// What somebody meets who had it happen before the flow was live; nil where the event alone counts.
    var state: TriggerState? { get }
    /// What starts the flow, in words.
    var sentence: String { get }
}

extension TriggerKind {
    public static var standsAlone: Bool { false }
    public var key: TriggerKey? { nil }
    public func admits(_ event: TimelineEvent, _ subject: Subject) -> Bool { true }
    public var watch: FlowWatch? { nil }
    public var schedule: FlowSchedule? { nil }
    public var state: TriggerState? { nil }
}

/// A value that an event must carry to start a flow.
public struct TriggerKey: Sendable, Hashable {
    public let property: String
    public let value: String

    init(_ property: String, _ value: String) {
        self.property = property
        self.value = value
    }
}

/// One trigger of a flow: its kind and its filter.
public struct FlowTrigger: Sendable {
    public let kind: any TriggerKind
    /// `where`: over what the trigger carries, as `trigger.…`.
    public let filter: CompiledCondition?

    var event: String { kind.event }

    /// Whether this event starts the flow.
    func matches(_ event: TimelineEvent, _ subject: Subject, now: Instant) -> Bool {
        guard event.name == kind.event else { return false }
        if let key = kind.key, event.body.object[key.property]?.identifierText != key.value { return false }
        guard kind.admits(event, subject) else { return false }
        return filter?.evaluate(subject, trigger: event, now: now).holds ?? true
    }
}

/// All kinds of trigger, one row each.
public enum TriggerKinds {
    public static let all: [any TriggerKind.Type] = [
        EventTrigger.self,
        SegmentEnteredTrigger.self,
        SegmentLeftTrigger.self,
        ListJoinedTrigger.self,
        ListLeftTrigger.self,
        TagAddedTrigger.self,
        TagRemovedTrigger.self,
        DateTrigger.self,
        ScheduleTrigger.self,
        CronTrigger.self,
        ConditionTrigger.self,
        ScoreTrigger.self,
        PredictionTrigger.self,
        PriceDropTrigger.self,
        BackInStockTrigger.self,
        LowStockTrigger.self,
        InventoryTrigger.self,
        FormTrigger.self,
        KeywordTrigger.self,
        ManualTrigger.self,
    ]

    static let keywords = all.map { $0.keyword }

    /// Of the keys of a mapping, the one that says its kind: `date` goes before `every`, which it may have as a field.
    static func of(_ keys: [String]) -> (any TriggerKind.Type)? {
        all.first { kind in keys.contains(kind.keyword) }
    }
}

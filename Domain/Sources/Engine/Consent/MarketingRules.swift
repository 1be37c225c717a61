import Conditions
import Values

/// When marketing goes out, by the clock where the person lives.
public struct MarketingHours: Sendable, Hashable {
    /// Minutes after midnight: from this one (included)…
    public var opens: Int
    /// …to this one (excluded).
    public var closes: Int
    public var onSundays: Bool

    public init(opens: Int, closes: Int, onSundays: Bool = true) {
        self.opens = opens
        self.closes = closes
        self.onSundays = onSundays
    }

    var days: Weekdays { onSundays ? .all : Weekdays(days: Set(1...6)) }

    func include(_ local: LocalDateTime) -> Bool {
        let minute = local.millisecondOfDay / 60_000
        return minute >= opens && minute < closes && days.contains(local.date)
    }
}

/// A cap on marketing messages to one person, beside the one on all of a day.
public struct MarketingCap: Sendable, Hashable {
    public enum Scope: Sendable, Hashable {
        case all
        case channel(Channel)
        case topic(String)
    }

    public var scope: Scope
    public var cap: MessageCap

    public init(scope: Scope, cap: MessageCap) {
        self.scope = scope
        self.cap = cap
    }
}

/// People to whom no marketing goes whatever a flow says: `staff`, `tagged("staff")`.
public struct MarketingExclusion: Sendable, Hashable {
    public var name: String
    /// A condition over the person, without a trigger.
    public var condition: String

    public init(name: String, condition: String) {
        self.name = name
        self.condition = condition
    }

    /// What a shop may choose from.
    public static let suggested = [
        MarketingExclusion(name: "staff", condition: "tagged(\"staff\")"),
        MarketingExclusion(name: "wholesale", condition: "tagged(\"wholesale\")"),
        MarketingExclusion(name: "bought in the last three days", condition: "any(\"Order Completed\", last: 3 days)"),
        MarketingExclusion(
            name: "an open return",
            condition:
                "any(\"Return Requested\", last: 30 days) and not sequence(\"Return Requested\", \"Order Refunded\", within: 30 days)"
        ),
    ]
}

/// Exclusions with their conditions compiled, once a version of the definitions.
struct CompiledExclusions: Sendable {
    let rows: [(name: String, condition: CompiledCondition)]

    /// What cannot be read excludes nobody; whoever stores the settings checks it.
    init(_ exclusions: [MarketingExclusion]) {
        rows = exclusions.compactMap { exclusion in
            guard let condition = try? Condition.parse(exclusion.condition) else { return nil }
            return (exclusion.name, CompiledCondition(condition))
        }
    }

    var requirements: [Requirements] { rows.map(\.condition.requirements) }

    /// The name of the first that holds.
    func holding(for subject: Subject, now: Instant) -> String? {
        rows.first { $0.condition.evaluate(subject, now: now).holds }?.name
    }
}

extension WorkspaceSettings {
    /// Those of a country where it has its own.
    func marketingHours(in country: String?) -> MarketingHours {
        country.flatMap { hoursByCountry[$0] }
            ?? MarketingHours(opens: marketingOpensAt, closes: marketingClosesAt)
    }

    /// The caps that a message is under, with what each of them counts.
    func caps(for question: SendingPolicy.Question) -> [ScopedCap] {
        var caps = [
            ScopedCap(
                cap: MessageCap(most: marketingPerDay, days: 1),
                words: "At most \(marketingPerDay) marketing message a day")
        ]
        if let own = question.rules.cap {
            caps.append(ScopedCap(cap: own, words: "At most \(own.words) of this flow", flow: question.flow))
        }
        for rule in self.caps {
            switch rule.scope {
            case .all: caps.append(ScopedCap(cap: rule.cap, words: "At most \(rule.cap.words)"))
            case .channel(let channel) where channel == question.channel:
                caps.append(
                    ScopedCap(cap: rule.cap, words: "At most \(rule.cap.words) by \(channel.name)", channel: channel))
            case .topic(let topic) where topic == question.rules.topic:
                caps.append(
                    ScopedCap(
                        cap: rule.cap, words: "At most \(rule.cap.words) about \(topic)",
                        topic: MarketingSlot.topic(topic)))
            case .channel, .topic: continue
            }
        }
        return caps
    }
}

/// A cap, and which earlier messages it counts; nil counts all.
struct ScopedCap {
    var cap: MessageCap
    var words: String
    var flow: Int64?
    var channel: Channel?
    var topic: Int64?

    func counts(_ slot: MarketingSlot) -> Bool {
        (flow.map { $0 == slot.flow } ?? true) && (channel.map { $0.rawValue == slot.channel } ?? true)
            && (topic.map { $0 == slot.topic } ?? true)
    }
}

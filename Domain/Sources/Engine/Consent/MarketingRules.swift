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
        return minute >= opens && minute < closes && (onSundays || days.contains(local.date))
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

    /// That of a new workspace: a cart's three reminders and one more in any week, whatever flows come together.
    public static let usual = MarketingCap(scope: .all, cap: MessageCap(most: 4, days: 7))
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

    /// Those that a new workspace begins with; a shop takes out or changes what does not suit it.
    public static let usual = [
        MarketingExclusion(name: "staff", condition: "tagged(\"staff\")"),
        MarketingExclusion(name: "wholesale", condition: "tagged(\"wholesale\")"),
        // Who stayed silent when they were asked: the ready flow "sunset" gives the tag. Whoever shows interest again is
        // written to again, whether the flow still looks or not.
        MarketingExclusion(
            name: "unengaged",
            condition:
                "tagged(\"unengaged\") and not clicked(email, last: 90 days) and none(\"Order Completed\", last: 90 days) and none(\"Consent Granted\", last: 90 days)"
        ),
        MarketingExclusion(name: "recent buyers", condition: "any(\"Order Completed\", last: 3 days)"),
        // They are counted against what settles them: a second one is open though the first was settled.
        MarketingExclusion(
            name: "open return",
            condition: """
                count("Return Requested", last: 30 days) > count("Order Refunded", last: 30 days) \
                and not sequence("Return Requested", "Return Cancelled", last: 30 days)
                """),
        MarketingExclusion(
            name: "open ticket",
            condition: """
                count("Ticket Opened", last: 30 days) > count("Ticket Closed", last: 30 days) \
                or any("Ticket Reopened", last: 30 days) \
                and not sequence("Ticket Reopened", "Ticket Closed", last: 30 days)
                """),
    ]
}

/// Exclusions with their conditions compiled, once a version of the definitions.
struct CompiledExclusions: Sendable {
    private struct Row: Sendable {
        let name: String
        /// In small letters, as flows name it.
        let key: String
        let condition: CompiledCondition
        /// It holds for nobody who has no tag and none of these events; nil where that is not known.
        let events: [String]?
        /// It holds for nobody without a tag, whatever they did.
        let needsTag: Bool
    }

    private let rows: [Row]

    /// What cannot be read excludes nobody; whoever stores the settings checks it.
    init(_ exclusions: [MarketingExclusion]) {
        rows = exclusions.compactMap { exclusion in
            guard let condition = (try? Condition.parse(exclusion.condition)).map(CompiledCondition.init) else {
                return nil
            }
            return Row(
                name: exclusion.name, key: exclusion.name.lowercased(), condition: condition,
                events: condition.eventsWithoutWhichItFails, needsTag: condition.condition.needsTag)
        }
    }

    var requirements: [Requirements] { rows.map(\.condition.requirements) }

    /// The name of the first that holds.
    ///
    /// - Parameter despite: names, in small letters, that do not count.
    func holding(for subject: Subject, despite: Set<String>, now: Instant) -> String? {
        // Most people never returned anything and never wrote: of them nothing is asked.
        var moment: ConditionMoment?
        let isTagged = subject.hasTags
        for row in rows where despite.isEmpty || !despite.contains(row.key) {
            if !isTagged {
                if row.needsTag { continue }
                if let events = row.events, events.allSatisfy({ subject.timeline[$0].isEmpty }) { continue }
            }
            if moment == nil { moment = ConditionMoment(subject, now: now) }
            if moment?.holds(row.condition) == true { return row.name }
        }
        return nil
    }
}

extension CompiledCondition {
    /// The events that it reads, where it reads nothing else but tags and never holds while there is none of either.
    fileprivate var eventsWithoutWhichItFails: [String]? {
        guard requirements.readsEventsAndTagsAlone else { return nil }
        // Without events nothing in it moves with time, unless it says when.
        let verdict = evaluate(Subject(), now: .distantPast)
        return verdict.holds || verdict.until != nil ? nil : requirements.eventNames.sorted()
    }
}

extension WorkspaceSettings {
    /// The shop's own of a country where it has such, else the shop's hours, narrowed by what is usual in the country.
    func marketingHours(in country: @autoclosure () -> String?) -> MarketingHours {
        let hours = MarketingHours(opens: marketingOpensAt, closes: marketingClosesAt)
        guard keepsUsualHours || !hoursByCountry.isEmpty, let country = country() else { return hours }
        if let own = hoursByCountry[country] { return own }
        guard keepsUsualHours, let usual = UsualHours.of(country) else { return hours }
        return hours.narrowed(by: usual.hours)
    }

    /// The caps that a message is under, with what each of them counts.
    func caps(for question: SendingPolicy.Question) -> [ScopedCap] {
        var caps = [ScopedCap(cap: MessageCap(most: marketingPerDay, days: 1), scope: .day)]
        if let own = question.rules.cap { caps.append(ScopedCap(cap: own, scope: .flow(question.flow))) }
        for rule in self.caps {
            switch rule.scope {
            case .all: caps.append(ScopedCap(cap: rule.cap, scope: .all))
            case .channel(let channel) where channel == question.channel:
                caps.append(ScopedCap(cap: rule.cap, scope: .channel(channel)))
            case .topic(let topic) where topic == question.rules.topic:
                caps.append(ScopedCap(cap: rule.cap, scope: .topic(topic, hash: MarketingSlot.topic(topic))))
            case .channel, .topic: continue
            }
        }
        return caps
    }
}

/// A cap, and which earlier messages it counts.
struct ScopedCap {
    enum Scope {
        /// The shop's own of a day, and its others: all messages.
        case day, all
        case flow(Int64)
        case channel(Channel)
        case topic(String, hash: Int64)
    }

    var cap: MessageCap
    var scope: Scope

    func counts(_ slot: MarketingSlot) -> Bool {
        switch scope {
        case .day, .all: true
        case .flow(let flow): flow == slot.flow
        case .channel(let channel): channel.rawValue == slot.channel
        case .topic(_, let hash): hash == slot.topic
        }
    }

    /// What it says of a message that it holds.
    var words: String {
        switch scope {
        case .day: "At most \(cap.most) marketing message a day"
        case .all: "At most \(cap.words)"
        case .flow: "At most \(cap.words) of this flow"
        case .channel(let channel): "At most \(cap.words) by \(channel.name)"
        case .topic(let topic, _): "At most \(cap.words) about \(topic)"
        }
    }
}

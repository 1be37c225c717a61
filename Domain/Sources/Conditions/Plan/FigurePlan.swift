import Values

/// A figure over the events of each profile.
public struct FigurePlan: Sendable {
    public enum Measure: Sendable, Hashable {
        case count, sum, average, min, max, first, last, distinct
        /// Within any so many milliseconds that begin with an event.
        case most(within: Int64)
        /// The property of the first or last event.
        case firstValue, lastValue
    }

    public var measure: Measure
    public var parts: [EventChoice]
    /// Keys of the property from the outside in; empty where none is read.
    public var property: [String] = []
    /// Set where the property is read as an amount.
    public var money: MoneyPlan?

    /// Whether the figure is a moment; else it is a number, or a property's value.
    public var isMoment: Bool { measure == .first || measure == .last }
}

/// Which events a figure is about; several choices are counted together, or give the latest moment.
public struct EventChoice: Sendable {
    public var event: String
    public var filter: EventTest?
    public var window: WindowPlan
}

/// In which currency amounts are wanted, and in which they are that name none.
public struct MoneyPlan: Sendable, Hashable {
    public var target: String
    public var unnamed: String

    /// Whether a text beside an amount names the wanted currency, so that nothing is converted.
    public func isTarget(_ currency: String?) -> Bool { (currency?.uppercased() ?? unnamed) == target }
}

/// What is asked of a figure; nothing holds of one that is absent.
public enum FigureTest: Sendable {
    case exists
    case number(Comparator, Number)
    case moment(MomentTest)
    /// Of a property of the first or last event.
    case value(ValueTest)
}

/// What is asked of a moment.
public enum MomentTest: Sendable {
    case instant(Comparator, Instant)
    /// Compares with the moment a length of time before now; as in the language, that is added to the moment.
    case age(Comparator, SpanPlan)
    case day(DayQuestion)
}

/// A length of time that may be counted by the calendar of a zone.
public struct SpanPlan: Sendable {
    let span: CalendarSpan

    /// Milliseconds; nil for months and years.
    public var fixed: Int64? { span.fixed?.milliseconds }

    public func after(_ moment: Instant, in zone: Zone) -> Instant { span.after(moment, in: zone) }

    /// Milliseconds that it surely takes and surely does not exceed, in any zone.
    public var bounds: (least: Int64, most: Int64) {
        if let fixed { return (fixed, fixed) }
        let months = Int64(span.months)
        return (TimeSpan.days(28 * months - 3).milliseconds, TimeSpan.days(31 * months + 3).milliseconds)
    }

    /// Milliseconds: any moment before the first has come to this age surely, any after the second surely not.
    public func band(around now: Instant) -> (sure: Int64, open: Int64) {
        let edges = WindowEdges(EventWindow(reach: .last(span)))
        guard let early = edges.earliest(now, .utc), let late = edges.surelyIn(now, .utc) else { return (.min, .max) }
        return (early.milliseconds, late.milliseconds)
    }
}

/// Where a moment lies, seen from now: `is today`, `in the last 7 days`.
public struct DayQuestion: Sendable {
    let test: DayTest

    public func holds(of moment: Instant, now: Instant, in zone: Zone) -> Bool {
        Stretch(of: .moment(moment), test, zone)?.contains(now) ?? false
    }

    /// The moments up to now of which it holds, in milliseconds, save for those within `doubt` of either end, which are
    /// asked one by one; nil where they are no stretch.
    public func moments(now: Instant, in zone: Zone) -> (range: Range<Int64>, doubt: Int64)? {
        let hours = TimeSpan.hours(30).milliseconds
        let today = zone.local(now).date
        func days(_ first: CivilDate, _ end: CivilDate) -> (Range<Int64>, Int64)? {
            (zone.startOfDay(first).milliseconds..<zone.startOfDay(end).milliseconds, hours)
        }
        func later(_ count: Int64) -> CivilDate { CivilDate(dayNumber: today.dayNumber + count) }
        switch test {
        case .today: return days(today, later(1))
        case .yesterday: return days(later(-1), today)
        case .this(let unit): return days(unit.first(containing: today), unit.first(after: today))
        case .last(let span):
            let edge = span.before(now, in: zone).milliseconds
            let doubt = span.fixed == nil ? TimeSpan.days(7).milliseconds : hours
            return edge < now.milliseconds ? (edge..<now.milliseconds + 1, doubt) : nil
        case .tomorrow, .next: return nil
        }
    }
}

/// Events one after another, each strictly later by (moment, order) than the one before.
public struct SequencePlan: Sendable {
    public struct Step: Sendable {
        public var event: String
        public var filter: EventTest?
    }

    public var first: Step
    public var rest: [Step]
    public var within: SpanPlan?
    public var without: Step?
    /// Asked of the first step.
    public var window: WindowPlan
}

extension Number {
    /// The average of numbers with this sum, as conditions reckon it.
    public static func average(sum: Number, count: Int64) -> Number { sum.divided(by: count) }
}

import Values

/// The prepared bounds of a window: when an event comes into it and when it leaves.
struct WindowEdges: Sendable {
    let window: EventWindow
    private let zone: PreparedZone

    private enum PreparedZone: Sendable {
        case shopper, workspace
        case fixed(Zone)
    }

    init(_ window: EventWindow) {
        self.window = window
        zone =
            switch window.zone {
            case .shopper: .shopper
            case .workspace: .workspace
            // The parser takes only zones that exist.
            case .named(let name): .fixed(Zone(name) ?? .utc)
            }
    }

    func zone(_ evaluation: Evaluation) -> Zone {
        switch zone {
        case .shopper: evaluation.subject.zone
        case .workspace: evaluation.subject.workspace.zone
        case .fixed(let zone): zone
        }
    }

    /// Whether events ever leave.
    var isBounded: Bool { window.reach != nil }
    /// Whether an event can come in later than it occurs.
    var hasEntrance: Bool { window.reach?.hasEntrance ?? false }
    /// Whether events leave in the order in which they occurred; months may end out of order.
    var isOrdered: Bool {
        switch window.reach {
        case nil, .this, .previous: true
        case .last(let span): span.fixed != nil
        case .between(_, let oldest): oldest.fixed != nil
        }
    }

    func enters(_ moment: Instant, _ zone: Zone) -> Instant {
        switch window.reach {
        case nil, .last, .this: moment
        case .between(let newest, _): newest.after(moment, in: zone)
        case .previous(let unit): unit.start(of: moment, in: zone, later: 1)
        }
    }

    func leaves(_ moment: Instant, _ zone: Zone) -> Instant {
        switch window.reach {
        case nil: .distantFuture
        case .last(let span), .between(_, let span): span.after(moment, in: zone)
        case .this(let unit): unit.start(of: moment, in: zone, later: 1)
        case .previous(let unit): unit.start(of: moment, in: zone, later: 2)
        }
    }

    /// When an event comes in and leaves, for one evaluation: a calendar's units are looked up once, not for each event.
    func passage(_ now: Instant, _ zone: Zone) -> (Instant) -> (enters: Instant, leaves: Instant) {
        guard case .previous(let unit) = window.reach else { return { (enters($0, zone), leaves($0, zone)) } }
        let starts = (0...2).map { unit.start(of: now, in: zone, later: $0) }
        return { $0 < starts[0] ? (starts[0], starts[1]) : (starts[1], starts[2]) }
    }

    /// By how much the order of month ends may differ from the order of events.
    ///
    /// The 29th to the 31st all end on one shorter month's last day, in any order by time of day; a zone may skip a day.
    static let monthDisorder = TimeSpan.days(7)

    /// No event before this moment is in the window now or later; nil where none ever leaves.
    func earliest(_ now: Instant, _ zone: Zone) -> Instant? {
        switch window.reach {
        case nil: nil
        case .last(let span), .between(_, let span):
            span.fixed.map { now - $0 + TimeSpan(milliseconds: 1) }
                ?? monthsBefore(now, span) - WindowEdges.monthDisorder
        case .this(let unit): unit.start(of: now, in: zone)
        case .previous(let unit): unit.start(of: now, in: zone, later: -1)
        }
    }

    /// From this moment on every event up to now is in the window now; only for windows without an entrance.
    func surelyIn(_ now: Instant, _ zone: Zone) -> Instant? {
        guard case .last(let span) = window.reach, span.fixed == nil else { return earliest(now, zone) }
        return monthsBefore(now, span) + WindowEdges.monthDisorder
    }

    /// By the calendar of UTC: within a day of the zone's, which the disorder allowed for covers.
    private func monthsBefore(_ now: Instant, _ span: CalendarSpan) -> Instant {
        let time = LocalDateTime(utc: now)
        return LocalDateTime(date: time.date.adding(months: -span.months), millisecondOfDay: time.millisecondOfDay)
            .asUTC
    }
}

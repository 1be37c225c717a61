import Values

/// Which of the events a figure looks at; without bounds, all of them.
struct EventWindow: Sendable, Hashable {
    /// How old an event may be.
    enum Reach: Sendable, Hashable {
        /// While now < occurred at + span.
        case last(CalendarSpan)
        /// While occurred at + newest <= now < occurred at + oldest.
        case between(newest: CalendarSpan, oldest: CalendarSpan)
        /// In the same calendar unit as now.
        case this(CalendarUnit)
        /// In the calendar unit before the one that now is in.
        case previous(CalendarUnit)

        /// Whether an event can come into the window by growing older.
        var hasEntrance: Bool {
            switch self {
            case .last, .this: false
            case .between, .previous: true
            }
        }
    }

    enum Since: Sendable, Hashable {
        /// Only events after the triggering one, by (occurred at, order).
        case trigger
        case mark(TimeMark)
    }

    var reach: Reach?
    var since: Since?
    /// Events before its end count.
    var until: TimeMark?
    var zone = ZoneChoice.shopper

    var sinceTrigger: Bool { since == .trigger }

    var spans: [CalendarSpan] {
        switch reach {
        case nil, .this, .previous: []
        case .last(let span): [span]
        case .between(let newest, let oldest): [newest, oldest]
        }
    }
}

/// Whose calendar the months, days and dates of a window follow.
enum ZoneChoice: Sendable, Hashable {
    case shopper, workspace
    /// A zone of the IANA database, by its name.
    case named(String)
}

/// A day or a moment written out: `"2026-06-30"`, `"2026-06-30T12:00:00+02:00"`.
struct TimeMark: Sendable, Hashable {
    let text: String
    private let day: CivilDate?
    private let moment: Instant

    init?(_ text: String) {
        guard let moment = Instant(iso8601: text) else { return nil }
        self.text = text
        self.moment = moment
        day = text.utf8.count == 10 ? LocalDateTime(utc: moment).date : nil
    }

    /// The start of the day there, or the moment itself.
    func start(in zone: Zone) -> Instant { day.map(zone.startOfDay) ?? moment }

    /// The end of the day there, or the moment itself.
    func end(in zone: Zone) -> Instant {
        day.map { zone.startOfDay(CivilDate(dayNumber: $0.dayNumber + 1)) } ?? moment
    }
}

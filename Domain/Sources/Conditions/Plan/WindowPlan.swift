import Values

/// The window of a figure, for whoever looks at the events of many profiles.
public struct WindowPlan: Sendable {
    let edges: WindowEdges
    private let zone: Zone?

    init(_ window: EventWindow, workspace: Zone) {
        edges = WindowEdges(window)
        zone =
            switch window.zone {
            case .shopper: nil
            case .workspace: workspace
            case .named(let name): Zone(name) ?? .utc
            }
    }

    /// Whether its edges are the same for every profile.
    public var isShared: Bool { zone != nil || !readsZone }

    private var readsZone: Bool {
        let window = edges.window
        if case .mark = window.since { return true }
        if window.until != nil { return true }
        return switch window.reach {
        case nil: false
        case .this, .previous: true
        case .last, .between: window.spans.contains { $0.fixed == nil }
        }
    }

    /// Which moments are in the window now. Cost: microseconds; once a zone is enough.
    public func stretch(now: Instant, shopper: Zone) -> WindowStretch {
        let zone = zone ?? shopper
        var stretch = WindowStretch(start: .min, end: now.milliseconds + 1)
        limit(&stretch, to: edges.window, zone)
        guard let reach = edges.window.reach else { return stretch }
        switch reach {
        case .this(let unit): stretch.cut(from: unit.start(of: now, in: zone))
        case .previous(let unit):
            stretch.cut(from: unit.start(of: now, in: zone, later: -1))
            stretch.cut(to: unit.start(of: now, in: zone))
        case .last(let span): stretch.cut(youngerThan: span, now, zone)
        case .between(let newest, let oldest):
            stretch.cut(youngerThan: oldest, now, zone)
            stretch.cut(notYoungerThan: newest, now, zone)
        }
        return stretch
    }

    private func limit(_ stretch: inout WindowStretch, to window: EventWindow, _ zone: Zone) {
        switch window.since {
        case nil: break
        // Without a trigger nothing counts.
        case .trigger: stretch.end = .min
        case .mark(let mark): stretch.cut(from: mark.start(in: zone))
        }
        if let until = window.until { stretch.cut(to: until.end(in: zone)) }
    }
}

extension WindowPlan: Hashable {
    public static func == (first: WindowPlan, second: WindowPlan) -> Bool {
        first.edges.window == second.edges.window && first.zone == second.zone
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(edges.window)
        hasher.combine(zone)
    }
}

/// The moments in a window, in milliseconds: from `start` to before `end`, save for what `contains` rules out near them.
public struct WindowStretch: Sendable {
    public fileprivate(set) var start: Int64
    public fileprivate(set) var end: Int64
    /// From here to before `sureEnd` all moments count that lie between start and end.
    public private(set) var sureStart: Int64 = .min
    public private(set) var sureEnd: Int64 = .max
    private var rules: [MonthRule] = []

    fileprivate init(start: Int64, end: Int64) {
        self.start = start
        self.end = end
    }

    /// Whether there is nothing to ask beyond start and end.
    public var isPlain: Bool { rules.isEmpty }

    /// Whether a moment counts. Cost: nanoseconds, on days with clock changes a microsecond.
    public func contains(_ moment: Int64) -> Bool {
        guard moment >= start, moment < end else { return false }
        return rules.allSatisfy { $0.holds(moment) }
    }

    mutating func cut(from moment: Instant) { start = max(start, moment.milliseconds) }
    mutating func cut(to moment: Instant) { end = min(end, moment.milliseconds) }

    fileprivate mutating func cut(youngerThan span: CalendarSpan, _ now: Instant, _ zone: Zone) {
        if let fixed = span.fixed { return cut(from: now - fixed + TimeSpan(milliseconds: 1)) }
        let rule = MonthRule(span, now, zone, isYounger: true)
        cut(from: Instant(milliseconds: rule.early))
        sureStart = max(sureStart, rule.late)
        rules.append(rule)
    }

    fileprivate mutating func cut(notYoungerThan span: CalendarSpan, _ now: Instant, _ zone: Zone) {
        if let fixed = span.fixed { return cut(to: now - fixed + TimeSpan(milliseconds: 1)) }
        let rule = MonthRule(span, now, zone, isYounger: false)
        cut(to: Instant(milliseconds: rule.late))
        sureEnd = min(sureEnd, rule.early)
        rules.append(rule)
    }
}

import Values

/// A profile's events by name, each name's sorted by (occurredAt, order).
///
/// Of a long history it keeps what figures have read, so that the next event costs a look at that event alone. Keep the
/// timeline of such a profile between events, and change it in place.
public struct Timeline: Sendable, Hashable {
    private var events: [String: [TimelineEvent]] = [:]
    /// Events of all names.
    public private(set) var count = 0
    /// Nil while the history is short.
    private var columns: ColumnCache?

    public init() {}

    public init(_ events: some Sequence<TimelineEvent>) {
        for event in events { insert(event) }
    }

    public var isEmpty: Bool { count == 0 }
    public var names: some Collection<String> { events.keys }

    /// The events of this name, oldest first. Cost: one look-up, no copy.
    public subscript(name: String) -> [TimelineEvent] { events[name] ?? [] }

    /// Adds an event; one at the same (name, occurredAt, order) is replaced.
    ///
    /// Cost: constant for the newest event of its name, else linear in the later ones.
    public mutating func insert(_ event: TimelineEvent) {
        let placed = events[event.name, default: []].place(event)
        if case .replacing = placed {} else { count += 1 }
        guard columns != nil else {
            if count >= EventColumn.shortestHistory { columns = ColumnCache() }
            return
        }
        switch placed {
        case .between: columns = columns?.copy(without: event.name)
        case .last: if !isKnownUniquelyReferenced(&columns) { columns = columns?.copy() }
        case .replacing(let index): mendColumns(of: event.name) { $0.replace(index, by: event, $1) }
        }
    }

    /// Removes the event with this order and returns it. Cost: linear in all events.
    @discardableResult
    public mutating func remove(order: Int64) -> TimelineEvent? {
        for (name, slice) in events {
            if let index = slice.firstIndex(where: { $0.order == order }) { return remove(at: index, of: name) }
        }
        return nil
    }

    /// Removes this event, found by its name, time and order. Cost: a binary search, then linear in the later ones.
    @discardableResult
    public mutating func remove(_ event: TimelineEvent) -> TimelineEvent? {
        let slice = self[event.name]
        let index = slice.firstIndex(notBefore: event.occurredAt, order: event.order)
        guard index < slice.count, slice[index].occurredAt == event.occurredAt, slice[index].order == event.order
        else { return nil }
        return remove(at: index, of: event.name)
    }

    /// The events of this name at or after a moment, oldest first. Cost: a binary search, no copy.
    public func events(named name: String, from moment: Instant) -> ArraySlice<TimelineEvent> {
        let slice = self[name]
        return slice[slice.firstIndex(notBefore: moment, order: .min)...]
    }

    /// All events by (occurredAt, order). Cost: a sort.
    public func inOrder() -> [TimelineEvent] {
        events.values.joined().sorted { $0.precedes(occurredAt: $1.occurredAt, order: $1.order) }
    }

    /// - Parameter mend: says whether it could.
    private mutating func mendColumns(of name: String, _ mend: (inout EventColumn, EventColumn.Key) -> Bool) {
        if columns != nil, !isKnownUniquelyReferenced(&columns) { columns = columns?.copy() }
        columns?.mend(name, mend)
    }

    private mutating func remove(at index: Int, of name: String) -> TimelineEvent {
        mendColumns(of: name) { column, _ in column.remove(index) }
        count -= 1
        let event = events[name]!.remove(at: index)
        if events[name]!.isEmpty { events[name] = nil }
        return event
    }
}

extension Timeline {
    public static func == (first: Timeline, second: Timeline) -> Bool { first.events == second.events }
    public func hash(into hasher: inout Hasher) { hasher.combine(events) }

    /// What is kept of the orders as they stand, brought up to date; nil where nothing is kept.
    func keptOrders(_ extend: (inout KeptOrders) -> Void) -> Timeline? { columns?.keptOrders(extend) }

    /// A column over the events of its name, brought up to date.
    func column(
        _ key: EventColumn.Key, _ passes: (TimelineEvent) -> Bool, number: ((TimelineEvent) -> Number?)?
    ) -> EventColumn {
        let events = self[key.event]
        if let columns { return columns.column(key) { $0.extend(events, passes, number: number) } }
        var column = EventColumn()
        column.extend(events, passes, number: number)
        return column
    }
}

extension Array<TimelineEvent> {
    fileprivate enum Placed {
        case last, between
        /// The event at this index.
        case replacing(Int)
    }

    /// Puts an event in its place: behind the others, between them, or instead of one at the same moment and order.
    fileprivate mutating func place(_ event: TimelineEvent) -> Placed {
        guard let last, !last.precedes(occurredAt: event.occurredAt, order: event.order) else {
            append(event)
            return .last
        }
        let index = firstIndex(notBefore: event.occurredAt, order: event.order)
        guard self[index].occurredAt == event.occurredAt, self[index].order == event.order else {
            insert(event, at: index)
            return .between
        }
        self[index] = event
        return .replacing(index)
    }

    /// The first index whose event does not precede (moment, order). Cost: a binary search.
    func firstIndex(notBefore moment: Instant, order: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].precedes(occurredAt: moment, order: order) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

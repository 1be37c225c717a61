import Values

/// The orders of one history as they stand: without those that were cancelled or wholly refunded, the others less what
/// was refunded of them. Of a long history it is kept, and carried on with each new event.
struct KeptOrders: Sendable {
    /// Nothing but orders.
    private(set) var timeline = Timeline()
    /// Events looked at so far, from the oldest on, by name.
    private var covered: [String: Int] = [:]
    /// Where the orders of a number stand among all orders.
    private var positions: [String: [Int]] = [:]
    private var taken: [String: [TakenBack]] = [:]
    /// Whether rates were asked for: they may be corrected afterwards, so such orders are not kept.
    private(set) var usedRates = false

    /// Takes in the events that came since. Cost: a look at each of them; of what is taken back, microseconds more.
    mutating func extend(_ history: Timeline, until now: Instant, _ money: MoneyContext) {
        let orders = history[OrderEvents.completed]
        for id in takeBack(history, until: now) {
            for position in positions[id] ?? [] {
                let order = orders[position]
                if let left = left(of: order, id, money) { timeline.insert(left) } else { timeline.remove(order) }
            }
        }
        for position in covered[OrderEvents.completed, default: 0]..<orders.count {
            let order = orders[position]
            guard let id = KeptOrders.id(order) else {
                timeline.insert(order)
                continue
            }
            positions[id, default: []].append(position)
            if let left = left(of: order, id, money) { timeline.insert(left) }
        }
        covered[OrderEvents.completed] = orders.count
    }

    /// Notes what was taken back since, and gives the numbers of those orders.
    private mutating func takeBack(_ history: Timeline, until now: Instant) -> Set<String> {
        var touched: Set<String> = []
        for name in OrderEvents.takingBack {
            let events = history[name]
            for event in events[covered[name, default: 0]...] {
                // It is not known yet.
                if event.occurredAt > now { break }
                covered[name, default: 0] += 1
                guard let id = KeptOrders.id(event), let taking = TakenBack(event) else { continue }
                taken[id, default: []].append(taking)
                touched.insert(id)
            }
        }
        return touched
    }

    /// What is left of an order; nil where that is nothing.
    private mutating func left(of order: TimelineEvent, _ id: String, _ money: MoneyContext) -> TimelineEvent? {
        guard let taken = taken[id] else { return order }
        if taken.contains(.everything) { return nil }
        let amount = OrderAmount(
            order.body.property(OrderEvents.total) ?? .null, beside: order.body.property("currency")?.string)
        guard let total = amount.number else { return order }
        let refunds = taken.compactMap { refund($0, of: order, in: amount.currency, money) }
        if refunds.isEmpty { return order }
        let refunded = refunds.reduce(.zero, +)
        if refunded >= total { return nil }
        guard let properties = amount.properties(of: total - refunded, in: order.body) else { return order }
        var left = order
        left.body = .tree(properties)
        return left
    }

    /// What was refunded, in the order's currency at the rates of the order's day: what was paid back as a whole is then
    /// the whole, whatever the rates do meanwhile.
    private mutating func refund(
        _ taken: TakenBack, of order: TimelineEvent, in currency: String?, _ money: MoneyContext
    ) -> Number? {
        guard case .amount(let number, let written?) = taken, written.uppercased() != currency?.uppercased() else {
            if case .amount(let number, _) = taken { return number } else { return nil }
        }
        usedRates = true
        let own = currency?.uppercased() ?? money.shared.value.currency ?? written.uppercased()
        return money.value(number, written, in: own, at: order.occurredAt).number
    }

    private static func id(_ event: TimelineEvent) -> String? {
        for property in OrderEvents.orderIDs {
            switch event.body.property(property) {
            case .string(let text)?:
                let id = text.trimmed
                if !id.isEmpty { return id }
            case .number(let number)?: return number.description
            case nil, .null, .bool, .array, .object: continue
            }
        }
        return nil
    }
}

extension Timeline {
    /// The orders as they stand at a moment; nil where nothing was taken back by then, so that they are as they were.
    ///
    /// Cost: nothing where there is nothing; a look at each order and at what was taken back, in a long history only at
    /// those that are new.
    func keptOrders(at now: Instant, _ money: MoneyContext) -> Timeline? {
        let takings = OrderEvents.takingBack.map { self[$0] }
        guard takings.contains(where: { $0.first.map { $0.occurredAt <= now } ?? false }) else { return nil }
        // What is not known yet must not be kept as if it were.
        let isWhole = takings.allSatisfy { $0.last.map { $0.occurredAt <= now } ?? true }
        if isWhole, let kept = keptOrders({ $0.extend(self, until: now, money) }) { return kept }
        var kept = KeptOrders()
        kept.extend(self, until: now, money)
        return kept.timeline
    }
}

extension Subject {
    /// The orders that count at a moment, oldest first: none that was cancelled or wholly refunded by then.
    ///
    /// One that was refunded in part has what is left of its total; its other properties are as they were ordered.
    public func keptOrders(at now: Instant) -> [TimelineEvent] {
        let money = MoneyContext(shared: sharedWorkspace, notes: nil)
        let kept = timeline.keptOrders(at: now, money) ?? timeline
        return kept[OrderEvents.completed].filter { $0.occurredAt <= now }
    }
}

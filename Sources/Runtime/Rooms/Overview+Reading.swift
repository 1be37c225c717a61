import Engine
import Storage
import Values

extension Rooms {
    func readOverview(known: Overview?) async throws -> Overview {
        let now = clock.now()
        var overview = try await database.read { [self] connection in
            let definitions = try definitions.upToDate(on: connection)
            let zone = definitions.settings.zone
            let reading = OverviewReading(
                rooms: self, definitions: definitions, now: now,
                midnight: zone.startOfDay(zone.local(now).date), connection: connection)
            return try reading.overview()
        }
        overview.provider = overview.unsent == nil ? provider : nil
        overview.databaseName = database.dialect == .sqlite ? "SQLite" : "PostgreSQL"
        return overview
    }
}

/// One reading of the overview, in one snapshot of the database.
struct OverviewReading {
    let rooms: Rooms
    let definitions: Definitions
    let now: Instant
    let midnight: Instant
    let connection: any Connection

    var scope: WorkspaceScope { rooms.scope }

    func overview() throws -> Overview {
        var overview = Overview()
        try readCounters(into: &overview)
        try readMessages(into: &overview)
        try readFlows(into: &overview)
        if rooms.provider != nil, !definitions.settings.sending {
            overview.unsent = try SendingCounts.read(in: scope, on: connection)
        }
        overview.people = try PeopleList().count(in: scope, on: connection)
        overview.queueDepth = try WorkStore().depth(now: now, on: connection)
        overview.oldestDue = try OverviewStore().oldestDue(now: now, on: connection).map { max(.zero, now - $0) }
        overview.activity = try ActivityReading(
            rooms: rooms, definitions: definitions, cartFlows: Set(cartFlows.map(\.id)), connection: connection
        ).items(limit: 30)
        return overview
    }

    /// Live flows that begin with a cart and whose goal is an order.
    var cartFlows: [Flow] {
        definitions.flows.filter { flow in
            !OverviewReading.cartEvents.isDisjoint(with: flow.triggers)
                && flow.goal?.requirements.eventNames.contains("Order Completed") == true
        }
    }

    private static let cartEvents: Set<String> = [
        "Checkout Started", "Product Added", "Cart Viewed", "Cart Updated",
    ]

    private func readCounters(into overview: inout Overview) throws {
        let today = try OverviewStore().totals(
            from: midnight, to: now + .minutes(1), in: scope, on: connection)
        overview.eventsToday = today["events.stored"] ?? 0
        overview.rejectedToday = today["events.rejected"] ?? 0
        let minute = now.milliseconds / 60_000
        var perMinute = [Int](repeating: 0, count: 60)
        let counts = try CounterStore().counts(
            from: now - .minutes(59), to: now + .minutes(1), in: scope, on: connection)
        for count in counts where count.name == "events.stored" {
            let place = Int(count.minute - minute) + 59
            if perMinute.indices.contains(place) { perMinute[place] += count.count }
        }
        overview.eventsPerMinute = perMinute
        // The minute under way and the one before: a figure that neither starts at 0 nor lags by a minute.
        let seconds = Double(now.milliseconds - (minute - 1) * 60_000) / 1000
        overview.eventsPerSecond = Double(perMinute[58] + perMinute[59]) / seconds
    }

    private func readMessages(into overview: inout Overview) throws {
        let counts = try MessageList().counts(since: midnight, in: scope, on: connection).counts
        overview.messagesByState = Message.State.allCases.compactMap { state in
            counts[state].map { (state, $0) }
        }
        overview.messagesSent = counts.reduce(0) { $0 + ($1.key.wasHandedOver ? $1.value : 0) }
        let flows = cartFlows.map(\.id)
        guard !flows.isEmpty else { return }
        overview.cartsAbandoned = try flows.reduce(0) { sum, flow in
            sum + (try MessageList().journeys(of: flow, withMessagesSince: midnight, in: scope, on: connection))
        }
        let recovered = try RecoveredOrders().total(since: midnight, flows: flows, in: scope, on: connection)
        overview.ordersRecovered = recovered.orders
        overview.revenueRecovered = recovered.principal ?? overview.revenueRecovered
    }

    private func readFlows(into overview: inout Overview) throws {
        let figures = try FlowCounts().figures(in: scope, on: connection)
        let standing = try StandingJourneys(in: scope, definitions, on: connection)
        let paused = definitions.paused.compactMap { definitions.newest($0) }
        overview.flows = (definitions.flows + paused).sorted { $0.name < $1.name }.map { flow in
            let own = figures[flow.id]
            return Overview.FlowLine(
                slug: flow.slug, name: flow.name, underWay: own?.underWay ?? 0, sent: own?.sent ?? 0,
                goalReached: own?.goalReached ?? 0, isPaused: definitions.paused.contains(flow.id),
                steps: standing.steps(of: flow, most: Overview.mostSteps))
        }
    }
}

extension RecoveredRevenue {
    /// The amount of the currency that most is in; nil where nothing was recovered.
    var principal: Money? {
        minorUnits.max { ($0.value, $1.key) < ($1.value, $0.key) }.map {
            Money(minorUnits: $0.value, currency: $0.key)
        }
    }
}

extension Message.State {
    /// Whether a provider took it.
    var wasHandedOver: Bool {
        switch self {
        case .sent, .delivered, .opened, .clicked, .bounced, .complained: true
        case .held, .ready, .sending, .failed, .refused, .unknown: false
        }
    }
}

import Engine
import Storage
import Values

/// Gathers what just happened from the newest events, log lines and rejections.
struct ActivityReading {
    let rooms: Rooms
    let definitions: Definitions
    let cartFlows: Set<Int64>
    let connection: any Connection

    /// Under load most pass unseen: only the newest can be read by anybody.
    private static let eventsLookedAt = 400

    private static let arrivals: Set<String> = ["Product Viewed", "Page Viewed", "page", "Session Started"]
    private static let told = Set(
        Channel.receipts.filter { ActivityItem.MessageHappening($0.value.kind) != nil }.keys
    ).union(["Signed Up", "Order Completed", "Order Refunded", "Consent Granted", "Consent Withdrawn"])

    func items(limit: Int) throws -> [ActivityItem] {
        let scope = rooms.scope
        let events = try rooms.customerStore.newestEvents(
            among: ActivityReading.eventsLookedAt, named: ActivityReading.told.union(ActivityReading.arrivals),
            in: scope, on: connection
        ).filter { !ActivityReading.arrivals.contains($0.event.name) || $0.isFirst }
        let log = try OverviewStore().activity(
            [.flowEntered, .messageQueued, .messageHeld, .messageRefused], limit: limit * 2, in: scope,
            on: connection)
        let rejected = try RejectedList().page(limit: 5, in: scope, on: connection).rows
        let orders = events.filter { $0.event.name == "Order Completed" }.map(\.event.sequence)
        let recovered = try RecoveredOrders().among(orders, in: scope, on: connection)
        let messages = try ActivityMessages(
            events: events, log: log, rooms.templates, definitions: definitions, on: connection)
        var items = events.compactMap { item($0, recovered, messages) }
        items += log.compactMap { item($0, messages) }
        items += rejected.map(item)
        items.sort { $0.id > $1.id }
        return Array(items.prefix(limit))
    }

    private func item(
        _ newest: NewestEvent, _ recovered: Set<Int64>, _ messages: ActivityMessages
    ) -> ActivityItem? {
        let event = newest.event
        let properties = (try? JSON.parse(event.properties))?.object ?? JSONObject()
        let channel = properties["channel"]?.string.flatMap { Channel(name: $0) } ?? .email
        let kind: ActivityItem.Kind? =
            switch event.name {
            case "Signed Up": .signedUp
            case "Order Completed":
                recovered.contains(event.sequence)
                    ? .orderRecovered(Money(properties)) : .orderPlaced(Money(properties))
            case "Order Refunded": .orderRefunded(Money(properties))
            case "Consent Granted": .consent(channel, isGiven: true)
            case "Consent Withdrawn": .consent(channel, isGiven: false)
            default:
                ActivityReading.arrivals.contains(event.name)
                    ? .arrived
                    : Channel.receipts[event.name].flatMap { ActivityItem.MessageHappening($0.kind) }
                        .flatMap { messages.kind($0, properties) }
            }
        return kind.map {
            ActivityItem(
                id: id(event.receivedAt, event.sequence), at: event.receivedAt,
                person: ActivityReading.person(newest.name, newest.email),
                customer: PublicID.customer.text(newest.profile.rawValue), kind: $0)
        }
    }

    private func item(_ row: ActivityRow, _ messages: ActivityMessages) -> ActivityItem? {
        let kind: ActivityItem.Kind?
        if row.entry.kind == .flowEntered {
            kind = definitions.newest(row.entry.subject).map { .journeyStarted(flow: $0.name) }
        } else if let message = messages.known[row.entry.subject], cartFlows.contains(message.flow),
            isFirstMessage(message), row.entry.kind != .messageQueued || message.createdAt == row.entry.at
        {
            kind = .cartAbandoned(messages.cart(of: message))
        } else if row.entry.kind == .messageRefused {
            kind = messages.kind(.refused, of: row.entry.subject)
        } else {
            kind = nil
        }
        return kind.map {
            ActivityItem(
                id: id(row.entry.at, row.sequence), at: row.entry.at,
                person: ActivityReading.person(row.name, row.email),
                customer: PublicID.customer.text(row.entry.profile.rawValue), kind: $0)
        }
    }

    private func item(_ row: RejectedRow) -> ActivityItem {
        let name = (try? JSON.parse(row.body))?["event"]?.string ?? row.rule
        return ActivityItem(
            id: id(row.receivedAt, row.sequence), at: row.receivedAt, person: nil, customer: nil,
            kind: .eventRejected(name: String(name.prefix(80))))
    }

    /// Whether it is the one that tells that a cart was left.
    private func isFirstMessage(_ message: Message) -> Bool {
        let flow = definitions.flow(message.flow, version: message.flowVersion)
        return flow?.steps.first { $0.kind is SendStep }?.id == message.step
    }

    /// By moment, so that three sources make one order; below 2^53, as browsers count.
    private func id(_ moment: Instant, _ sequence: Int64) -> Int64 { moment.milliseconds * 1000 + sequence % 1000 }

    /// `Ana M.`: a feed that colleagues see in passing needs no more.
    static func person(_ name: String?, _ email: String?) -> String? {
        guard let name, !name.isBlank else { return email }
        let words = name.split(separator: " ")
        guard words.count > 1, let first = words.first, let last = words.last?.first else { return name }
        return "\(first) \(last)."
    }
}

/// The messages that a feed speaks of.
struct ActivityMessages {
    let known: [Int64: Message]
    private let subjects: MessageSubjects

    init(
        events: [NewestEvent], log: [ActivityRow], _ templates: TemplateStore, definitions: Definitions,
        on connection: any Connection
    ) throws {
        let told = events.compactMap { event -> Int64? in
            guard event.event.call == .derived else { return nil }
            return ActivityMessages.message(in: (try? JSON.parse(event.event.properties))?.object ?? JSONObject())
        }
        let logged = log.filter { $0.entry.kind != .flowEntered }.map(\.entry.subject)
        let ids = Array(Set(told + logged))
        known = try MessageStore().messages(ids, on: connection)
        subjects = try MessageSubjects(of: Array(known.values), templates, definitions, on: connection)
    }

    private static func message(in properties: JSONObject) -> Int64? {
        properties["message_id"]?.string.flatMap { Int64($0) }
    }

    func kind(_ happening: ActivityItem.MessageHappening, _ properties: JSONObject) -> ActivityItem.Kind? {
        ActivityMessages.message(in: properties).flatMap { kind(happening, of: $0) }
    }

    func kind(_ happening: ActivityItem.MessageHappening, of id: Int64) -> ActivityItem.Kind? {
        guard known[id] != nil else { return nil }
        return .message(happening, id: PublicID.message.text(id), subject: subjects[id])
    }

    func cart(of message: Message) -> Money? {
        guard let cart = (try? JSON.parse(message.context))?["cart"]?.object else { return nil }
        return Money(cart)
    }
}

extension ActivityItem.MessageHappening {
    /// Nil where it is not told of.
    fileprivate init?(_ kind: Command.Receipt.Kind) {
        switch kind {
        case .sent: self = .sent
        case .opened: self = .opened
        case .clicked: self = .clicked
        case .bounced: self = .bounced
        case .complained: return nil
        }
    }
}

import Conditions
import Engine
import Storage
import Values

/// How many of an audience a flow would take in.
public struct StartPreview: Sendable, Hashable {
    /// People of the audience who were looked at.
    public var people = 0
    /// Of them, those whom the flow's conditions and its rule of re-entry let in.
    public var enter = 0
    /// Why the others stay out, by rule.
    public var refused: [String: Int] = [:]
    /// Whether there are more than were looked at.
    public var isPartial = false

    fileprivate mutating func count(_ customer: Customer, _ flow: Flow, _ trigger: TimelineEvent) {
        people += 1
        if let refusal = flow.refusalOfStart(customer, trigger) {
            refused[refusal, default: 0] += 1
        } else {
            enter += 1
        }
    }
}

extension FlowService {
    /// People looked at for a preview; more would keep whoever asks waiting.
    public static let mostPreviewed = 100_000

    /// How many of an audience the flow would take in if it were started now; nothing is started.
    ///
    /// Cost: some 60 µs a person.
    ///
    /// - Parameter properties: what the start would carry: conditions may ask for it.
    public func previewStart(
        _ slug: String, for audience: FlowAudience, properties: JSONObject = JSONObject()
    ) async throws -> StartPreview {
        let definitions = try await database.read { [definitions] in try definitions.upToDate(on: $0) }
        let flow = try startable(slug, for: audience, definitions)
        if audience == .already { return try await previewPast(of: flow, properties) }
        if case .people(let people) = audience {
            return try await previewStart(flow, of: people, properties, definitions)
        }
        var name: String?
        if case .members(let group) = audience {
            name = group
            try await database.read { [self] in _ = try self.group(group, definitions, on: $0) }
        }
        let needs = flow.entryNames
        var preview = StartPreview()
        var scan = CustomerScan(customers, definitions, reading: needs)
        let trigger = Self.trigger(properties, at: clock.now())
        while !scan.isDone, preview.people < FlowService.mostPreviewed {
            (scan, preview) = try await database.read { [scan, preview, name] connection in
                var (scan, preview) = (scan, preview)
                for customer in try scan.next(500, on: connection) {
                    if let name, !customer.subject.memberships.contains(name) { continue }
                    preview.count(customer, flow, trigger)
                }
                return (scan, preview)
            }
            try Task.checkCancellation()
        }
        preview.isPartial = !scan.isDone
        return preview
    }

    /// How many who meet one of the flow's triggers already it would take in, live or not; nothing is started.
    ///
    /// Cost: some 60 µs a customer.
    public func previewPast(of flow: Flow, _ properties: JSONObject = JSONObject()) async throws -> StartPreview {
        try requirePast(flow)
        let definitions = try await database.read { [definitions] in try definitions.upToDate(on: $0) }
        var preview = StartPreview()
        var looked = 0
        var scan = CustomerScan(customers, definitions, reading: flow.entryNames.union(flow.namesForPast))
        let now = clock.now()
        while !scan.isDone, looked < FlowService.mostPreviewed {
            (scan, preview, looked) = try await database.read { [scan, preview, looked] connection in
                var (scan, preview, looked) = (scan, preview, looked)
                for customer in try scan.next(500, on: connection) {
                    looked += 1
                    guard let met = flow.metTrigger(of: customer, now: now) else { continue }
                    preview.count(customer, flow, Self.trigger(properties.with(met), at: now))
                }
                return (scan, preview, looked)
            }
            try Task.checkCancellation()
        }
        preview.isPartial = !scan.isDone
        return preview
    }

    /// Of people who are named, nobody else is looked at.
    private func previewStart(
        _ flow: Flow, of people: [Identity], _ properties: JSONObject, _ definitions: Definitions
    ) async throws -> StartPreview {
        let trigger = Self.trigger(properties, at: clock.now())
        let scan = CustomerScan(customers, definitions, reading: flow.entryNames)
        return try await database.read { [self] connection in
            let keys = try known(people, on: connection)
            let owners = Set(try customers.identities(keys, on: connection).values.map(\.owner))
            var preview = StartPreview()
            for customer in try scan.customers(owners.sorted(), on: connection) {
                preview.count(customer, flow, trigger)
            }
            return preview
        }
    }

    private static func trigger(_ properties: JSONObject, at now: Instant) -> TimelineEvent {
        TimelineEvent(name: ManualTrigger.event, occurredAt: now, order: .max, body: .tree(properties))
    }

    /// Segments and lists for whose members a flow can be started, by name. Cost: two short queries.
    public func startGroups() async throws -> [String] {
        try await database.read { [self] connection in
            let definitions = try definitions.upToDate(on: connection)
            let lists = try LabelStore().all(.list, in: scope, on: connection).map(\.label.name)
            return Set(definitions.segments.map(\.name) + lists).sorted()
        }
    }
}

extension JSONObject {
    /// These members, and in their place those of another of the same name.
    fileprivate func with(_ other: JSONObject) -> JSONObject {
        var object = self
        for member in other.members { object[member.key] = member.value }
        return object
    }
}

extension Flow {
    /// Events that its conditions of entry look back at.
    fileprivate var entryNames: Set<String> {
        [entryCondition, standingCondition].compactMap { $0 }.reduce(into: []) {
            $0.formUnion($1.requirements.eventNames)
        }
    }

    /// Why it would not be entered if it were started by hand; nil where it would be.
    fileprivate func refusalOfStart(_ customer: Customer, _ trigger: TimelineEvent) -> String? {
        let now = trigger.occurredAt
        if let condition = entryCondition, !condition.evaluate(customer.subject, trigger: trigger, now: now).holds {
            return "its condition does not hold"
        }
        if let condition = standingCondition, !condition.evaluate(customer.subject, trigger: trigger, now: now).holds {
            return "it is for others only"
        }
        if whileUnderWay == .ignore, customer.profile.journeys.contains(where: { $0.flow == id }) {
            return "already in it"
        }
        guard let entries = customer.profile.entries[id] else { return nil }
        switch reentry {
        case .once: return "it is entered once only"
        case .oncePer(let span): return now - entries.lastAt < span ? "it is entered once per \(span.words)" : nil
        case .always, .oncePerKey: return nil
        }
    }
}

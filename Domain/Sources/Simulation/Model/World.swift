import Engine
import Values

/// A whole shop's engine on a virtual clock with nothing going wrong: for scenarios of flows, in milliseconds.
public struct World: Sendable {
    public private(set) var store = ModelStore()
    public private(set) var definitions: Definitions
    public private(set) var now: Instant
    private var lastMessageNumber = 0

    /// Work stepped in one batch, as the running system does.
    static let batchSize = 100
    /// More batches at one moment mean that work schedules itself without end.
    static let maximumRounds = 10_000

    public init(definitions: Definitions, now: Instant) {
        self.definitions = definitions
        self.now = now
    }

    public mutating func fill(pool: String, with codes: [String]) { store.fill(pool: pool, with: codes) }

    /// The catalog states a product from now on, by its id, variant or SKU; tells nobody.
    public mutating func state(_ product: JSONObject, _ state: ShelfState) {
        for key in Shelf.keys(of: product) { store.catalog[key] = state }
    }

    /// Whether the outside never answers.
    public var isSilent: Bool {
        get { store.answersEffects == false }
        set { store.answersEffects = !newValue }
    }

    /// Work of the system's own, such as a piece of a build.
    public mutating func perform(_ item: WorkItem) throws {
        store.schedule(item)
        try settle()
    }

    /// What the outside answers to the effects of a step from now on.
    public mutating func answer(step: String, with result: EffectAnswer.Result) { store.effectAnswers[step] = result }

    /// An event arrives now and is stepped.
    public mutating func receive(_ event: IncomingEvent) throws {
        store.append([event])
        try settle()
    }

    /// Something happens to somebody now.
    ///
    /// - Parameters:
    ///   - identities: all identifiers in the payload; it is filed under the strongest.
    public mutating func track(
        _ name: String, _ properties: JSONObject = JSONObject(), by identities: [Identity],
        authority: Event.Authority = .server, historical: Bool = false, messageID: String? = nil
    ) throws {
        try receive(
            event(.track, name, properties, identities, authority, historical: historical, messageID: messageID))
    }

    public mutating func identify(
        _ traits: JSONObject, by identities: [Identity], authority: Event.Authority = .server, historical: Bool = false
    ) throws {
        try receive(
            event(.identify, "identify", traits, identities, authority, historical: historical, messageID: nil))
    }

    private mutating func event(
        _ call: Event.Call, _ name: String, _ properties: JSONObject, _ identities: [Identity],
        _ authority: Event.Authority, historical: Bool, messageID: String?
    ) -> IncomingEvent {
        lastMessageNumber += 1
        let strongest = identities.max { $0.kind < $1.kind }!
        return IncomingEvent(
            identity: strongest, call: call, name: EventNames.canonical(name), occurredAt: now, receivedAt: now,
            authority: authority, isHistorical: historical, properties: Array(JSON.object(properties).text.utf8),
            envelope: Envelope(
                identities: identities, messageID: messageID ?? "message-\(lastMessageNumber)"))
    }

    /// A command from console, receipt or unsubscribe reaches whoever has this identity.
    public mutating func obey(_ command: Command, by identity: Identity) throws {
        lastMessageNumber += 1
        store.schedule(
            WorkItem(
                dueAt: now, kind: .command, id: Int64(lastMessageNumber),
                subject: IdentityKey(identity, workspace: definitions.workspace), payload: command.payload))
        try settle()
    }

    /// The definitions change now; what waited for a flow that is live again goes on.
    public mutating func change(to definitions: Definitions) throws {
        self.definitions = definitions
        store.resume(except: definitions.paused, now: now)
        try settle()
    }

    /// Lets time pass; everything that falls due on the way happens at its moment.
    public mutating func advance(to moment: Instant) throws {
        while let next = store.nextDue, next <= moment {
            now = max(now, next)
            try settle()
        }
        now = max(now, moment)
    }

    public mutating func advance(by span: TimeSpan) throws { try advance(to: now + span) }

    /// Steps everything that is due now; ready messages go out at once.
    private mutating func settle() throws {
        let leases = store.epochs.map { Lease(range: $0.key, epoch: $0.value) }
        for round in 0... {
            precondition(round < World.maximumRounds, "work schedules itself without end at \(now.iso8601)")
            let due = store.due(in: Set(BucketRange.all), now: now, limit: World.batchSize)
            if due.isEmpty { break }
            var step = BatchStep(leases: leases, now: now, definitions: definitions)
            let batch = try step.run(due, reader: store, cached: { _ in nil })
            try store.apply(batch, now: now)
        }
        store.sendReady(now: now)
    }

    /// The profile that an identity belongs to.
    public func profile(of identity: Identity) throws -> Profile? {
        var key = IdentityKey(identity, workspace: definitions.workspace)
        key = store.identities[key]?.owner ?? key
        while let row = store.profiles[key] {
            guard let movedTo = row.movedTo else { return try Profile(key: key, document: row.document) }
            key = movedTo
        }
        return nil
    }

    /// Messages in the order in which they were made.
    public var messages: [Message] {
        store.messages.values.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }
}

extension ModelStore {
    /// Delivery without anything going wrong: consent is read from the ledger, then the message counts as sent.
    mutating func sendReady(now: Instant) {
        for id in outgoing.sorted() {
            let message = messages[id]!
            let stop = latestStatement(for: message)
            if let stop, stop == .suppressed || (stop == .withdrawn && message.purpose == .marketing) {
                set(id, to: .refused, "Consent was withdrawn before it was sent", dueAt: now)
            } else {
                set(id, to: .sent, message.reason, dueAt: now)
            }
        }
    }

    func latestStatement(for message: Message) -> LedgerEntry.Statement? {
        let key = LedgerEntry.addressKey(message.address, channel: message.channel)
        return ledger.last { $0.addressKey == key && $0.channel == message.channel }?.statement
    }
}

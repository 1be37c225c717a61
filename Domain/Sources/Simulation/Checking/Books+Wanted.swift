import Engine
import Values

/// What a message is still wanted for, by other rules than the engine's.
extension Books {
    /// Who has ordered since is sent nothing more by flows that end with an order.
    mutating func checkGoal(
        _ profile: Profile, _ message: Message, _ batch: StepBatch, _ store: ModelStore, _ now: Instant
    ) {
        guard Books.endedByOrders.contains(message.flow), !Books.changesPeople(batch),
            let trigger = profile.journeys.first(where: { $0.id == message.journey })?.trigger
        else { return }
        let order = store.events.first { event in
            event.name == "Order Completed" && event.occurredAt > trigger.occurredAt && event.occurredAt <= now
                && stepped[event.sequence] != nil && profile.owns(event.identity, at: event.occurredAt)
                && Books.counts(event, store)
        }
        require(
            order == nil, now,
            "message \(message.id) was cleared after its goal: \(profile.key.rawValue) ordered with event "
                + "\(order?.sequence ?? 0)")
    }

    /// What can no longer be bought is offered to nobody.
    mutating func checkOffer(
        _ profile: Profile, _ message: Message, _ batch: StepBatch, _ store: ModelStore, _ now: Instant
    ) {
        guard message.flow == Books.cheaper, !Books.changesPeople(batch),
            let trigger = profile.journeys.first(where: { $0.id == message.journey })?.trigger,
            let product = trigger.properties["product_id"]?.string
        else { return }
        require(
            store.catalog[.product(product)]?.isSoldOut != true, now,
            "message \(message.id) of \(profile.key.rawValue) was cleared for \(product), which is sold out")
    }

    private static let cheaper = Flow.id(slug: "cheaper")

    /// Flows whose goal or exit is an order since their trigger.
    private static let endedByOrders = Set(["abandoned-cart", "by-hand"].map { Flow.id(slug: $0) })

    /// Whether who is who changed in the batch, before or after a message was cleared in it.
    private static func changesPeople(_ batch: StepBatch) -> Bool {
        !batch.identityOwners.isEmpty || !batch.movedProfiles.isEmpty
            || batch.finishedWork.contains { $0.kind == .absorb || $0.kind == .relink }
    }

    /// Of several copies of one order the first that was stepped.
    private static func counts(_ event: Event, _ store: ModelStore) -> Bool {
        guard let properties = (try? JSON.parse(event.properties))?.object,
            let object = ObjectIdentity(event: event.name, properties: properties)
        else { return false }
        return store.claims[object.key(workspace: Simulator.workspace)]?.event == event.sequence
    }
}

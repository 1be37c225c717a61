import Values

/// What a message offers is looked up in the catalog at the moment of sending, and once more when it is released.
extension StepRun {
    /// Why it offers what cannot be had as it says; nil where it can, where nothing is known of it, or where its step goes
    /// on all the same.
    ///
    /// A message that shows a cart is about what lies in it; any other about the product that began the journey. What an
    /// order held has been bought already: it counts only where the step itself says what to do.
    func unavailable(_ step: SendStep, _ id: String, of flow: Flow, _ trigger: JSONObject) -> String? {
        guard !shelf.states.isEmpty, step.soldOut(in: flow.purpose) != .continue else { return nil }
        // What is said where something is sold out may be said although it is.
        if step.ifSoldOut == nil, flow.isSaidOfSoldOut(id) { return nil }
        if step.showsCart, let items = profile.cart?.items, !items.isEmpty {
            return items.allSatisfy { shelf.state(of: $0)?.isSoldOut == true }
                ? "Everything in the cart is sold out" : nil
        }
        if let state = shelf.state(of: trigger) {
            let name = trigger["name"]?.string.map { "“\($0)”" } ?? "What it is about"
            if state.isSoldOut { return "\(name) is sold out" }
            guard let price = state.price, let old = trigger["old_price"]?.decimal, !(price < old),
                Shelf.isSame(trigger["currency"]?.string, state.currency)
            else { return nil }
            return "\(name) costs \(price.description) again"
        }
        guard step.ifSoldOut != nil, let products = trigger["products"]?.array?.compactMap(\.object), !products.isEmpty
        else { return nil }
        return products.prefix(Shelf.mostOfEvent).allSatisfy { shelf.state(of: $0)?.isSoldOut == true }
            ? "What it is about is sold out" : nil
    }

    /// Where the journey goes on after its message was not sent for that reason.
    func withoutOffer(_ step: SendStep) -> StepOutcome { step.ifSoldOut == .branch ? .take(branch: 1) : .goOn }

    /// Whether a held message may still go; else it is dropped with a record. Nil where nothing speaks against it.
    mutating func dropUnavailable(_ message: Message, isAwaited: Bool) -> JourneyMove? {
        guard let flow = definitions.flow(message.flow, version: message.flowVersion),
            let step = flow.step(id: message.step)?.kind as? SendStep,
            let trigger =
                isAwaited ? journey.trigger.properties : JourneyTrigger(context: message.context)?.properties,
            let reason = unavailable(step, message.step, of: flow, trigger)
        else { return nil }
        refuse(message.id, because: reason)
        return .outcome(withoutOffer(step))
    }

    /// What its templates see now, of a message that was held; nil where its journey is over or nobody reads it.
    func freshContext(of message: Message, isAwaited: Bool) -> String? {
        guard isAwaited, writesMessages, let flow,
            let step = flow.step(id: message.step)?.kind as? SendStep
        else { return nil }
        return context(of: step, flow).text
    }
}

extension BatchStep {
    /// What the catalog says of everything that messages of this batch may be about.
    ///
    /// Cost: one round trip a kind of key, and none where no flow asks.
    func shelf(
        for groups: [Group], _ customers: [Loaded], _ reader: some CustomerReader
    ) throws -> Shelf {
        guard !definitions.stockFlows.isEmpty else { return Shelf() }
        var keys: Set<ProductKey> = []
        for (group, loaded) in zip(groups, customers) {
            guard case .here(let customer) = loaded else { continue }
            for work in group.items { note(work, of: customer.profile, in: &keys) }
        }
        guard !keys.isEmpty else { return Shelf() }
        return Shelf(try reader.shelf(keys.sorted { $0.rawValue < $1.rawValue }))
    }

    private func note(_ work: DueWork, of profile: Profile, in keys: inout Set<ProductKey>) {
        switch work.item.kind {
        case .event:
            if let event = work.event { definitions.noteProducts(of: event.name, event.properties, in: &keys) }
            let waiting = profile.journeys.contains { if case .waitingForEvent = $0.state { true } else { false } }
            if waiting { definitions.noteProducts(of: profile, in: &keys) }
        case .command:
            // Only the shop's news names a product of its own.
            if work.item.payload.hasPrefix("{\"happen\""), case .happen(let news)? = Command(payload: work.item.payload)
            {
                keys.formUnion(Shelf.keys(in: news.properties))
            }
            definitions.noteProducts(of: profile, in: &keys)
        case .journeyDue, .messageDue, .conditionDue: definitions.noteProducts(of: profile, in: &keys)
        case .relink, .absorb, .segmentBuild: return
        }
    }
}

extension Definitions {
    /// The products that a message may be about which an event sends at once.
    func noteProducts(of event: String, _ properties: [UInt8], in keys: inout Set<ProductKey>) {
        guard stockEvents.contains(event), let properties = (try? JSON.parse(properties))?.object else { return }
        keys.formUnion(Shelf.keys(in: properties))
    }

    /// What began the journeys of a person, and what lies in their cart where a message shows it.
    func noteProducts(of profile: Profile, in keys: inout Set<ProductKey>) {
        var showsCart = false
        for journey in profile.journeys where stockFlows.contains(journey.flow) {
            keys.formUnion(Shelf.keys(in: journey.trigger.properties))
            showsCart = showsCart || cartFlows.contains(journey.flow)
        }
        if showsCart, let cart = profile.cart { for item in cart.items { keys.formUnion(Shelf.keys(of: item)) } }
    }
}

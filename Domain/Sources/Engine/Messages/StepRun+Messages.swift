import Values

extension StepRun {
    /// Queues, holds or refuses a message of the journey at hand; each leaves a record.
    mutating func send(_ step: SendStep) -> StepOutcome {
        guard let flow, let place = self.step else { return .goOn }
        let id = journey.effectID(step: place.id, ordinal: Int64(journey.attempts))
        let address = profile.address(on: step.channel) ?? addressInTrigger(flow, step.channel)
        var message = Message(
            id: id, profile: profile.key, flow: flow.id, flowVersion: flow.version, step: place.id,
            journey: journey.id, channel: step.channel, purpose: flow.purpose, address: address ?? "",
            state: .refused, createdAt: now, dueAt: now, expiresAt: dueSince + step.keepFor, context: "{}")
        guard address != nil else {
            return record(&message, of: step, refusedBy: "There is no \(step.channel.name) address")
        }
        if now >= message.expiresAt {
            return record(
                &message, of: step, refusedBy: "It came too late: it was due more than \(step.keepFor.words) before")
        }
        if step.showsCoupon, let end = journey.couponEnd {
            if end <= now { return record(&message, of: step, refusedBy: "The code that it shows has expired") }
            // A code that is of no use any more is shown to nobody.
            message.expiresAt = min(message.expiresAt, end)
        }
        if let reason = unavailable(step, place.id, of: flow, journey.trigger.properties) {
            record(&message, refusedBy: reason)
            return withoutOffer(step)
        }
        message.context = writesMessages ? context(of: step, flow).text : couponContext
        if !step.isSecret { showsCoupon(id) }
        switch askPolicy(message, flow) {
        case .refuse(let rule): return record(&message, of: step, refusedBy: rule)
        case .allow:
            message.state = .ready
            decision.messages.append(message)
            cleared(message, flow)
            log(.messageQueued, subject: id, words("\(step.channel.title) “\(place.id)” queued"))
            return .goOn
        case .hold(let until, let rule):
            message.state = .held
            message.reason = rule
            message.dueAt = until.shown(now)
            decision.messages.append(message)
            schedule(.messageDue, id: id, at: until.looked(at: message))
            journey.heldSince = now
            log(.messageHeld, subject: id, words("\(step.channel.title) “\(place.id)” held: \(rule)"))
            return .waitForMessage(id: id)
        }
    }

    /// A first order tells where its buyer is reached before it is known for certain whose address that is. Only
    /// trusted events start transactional flows, so no page can have something sent anywhere.
    private func addressInTrigger(_ flow: Flow, _ channel: Channel) -> String? {
        guard flow.purpose == .transactional, let text = journey.trigger.properties[channel.addressProperty]?.string
        else { return nil }
        return Identity(channel.addressKind, text)?.value
    }

    private mutating func record(
        _ message: inout Message, of step: SendStep, refusedBy rule: String
    ) -> StepOutcome {
        record(&message, refusedBy: rule)
        return notSent(step, because: rule)
    }

    private mutating func record(_ message: inout Message, refusedBy rule: String) {
        message.reason = rule
        if message.isSecret { message.context = Message.forgottenContext }
        decision.messages.append(message)
        hidesCoupon(message.id)
        log(.messageRefused, subject: message.id, "Message not sent: \(rule)")
    }

    private mutating func notSent(_ step: SendStep, because rule: String) -> StepOutcome {
        failed(
            step.sentence, "the \(step.channel.noun) was not sent: \(rule)", because: rule, step.onError, else: .goOn)
    }

    /// A held message is dropped, and its journey goes on as its step says.
    private mutating func drop(_ message: Message, isAwaited: Bool, because reason: String) -> JourneyMove {
        refuse(message.id, because: reason)
        guard isAwaited, let step = flow?.step(id: message.step)?.kind as? SendStep else { return .outcome(.goOn) }
        return .outcome(notSent(step, because: reason))
    }

    private mutating func cleared(_ message: Message, _ flow: Flow?) {
        let id = message.id
        journey.sent += 1
        if journey.sent == 1, let flow, flow.countsEntriesBySending {
            countEntry(into: flow, at: journey.enteredAt, trigger: journey.trigger)
        }
        var cleared = journey.data["messages"]?.array ?? []
        cleared.append(.number(Number(id)))
        let forgotten = cleared.count - Journey.messagesRemembered
        if forgotten > 0 { cleared.removeFirst(forgotten) }
        journey.data["messages"] = .array(cleared)
        takePlace(message, flow)
        isProfileChanged = true
    }

    /// A held message may go now, if goal, exits and policy still say so.
    ///
    /// - Parameter stored: the messages of its journey, where it shows a code.
    mutating func messageDue(_ id: Int64, _ message: Message?, among stored: [Message] = []) {
        // What was decided earlier in this batch is not in storage yet.
        let state = decision.messageChanges.last { $0.id == id }?.state ?? message?.state
        guard let message, state == .held else { return }
        if let waiting = profile.journeys.first(where: { $0.state == .waitingForMessage(id: id) }) {
            let id = waiting.id
            resume(id) { run in
                if run.leaveIfDone() { return nil }
                return run.clear(message, isAwaited: true)
            }
        } else {
            clearLate(message)
            let isRefused = decision.messageChanges.last { $0.id == id }?.state == .refused
            if isRefused { giveBackCoupon(in: message, among: stored) }
        }
        stepPending()
    }

    /// Cleared before, but delivery came too late for it; its journey has gone on, or is over.
    private mutating func clearLate(_ message: Message) {
        if profile.journeys.contains(where: { $0.id == message.journey }) {
            resume(message.journey) { run in run.leaveIfDone() ? nil : .stay }
        }
        guard let flow = definitions.flow(message.flow, version: message.flowVersion),
            let trigger = JourneyTrigger(context: message.context)
        else { return refuse(message.id, because: "Its flow is no longer known") }
        let ends = ([flow.goal].compactMap { $0 } + flow.exits).first {
            $0.evaluate(customer.subject, trigger: trigger.event, now: now).holds
        }
        if let ends {
            refuse(message.id, because: "It is no longer wanted: \(ends.text)")
        } else if let standing = flow.standingCondition,
            !standing.evaluate(customer.subject, trigger: trigger.event, now: now).holds
        {
            refuse(message.id, because: "It is no longer wanted: not \(standing.text)")
        } else {
            _ = clear(message, isAwaited: false)
        }
    }

    /// - Parameter isAwaited: whether its journey goes on with it; else it has gone on already.
    private mutating func clear(_ message: Message, isAwaited: Bool) -> JourneyMove {
        if now >= message.expiresAt {
            return drop(
                message, isAwaited: isAwaited, because: "It was held until it was out of date: \(message.reason)")
        }
        if definitions.archived.contains(message.flow) {
            refuse(message.id, because: "Its flow was archived")
            return .outcome(.goOn)
        }
        if isPaused(message.flow) {
            pause(message)
            return .stay
        }
        if let move = dropUnavailable(message, isAwaited: isAwaited) { return move }
        let flow = definitions.flow(message.flow, version: message.flowVersion)
        switch askPolicy(message, flow) {
        case .refuse(let rule): return drop(message, isAwaited: isAwaited, because: rule)
        case .hold(let until, let rule):
            change(message.id, to: .held, rule, due: until.shown(now))
            schedule(.messageDue, id: message.id, at: until.looked(at: message))
            return .stay
        case .allow:
            change(message.id, to: .ready, "", due: now, context: freshContext(of: message, isAwaited: isAwaited))
            if isAwaited { cleared(message, flow) } else { takePlace(message, flow) }
            log(.messageQueued, subject: message.id, "The held \(message.channel.noun) was queued")
            return .outcome(.goOn)
        }
    }

    /// Delivery came too late for a clearance: ask again at once.
    mutating func clearAgain(_ id: Int64) {
        change(id, to: .held, "Waits to be cleared again", due: now)
        schedule(.messageDue, id: id, at: now)
    }

    /// Withdraws a message that has not been handed over yet.
    mutating func refuse(_ id: Int64, because reason: String) {
        change(id, to: .refused, reason, due: now)
        hidesCoupon(id)
        log(.messageRefused, subject: id, "Message not sent: \(reason)")
    }

    /// Calls back a message that was cleared, if delivery has not taken it yet; what has been sent stays sent.
    mutating func callBack(_ id: Int64, because reason: String) { change(id, to: .refused, reason, due: now) }

    /// - Parameter context: what its templates see from now on; nil leaves it as it is.
    mutating func change(
        _ id: Int64, to state: Message.State, _ reason: String, due: Instant, context: String? = nil
    ) {
        decision.messageChanges.append(
            MessageChange(
                id: id, profile: profile.key, state: state, reason: reason, dueAt: due, context: context))
    }

    /// Something a provider or a click told about a message becomes an event of the person.
    ///
    /// Providers tell things twice; that changes nothing.
    mutating func received(_ receipt: Command.Receipt) {
        let at = min(receipt.at, now)
        let (channel, name) = (receipt.channel, receipt.channel.eventName(of: receipt.kind))
        let isKnown = timeline[name].contains {
            $0.occurredAt == at && $0.body.object["message_id"]?.string == String(receipt.message)
        }
        guard !isKnown else { return }
        if receipt.kind == .bounced {
            suppress(channel, address: receipt.address ?? profile.address(on: channel), reason: "a message bounced")
        }
        if receipt.kind == .complained { suppress(channel, reason: "the person complained of spam") }
        var properties: JSONObject = [
            "message_id": .string(String(receipt.message)), "flow": .string(receipt.flow),
        ]
        if let url = receipt.url { properties["url"] = .string(url) }
        emit(name, properties, effect: Int(truncatingIfNeeded: receipt.message), at: at, order: 0, depth: 0)
        stepPending()
    }
}

extension Instant {
    /// When a held message is looked at again: what goes out of date before is dropped then, and its journey goes on.
    fileprivate func looked(at message: Message) -> Instant {
        self > .distantFuture ? self : min(self, max(message.expiresAt, message.createdAt))
    }

    /// A moment that never comes is no moment to show.
    fileprivate func shown(_ now: Instant) -> Instant { self > .distantFuture ? now : self }
}

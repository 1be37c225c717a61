import Engine
import Values

extension Books {
    /// `sending` was committed for these: nothing said before may speak against it.
    mutating func committedSending(_ ids: [Int64], _ store: ModelStore, at now: Instant) {
        note(now, "sending is committed for \(ids)")
        for id in ids {
            guard let message = store.messages[id] else { continue }
            let key = LedgerEntry.addressKey(message.address, channel: message.channel)
            let standing = store.standing(of: key)
            require(!standing.isSuppressed, now, "message \(id) went to a suppressed address")
            require(!journeysDone.contains(message.journey), now, "message \(id) went after its journey's goal")
            let code = message.couponEffect.flatMap { store.givenCoupons[$0]?.answer }
            require(code?.expiresAt.map { $0 > now } ?? true, now, "message \(id) went with a code that had ended")
            guard message.purpose == .marketing else { continue }
            require(!standing.isWithdrawn, now, "marketing \(id) went after the stop")
        }
    }

    mutating func handedOver(
        _ message: Message, _ fate: FakeProvider.Fate, _ store: ModelStore, at now: Instant
    ) {
        counts.handedOver += 1
        note(now, "the provider sees \(message.id): \(fate)")
        let state = store.messages[message.id]?.state
        let isMarketing = message.purpose == .marketing
        if isMarketing {
            // A process that stood still may hand over what its successor has given up as unknown, but nothing else.
            require(
                state == .sending || state == .unknown, now,
                "marketing \(message.id) was handed over while it was \(state?.name ?? "missing")")
            require(
                arrivals[message.id] == nil, now, "marketing \(message.id) was handed over after it may have arrived")
        }
        guard fate.mayArrive else { return }
        arrivals[message.id, default: 0] += 1
        counts.delivered += fate == .lostInSilence ? 0 : 1
    }
}

import Engine
import Values

extension Books {
    /// Marketing is cleared with consent, by day, under all caps, and while nothing stands still.
    mutating func checkClearances(
        _ batch: StepBatch, _ store: ModelStore, _ now: Instant, _ definitions: Definitions
    ) {
        let ready =
            batch.messages.filter { $0.state == .ready }.map(\.id)
            + batch.messageChanges.filter { $0.state == .ready }.map(\.id)
        for id in ready {
            guard let message = store.messages[id], message.state == .ready else { continue }
            require(
                !definitions.paused.contains(message.flow), now,
                "message \(id) was cleared while its flow was paused")
            guard message.purpose == .marketing, let row = store.profiles[message.profile],
                let profile = try? Profile(key: message.profile, document: row.document)
            else { continue }
            checkPerson(profile, message, batch, definitions, now)
            checkGoal(profile, message, batch, store, now)
            checkOffer(profile, message, batch, store, now)
            checkCaps(profile, message, definitions, store, now)
        }
    }

    private mutating func checkPerson(
        _ profile: Profile, _ message: Message, _ batch: StepBatch, _ definitions: Definitions, _ now: Instant
    ) {
        let id = message.id
        require(!definitions.settings.marketingStopped, now, "marketing \(id) was cleared while all was stopped")
        require(
            profile.consents[message.channel]?.status == .granted, now, "marketing \(id) was cleared without consent")
        require(
            profile.tags["quiet"] == nil || isTaggedLater(than: message, batch), now,
            "marketing \(id) was cleared for somebody who is excluded")
        let local = profile.zone(default: definitions.settings.zone).local(now)
        let isSpanish = profile.property("country")?.string == "ES"
        let hours = isSpanish ? 10..<22 : 9..<20
        require(
            hours.contains(local.hour) && !(isSpanish && local.date.weekday == 7), now,
            "marketing \(id) was cleared at \(local.hour) o'clock local on day \(local.date.weekday)")
    }

    /// Whether the tag that excludes somebody came later in the batch that cleared the message.
    private func isTaggedLater(than message: Message, _ batch: StepBatch) -> Bool {
        let log = batch.log.filter { $0.profile == message.profile }
        guard let cleared = log.lastIndex(where: { $0.kind == .messageQueued && $0.subject == message.id }),
            let tagged = log.firstIndex(where: { $0.text.hasPrefix("Tagged “quiet”") })
        else { return false }
        return tagged > cleared
    }

    /// Each cap by other rules than the engine's: by everything that was ever cleared for this person.
    private mutating func checkCaps(
        _ profile: Profile, _ message: Message, _ definitions: Definitions, _ store: ModelStore, _ now: Instant
    ) {
        let today = profile.zone(default: definitions.settings.zone).local(now).date.dayNumber
        let earlier = cleared.filter { person($0.key.person) == person(message.profile) && $0.key.day <= today }
        func count(_ days: Int64, _ counts: (Message) -> Bool) -> Int {
            earlier.filter { $0.key.day > today - days }.reduce(into: Set<Int64>()) { $0.formUnion($1.value) }
                .filter { $0 != message.id && store.messages[$0].map(counts) ?? false }.count
        }
        let (flow, who) = (message.flow, "\(message.id) of \(profile.key.rawValue)")
        let news = Set(["trial", "by-hand"].map { Flow.id(slug: $0) })
        require(count(1) { _ in true } < 1, now, "marketing \(who) is the second of one day")
        require(count(7) { _ in true } < 4, now, "marketing \(who) is the fifth of seven days")
        if news.contains(flow) {
            require(count(3) { news.contains($0.flow) } < 2, now, "news \(who) is the third of three days")
        }
        if flow == Flow.id(slug: "trial") {
            require(count(2) { $0.flow == flow } < 1, now, "“trial” sends \(who), the second of two days")
        }
        cleared[PersonDay(person: message.profile, day: today), default: []].insert(message.id)
    }
}

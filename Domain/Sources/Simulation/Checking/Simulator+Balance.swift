import Conditions
import Engine
import Values

extension Simulator {
    /// When everything has settled: nothing is lost, nothing is there twice, and what is kept equals what follows
    /// from the history.
    mutating func balance() {
        guard !books.isBroken else { return }
        balanceEvents()
        balancePeople()
        balanceMessages()
        balanceConditions()
        balanceJourneys()
        books.counts.events = store.events.count { $0.call != .derived }
        books.counts.derived = store.events.count { $0.call == .derived }
        books.counts.profiles = store.profiles.values.count { $0.movedTo == nil }
    }

    private mutating func balanceEvents() {
        books.require(client.waiting.isEmpty, now, "\(client.waiting.count) requests were never acknowledged")
        let stored = Dictionary(
            store.events.filter { $0.call != .derived }.map { ($0.envelope.messageID, 1) }, uniquingKeysWith: +)
        for id in books.acknowledged.sorted() where stored[id] != 1 {
            books.violate(now, "event \(id) was acknowledged and is stored \(stored[id] ?? 0) times")
        }
        for event in store.events where event.call != .derived && books.stepped[event.sequence] != 1 {
            books.violate(
                now, "event \(event.sequence) (\(event.name)) was stepped \(books.stepped[event.sequence] ?? 0) times")
        }
        let late = store.work.items.filter { $0.dueAt <= now - .minutes(5) }
        books.require(late.isEmpty, now, "work is left over: \(late.prefix(3))")
        let sold = books.orders.count
        let orders = store.claims.values.count { claim in
            store.events[Int(claim.event) - 1].name == "Order Completed"
        }
        books.require(
            orders == sold, now, "\(orders) orders were counted, the shop sold \(sold)")
    }

    private mutating func balancePeople() {
        for person in People(store.links).persons {
            guard let profile = profile(person.home) else {
                books.violate(now, "a person's home \(person.home.rawValue) has no profile")
                continue
            }
            books.require(
                profile.identities == person.identities, now,
                "profile \(person.home.rawValue) is \(Simulator.names(profile.identities)), by the facts \(Simulator.names(person.identities))"
            )
            for owned in person.identities where owned.identity.kind.isKnown {
                let owner = store.identities[owned.identity.key]?.owner
                books.require(
                    owner == person.home, now,
                    "\(owned.identity.value) is owned by \(owner?.rawValue ?? 0), by the facts by \(person.home.rawValue)"
                )
            }
        }
    }

    private static func names(_ identities: [ProfileIdentity]) -> [String] {
        identities.map { owned in
            let spans = owned.intervals.map { "\($0.from.milliseconds)-\($0.until?.milliseconds ?? -1)" }
            return owned.identity.value + (owned.intervals == [.always] ? "" : " \(spans)")
        }
    }

    func profile(_ key: ProfileKey) -> Profile? {
        guard let row = store.profiles[key], row.movedTo == nil else { return nil }
        return try? Profile(key: key, document: row.document)
    }

    private mutating func balanceMessages() {
        for id in store.messages.keys.sorted() {
            let message = store.messages[id]!
            books.counts.states[message.state.name, default: 0] += 1
            books.require(message.state != .sending, now, "message \(id) is sending for ever")
            books.require(
                message.state != .ready || message.dueAt > now - .minutes(10), now,
                "message \(id) is ready since \(message.dueAt.iso8601)")
            let arrivals = books.arrivals[id] ?? 0
            if message.state == .sent {
                books.require(arrivals >= 1, now, "message \(id) counts as sent and was never handed over")
            }
            if message.purpose == .marketing {
                books.require(arrivals <= 1, now, "marketing \(id) arrived \(arrivals) times")
            }
            if message.state == .held {
                books.require(
                    store.work.items.contains { $0.kind == .messageDue && $0.id == id }, now,
                    "message \(id) is held for ever")
            }
        }
        balanceCodes()
    }

    /// No code is two people's, and none is kept by a journey that is over and showed it to nobody.
    private mutating func balanceCodes() {
        let codes = store.issuedCoupons.values.compactMap { $0 }
        books.require(Set(codes).count == codes.count, now, "a code was given to two people")
        var journeys: [String: Int64] = [:]
        for message in store.messages.values where books.arrivals[message.id] ?? 0 > 0 {
            guard let code = (try? JSON.parse(message.context))?["coupon"]?.string else { continue }
            let first = journeys.updateValue(message.journey, forKey: code) ?? message.journey
            books.require(first == message.journey, now, "the code \(code) reached two people")
        }
        let underWay = Set(store.profiles.keys.flatMap { profile($0)?.journeys ?? [] }.map(\.id))
        let shown = Dictionary(
            grouping: store.messages.values.filter { $0.couponEffect != nil }, by: { $0.couponEffect! })
        for effect in shown.keys.sorted() {
            guard case .some(.some(let code)) = store.issuedCoupons[effect], let messages = shown[effect],
                messages.allSatisfy({ $0.state == .refused && !underWay.contains($0.journey) })
            else { continue }
            books.violate(now, "the code \(code) was shown to nobody and did not go back")
        }
    }

    /// The oracle: every segment over the whole history, with nothing remembered.
    private mutating func balanceConditions() {
        for key in store.profiles.keys.sorted() {
            guard let profile = profile(key) else { continue }
            let customer = Customer(profile: profile, timeline: history(of: profile), definitions: definitions)
            for watched in definitions.segments {
                let known = profile.watched[watched.id]
                let verdict = watched.condition.evaluate(customer.subject, now: now)
                books.require(
                    known?.holds ?? false == verdict.holds, now,
                    "“\(watched.name)” of \(key.rawValue) is kept as \(known.map { "\($0)" } ?? "unknown"), "
                        + "the history says \(verdict)")
            }
        }
        balanceMembers()
    }

    /// The rows of members say what the profiles say.
    private mutating func balanceMembers() {
        var expected: [Int64: Set<ProfileKey>] = [:]
        for key in store.profiles.keys {
            guard let profile = profile(key) else { continue }
            for segment in definitions.segments where profile.watched[segment.id]?.holds == true {
                expected[segment.id, default: []].insert(key)
            }
            for list in profile.lists.keys { expected[Label(.list, list).id, default: []].insert(key) }
            for tag in profile.tags.keys { expected[Label(.tag, tag).id, default: []].insert(key) }
        }
        let kept = store.members.filter { !$0.value.isEmpty }
        books.require(
            kept == expected, now,
            "\(kept.values.map(\.count).reduce(0, +)) memberships are kept, "
                + "by the profiles there are \(expected.values.map(\.count).reduce(0, +))")
        books.require(store.oddChanges.isEmpty, now, "\(store.oddChanges.prefix(3)) entered or left twice")
        books.require(
            published == nil || definitions.version == published?.built.version, now, "a build never came to its end")
    }

    /// What is counted of journeys is what stands in the profiles.
    private mutating func balanceJourneys() {
        var standing: [JourneyPlace: Int] = [:]
        for key in store.profiles.keys {
            for journey in profile(key)?.journeys ?? [] {
                let place = JourneyPlace(flow: journey.flow, version: journey.version, position: journey.position)
                standing[place, default: 0] += 1
            }
        }
        let counted = store.journeyPlaces.filter { $0.value != 0 }
        books.require(
            counted == standing, now,
            "\(counted.values.reduce(0, +)) journeys are counted, "
                + "\(standing.values.reduce(0, +)) are under way, or not at the steps where they are counted")
    }

    private func history(of profile: Profile) -> Timeline {
        var timeline = Timeline()
        for event in store.events {
            guard
                profile.identities.contains(where: {
                    $0.identity.key == event.identity && $0.owns(event.occurredAt)
                })
            else { continue }
            let properties = (try? JSON.parse(event.properties))?.object ?? JSONObject()
            if let object = ObjectIdentity(event: event.name, properties: properties),
                store.claims[object.key(workspace: Simulator.workspace)]?.event != event.sequence
            {
                continue
            }
            timeline.insert(
                TimelineEvent(
                    name: event.name, occurredAt: event.occurredAt, order: event.sequence,
                    body: .bytes(event.properties)))
        }
        return timeline
    }
}

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
        books.counts.codesMade = store.givenCoupons.values.count { $0.isGenerated && $0.answer.code != nil }
        books.counts.priceDrops = store.events.count { $0.name == CatalogEvent.priceDropped.rawValue }
        books.counts.soldOut = store.log.count { $0.kind == .messageRefused && $0.text.hasSuffix(" is sold out") }
        books.counts.failures = store.effects.count { $0.kind == .alert && $0.context.contains("could not do a step") }
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
        balanceTicks()
        let late = store.work.items.filter { $0.dueAt <= now - .minutes(5) }
        books.require(late.isEmpty, now, "work is left over: \(late.prefix(3))")
        let sold = books.orders.count
        let orders = store.claims.values.count { claim in
            store.events[Int(claim.event) - 1].name == "Order Completed"
        }
        books.require(
            orders == sold, now, "\(orders) orders were counted, the shop sold \(sold)")
    }

    /// A schedule's moment starts a flow for somebody once, however often it is told.
    private mutating func balanceTicks() {
        var known: Set<String> = []
        for event in store.events where event.name == "Flow Scheduled" {
            let text = "\(event.identity.rawValue) \(String(decoding: event.properties, as: UTF8.self))"
            books.require(known.insert(text).inserted, now, "a schedule's moment came twice: \(text)")
        }
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
        books.require(!standing.isBuilding, now, "a build never came to its end")
    }

    /// What is counted of journeys is what stands in the profiles.
    private mutating func balanceJourneys() {
        var standing: [JourneyPlace: Int] = [:]
        var known: Set<Int64> = []
        for key in homes {
            guard let profile = profile(key) else { continue }
            books.require(
                profile.document == store.profiles[key]!.document, now, "profile \(key.rawValue) changes by being read")
            books.checkJourneys(of: profile, store, now, definitions)
            for journey in profile.journeys {
                books.require(
                    known.insert(journey.id).inserted, now, "journey \(journey.id) is under way with two people")
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

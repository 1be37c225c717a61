import Engine
import Testing
import Values

@testable import Storage

@Suite("Step store")
struct StepStoreTests {
    /// Stores an event of Ana and answers its work with a lease on everything.
    private func begin(_ database: any Database, _ intake: IntakeStore) async throws -> (
        work: WorkItem, leases: [Lease]
    ) {
        try await database.write(lane: .engine) { connection in
            let leases = try LeaseStore().acquire(owner: "a", now: noon, on: connection)
            _ = try intake.append([.sample(message: "m")], in: shop, now: noon, on: connection)
            let due = try WorkStore().due(in: BucketRange.all, now: noon, limit: 64, on: connection)
            return (try #require(due.first).item, leases)
        }
    }

    private func fullBatch(_ work: WorkItem, _ leases: [Lease]) -> StepBatch {
        var batch = StepBatch(leases: leases)
        let ana = LinkedIdentity(key: key("ana"), kind: .user, value: "ana")
        let browser = Identity(stored: .anonymous, value: "browser-1")
        let other = LinkedIdentity(
            key: IdentityKey(browser, workspace: .first), kind: .anonymous, value: browser.value)
        batch.finishedWork = [work]
        batch.scheduledWork = [
            WorkItem(dueAt: noon + .hours(1), kind: .journeyDue, id: 7, subject: key("ana"), payload: #"{"a":1}"#)
        ]
        batch.profiles = [.sample("ana", document: "old"), .sample("ana")]
        batch.movedProfiles = [MovedProfile(key: other.key, movedTo: ana.key)]
        batch.identityOwners = [IdentityOwner(identity: other, profile: ana.key)]
        batch.links = [
            LinkFact(
                first: ana, second: other, occurredAt: noon, messageHash: 5, authority: .server, relation: .identify)
        ]
        batch.claims = [ObjectClaim(key: 77, identity: ana, event: work.id)]
        batch.derivedEvents = [
            DerivedEvent(
                profile: ana.key, name: "Cart Emptied", occurredAt: noon, effectID: 11,
                properties: ["cart_id": "c1"])
        ]
        batch.messages = [.sample(1), .sample(2, state: .held, due: noon + .hours(1))]
        batch.messageChanges = [
            MessageChange(id: 2, profile: ana.key, state: .ready, reason: "", dueAt: noon)
        ]
        batch.ledger = [
            LedgerEntry(address: "ana@example.com", channel: .email, statement: .granted, at: noon, source: "form")
        ]
        batch.log = [
            LogEntry(
                profile: ana.key, at: noon, kind: .flowEntered, subject: 1, cause: "event \(work.id)",
                definitionsVersion: 3, text: "Entered the flow"),
            LogEntry(
                profile: ana.key, at: noon, kind: .stepTaken, subject: 1, cause: "event \(work.id)",
                definitionsVersion: 3, text: "Set tier to trigger.tier",
                mark: StepMark(step: "set", version: 2, inputs: ["tier": "gold", "note": .string("žluť 🐎")])),
        ]
        batch.couponRequests = [CouponRequest(effectID: 21, pool: "ten", profile: ana.key, journey: 7)]
        return batch
    }

    @Test("a batch applied twice is applied once", arguments: TestDatabase.reachable)
    func idempotent(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let store = StepStore(sharing: intake)
            let (work, leases) = try await begin(database, intake)
            try await database.write(lane: .jobs) {
                try CouponStore().add(["TEN-1", "TEN-2"], to: "ten", in: shop, on: $0)
            }
            let batch = fullBatch(work, leases)
            let first = try await database.write(lane: .engine) { try store.apply(batch, in: shop, now: noon, on: $0) }
            #expect(!first.wasAppliedBefore && first.derived[11] != nil)
            let after = try await database.contents()
            let second = try await database.write(lane: .engine) {
                try store.apply(batch, in: shop, now: noon + .seconds(1), on: $0)
            }
            #expect(second.wasAppliedBefore)
            #expect(try await database.contents() == after)
            #expect(after["messages"]?.count == 2 && after["links"]?.count == 2 && after["log"]?.count == 2)
            // The finished work is gone; the journey and the coupon's answer are there.
            #expect(after["work"]?.count == 2)
        }
    }

    @Test("every row is recognised by itself too, but for the log", arguments: TestDatabase.reachable)
    func rowsAreIdempotent(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let store = StepStore(sharing: intake)
            let (work, leases) = try await begin(database, intake)
            var batch = fullBatch(work, leases)
            batch.finishedWork = []
            for _ in 0..<2 {
                _ = try await database.write(lane: .engine) { [batch] in
                    try store.apply(batch, in: shop, now: noon, on: $0)
                }
            }
            let contents = try await database.contents()
            let counts = ["messages": 2, "links": 2, "object_claims": 1, "ledger": 1, "events": 2, "work": 3]
            for (table, count) in counts { #expect(contents[table]?.count == count, "\(table)") }
        }
    }

    @Test("what was written is what is loaded", arguments: TestDatabase.reachable)
    func loading(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let store = StepStore(sharing: intake)
            let customers = CustomerStore(sharing: intake)
            let (work, leases) = try await begin(database, intake)
            let batch = fullBatch(work, leases)
            _ = try await database.write(lane: .engine) { try store.apply(batch, in: shop, now: noon, on: $0) }
            let browser = batch.identityOwners[0].identity.key
            try await database.read { connection in
                let identities = try customers.identities([key("ana"), browser], on: connection)
                #expect(identities[browser]?.owner == key("ana"))
                #expect(try customers.identities(of: key("ana"), on: connection).count == 2)
                let profiles = try customers.profiles([key("ana"), browser], on: connection)
                #expect(profiles[key("ana")] == ProfileRow(key: key("ana"), document: #"{"version":1}"#, movedTo: nil))
                #expect(profiles[browser] == ProfileRow(key: browser, document: "", movedTo: key("ana")))
                #expect(try customers.claims([77, 78], on: connection) == [77: batch.claims[0]])
                let facts = try customers.facts(of: [batch.identityOwners[0].identity], on: connection)
                #expect(facts == batch.links)
                #expect(
                    try LogStore().entries(of: key("ana"), limit: 5, on: connection).map(\.entry)
                        == Array(batch.log.reversed()))
                let messages = try MessageStore().messages([1, 2, 3], on: connection)
                #expect(messages[1] == batch.messages[0])
                #expect(messages[2]?.state == .ready && messages[3] == nil)
                let derived = try customers.timelines(
                    of: [[TimelineSpan(identity: key("ana"))]], limit: 9, on: connection
                ).map { $0.filter { $0.name == "Cart Emptied" } }
                #expect(derived[0].map(\.call) == [.derived])
                #expect(derived[0].first?.properties == Array(#"{"cart_id":"c1"}"#.utf8))
            }
        }
    }

    @Test("a profile's name and address follow the document", arguments: TestDatabase.reachable)
    func profileColumns(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = StepStore(sharing: IntakeStore())
            var profile = StoredProfile.sample()
            for (email, name) in [("a@x.org", nil), ("b@x.org", "Ana"), (nil, nil), (nil, nil)] as [(String?, String?)]
            {
                profile.email = email
                profile.name = name
                profile.document += " "
                try await database.write(lane: .engine) { [profile] in
                    try store.write(profiles: [profile], in: shop, on: $0)
                }
                let found = try await database.read {
                    try $0.first("SELECT email, name, document FROM profiles") {
                        [$0.optionalText(0), $0.optionalText(1), $0.text(2)]
                    }
                }
                #expect(found == [email, name, profile.document])
            }
        }
    }

    @Test("an earlier owner's batch fails, and nothing of it is written", arguments: TestDatabase.reachable)
    func fencing(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let (work, old) = try await begin(database, intake)
            let batch = fullBatch(work, old)
            _ = try await database.write(lane: .engine) {
                try LeaseStore().acquire(owner: "b", now: noon + .seconds(5), on: $0)
            }
            let before = try await database.contents()
            await #expect(throws: StepConflict.leasesLost(BucketRange.all)) {
                try await database.write(lane: .engine) {
                    try StepStore(sharing: intake).apply(batch, in: shop, now: noon, on: $0)
                }
            }
            #expect(try await database.contents() == before)
        }
    }

    @Test("an order that another step counted first sends the batch back", arguments: TestDatabase.reachable)
    func claims(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let store = StepStore(sharing: intake)
            let (work, leases) = try await begin(database, intake)
            var batch = fullBatch(work, leases)
            _ = try await database.write(lane: .engine) { [batch] in try store.apply(batch, in: shop, now: noon, on: $0)
            }
            batch.finishedWork = []
            batch.claims[0].event += 1
            let late = batch
            await #expect(throws: StepConflict.claimsTaken([77])) {
                try await database.write(lane: .engine) { try store.apply(late, in: shop, now: noon, on: $0) }
            }
        }
    }

    @Test(
        "a code goes back unless a message that shows it is on its way or gone", arguments: TestDatabase.reachable)
    func unseenCoupons(kind: TestDatabase) async throws {
        try await kind.open { database in
            let coupons = CouponStore()
            let left = { try await database.read { try coupons.left(in: shop, on: $0) }["ten"] }
            try await database.write(lane: .engine) { connection in
                _ = try coupons.add(["A"], to: "ten", in: shop, on: connection)
                let request = CouponRequest(effectID: 5, pool: "ten", profile: key("ana"), journey: 1)
                #expect(try coupons.take(request, now: noon, in: shop, on: connection).code == "A")
                try MessageRow.insert([.sample(31, state: .held)], in: shop, on: connection)
                try coupons.giveBack(CouponReturn(effectID: 5, unlessIn: [31]), in: shop, on: connection)
            }
            #expect(try await left() == 0)
            try await database.write(lane: .engine) { connection in
                let refused = MessageChange(
                    id: 31, profile: key("ana"), state: .refused, reason: "The goal was reached", dueAt: noon)
                try MessageRow.change([refused], on: connection)
                try coupons.giveBack(CouponReturn(effectID: 5, unlessIn: [31]), in: shop, on: connection)
            }
            #expect(try await left() == 1)
        }
    }

    @Test("a code goes to one effect for ever, and an empty pool says so", arguments: TestDatabase.reachable)
    func coupons(kind: TestDatabase) async throws {
        try await kind.open { database in
            let coupons = CouponStore()
            try await database.write(lane: .jobs) { connection in
                let first = try coupons.add(["A", "B", "A"], to: "ten", in: shop, on: connection)
                let second = try coupons.add(["B", "C"], to: "ten", in: shop, on: connection)
                #expect([first, second] == [2, 1])
            }
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for effect in 0..<8 as Range<Int64> {
                    group.addTask {
                        try await database.write(lane: .engine) {
                            try coupons.take(
                                CouponRequest(effectID: effect / 2, pool: "ten", profile: key("ana"), journey: 1),
                                now: noon, in: shop, on: $0
                            ).code
                        }
                    }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(Set(codes.compactMap { $0 }) == ["A", "B", "C"])
            #expect(codes.count { $0 == nil } == 2)
            let left = try await database.read { try coupons.left(in: shop, on: $0) }
            #expect(left == ["ten": 0])
        }
    }
}

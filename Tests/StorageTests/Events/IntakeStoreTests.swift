import Engine
import Testing
import Values

@testable import Storage

@Suite("Intake's store")
struct IntakeStoreTests {
    private func append(
        _ events: [IncomingEvent], rejected: [RejectedEvent] = [], _ store: IntakeStore = IntakeStore(),
        to database: any Database
    ) async throws -> IntakeReceipt {
        try await database.write(lane: .intake) {
            try store.append(events, rejected: rejected, in: shop, now: noon, on: $0)
        }
    }

    @Test("an event comes back as it was sent, with its work", arguments: TestDatabase.reachable)
    func roundTrip(kind: TestDatabase) async throws {
        try await kind.open { database in
            let email = Identity(stored: .email, value: "ana@example.com")
            var sent = IncomingEvent.sample(
                message: "m\"1", also: [email], properties: #"{"name":"café \u0000","price":12.50}"#,
                context: (5, #"{"library":{"name":"test"}}"#))
            sent.envelope.previousID = "before"
            let receipt = try await append([sent], to: database)
            guard case .stored(let sequence)? = receipt.outcomes.first else {
                Issue.record("the event was not stored")
                return
            }
            let due = try await database.read {
                try WorkStore().due(in: BucketRange.all, now: noon, limit: 64, on: $0)
            }
            let event = try #require(due[0].event)
            #expect(due.count == 1)
            #expect(
                event
                    == Event(
                        sequence: sequence, identity: key("ana"), call: .track, name: "Product Viewed",
                        occurredAt: noon, receivedAt: noon, authority: .server, properties: sent.properties,
                        envelope: sent.envelope))
            #expect(due[0].identities.map(\.key) == [key("ana"), IdentityKey(email, workspace: .first)])
            let context = try await database.read {
                try $0.first("SELECT context FROM contexts WHERE context_id = 5") { $0.text(0) }
            }
            #expect(context == #"{"library":{"name":"test"}}"#)
        }
    }

    @Test(
        "a resend is recognised: in the same batch, in a later one, after a restart", arguments: TestDatabase.reachable)
    func deduplication(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = IntakeStore()
            let first = try await append(
                [.sample(message: "a"), .sample(message: "b"), .sample(message: "a")], store, to: database)
            #expect(first.outcomes == [.stored(sequence: 1), .stored(sequence: 2), .duplicate])
            let second = try await append([.sample(message: "b"), .sample(message: "c")], store, to: database)
            #expect(second.storedCount == 1 && second.outcomes[0] == .duplicate)
            let third = try await append([.sample(message: "c")], to: database)
            #expect(third.outcomes == [.duplicate])
            let other = try await append([.sample(of: "ben", message: "c")], store, to: database)
            #expect(other.storedCount == 1)
            let counts = try await database.read {
                try CounterStore().counts(from: noon, to: noon + .minutes(1), in: shop, on: $0)
            }
            #expect(
                counts.map { "\($0.name) \($0.count)" }.sorted() == ["events.duplicate 3", "events.stored 4"])
        }
    }

    @Test(
        "later events of one identity have higher numbers, whoever else is in the batch",
        arguments: TestDatabase.reachable)
    func orderOfOne(kind: TestDatabase) async throws {
        try await kind.open { database in
            let events = (0..<60).map { IncomingEvent.sample(of: "p\($0 % 7)", message: "m\($0)") }
            let receipt = try await append(events, to: database)
            var last: [String: Int64] = [:]
            for (event, outcome) in zip(events, receipt.outcomes) {
                guard case .stored(let sequence) = outcome else { continue }
                #expect(sequence > last[event.identity.value, default: 0])
                last[event.identity.value] = sequence
            }
            #expect(Set(receipt.outcomes.map { "\($0)" }).count == 60)
        }
    }

    @Test(
        "where another identity holds a key, the next salt is taken, now and for ever",
        arguments: TestDatabase.reachable)
    func collision(kind: TestDatabase) async throws {
        try await kind.open { database in
            let stranger = "INSERT INTO identities VALUES ($1, 1, 4, 'stranger', $1, 0)"
            let columns = "(identity_key, workspace, kind, value, profile_key, first_seen_at)"
            try await database.write(lane: .jobs) {
                try $0.execute(
                    stranger.replacing("identities", with: "identities \(columns)"), [.int(key("ana").rawValue)])
            }
            let salted = IdentityKey(person("ana"), workspace: .first, salt: 1)
            let store = IntakeStore()
            for (number, store) in [store, store, IntakeStore()].enumerated() {
                _ = try await append(
                    [.sample(message: "m\(number)"), .sample(of: "ben", message: "x")], store, to: database)
            }
            let due = try await database.read {
                try WorkStore().due(in: BucketRange.all, now: noon, limit: 640, on: $0)
            }
            #expect(due.filter { $0.event?.identity == salted }.count == 3)
            #expect(!due.map(\.event?.identity).contains(key("ana")))
            let stored = due.filter { $0.event?.identity == salted }
            #expect(stored[0].identities.map(\.key) == [salted])
            let resend = try await append([.sample(message: "m0")], to: database)
            #expect(resend.outcomes == [.duplicate])
        }
    }

    @Test("names that Swift takes for one but whose bytes differ are two identities", arguments: TestDatabase.reachable)
    func bytewise(kind: TestDatabase) async throws {
        try await kind.open { database in
            let names = ["caf\u{E9}", "cafe\u{301}"]
            #expect(names[0] == names[1])
            for _ in 0..<2 {
                _ = try await append(names.map { .sample(of: $0, message: "m") }, to: database)
            }
            let count = try await database.read { try $0.first("SELECT count(*) FROM events") { $0.int(0) } }
            #expect(count == 2)
        }
    }

    @Test(
        "a row that cannot be stored takes its batch back, and the halves without it go in",
        arguments: TestDatabase.reachable)
    func poisoned(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = IntakeStore()
            var bad = IncomingEvent.sample(of: "eve", message: "bad")
            bad.properties = [0x7B, 0xFF, 0x7D]
            var nul = IncomingEvent.sample(of: "n\0l", message: "bad")
            nul.envelope.identities = []
            for poison in [bad, nul] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await append([.sample(message: "good"), poison], store, to: database)
                }
                #expect(error?.isFaultOfData == true)
            }
            let good = try await append([.sample(message: "good")], store, to: database)
            #expect(good.storedCount == 1)
            // What the batch that was rolled back had learned must not be believed.
            _ = try await append([.sample(of: "eve", message: "fine")], store, to: database)
            let known = try await database.read {
                try CustomerStore(sharing: store).identities([key("ana"), key("eve")], on: $0)
            }
            #expect(known.count == 2)
        }
    }

    @Test("refused events are kept whatever they hold", arguments: TestDatabase.reachable)
    func rejected(kind: TestDatabase) async throws {
        try await kind.open { database in
            let refused = RejectedEvent(
                receivedAt: noon, rule: "no_identity", reason: "userId is empty", source: "shop", body: "{\"a\":\"\0\"}"
            )
            _ = try await append([], rejected: [refused], to: database)
            let body = try await database.read { try $0.first("SELECT body FROM rejected_events") { $0.text(0) } }
            #expect(body == "{\"a\":\"\u{FFFD}\"}")
        }
    }
}

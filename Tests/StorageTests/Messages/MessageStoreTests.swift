import Engine
import Foundation
import Testing
import Values

@testable import Storage

@Suite("Messages on their way out")
struct MessageStoreTests {
    private let store = MessageStore()

    private func insert(_ messages: [Message], in database: any Database) async throws {
        try await database.write(lane: .engine) { try MessageRow.insert(messages, in: shop, on: $0) }
    }

    private func send(
        _ ids: [Int64], under leases: [Lease] = [], now: Instant = noon, in database: any Database
    ) async throws -> SendingCommit {
        let store = store
        return try await database.write(lane: .delivery) {
            try store.commitSending(ids, under: leases, now: now, in: shop, on: $0)
        }
    }

    private func states(_ ids: [Int64], in database: any Database) async throws -> [Message.State?] {
        let store = store
        let messages = try await database.read { try store.messages(ids, on: $0) }
        return ids.map { messages[$0]?.state }
    }

    @Test(
        "only messages that are cleared now are ready; a clearance lasts 30 seconds", arguments: TestDatabase.reachable)
    func ready(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await insert(
                [
                    .sample(1, due: noon - .seconds(29)), .sample(2, due: noon + .seconds(1)),
                    .sample(3, state: .held), .sample(4, due: noon - .seconds(30)), .sample(5, to: "ben"),
                ], in: database)
            let store = store
            let ready = try await database.read {
                try store.claimReady(in: BucketRange.all, now: noon, limit: 128, on: $0).ready
            }
            #expect(Set(ready.map(\.message.id)) == [1, 5])
            #expect(ready.allSatisfy { $0.attempts == 0 && $0.workspace == .first })
            let next = try await database.read {
                try store.nextReady(in: BucketRange.all, now: noon + .seconds(1), on: $0)
            }
            #expect(next == noon + .seconds(1))
        }
    }

    @Test("a clearance that has passed is asked for again, once", arguments: TestDatabase.reachable)
    func askAgain(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await insert([.sample(1, due: noon - .minutes(1)), .sample(2)], in: database)
            let store = store
            let work = try await database.write(lane: .delivery) { connection in
                for _ in 0..<2 { try store.askAgain(in: BucketRange.all, now: noon, limit: 128, on: connection) }
                return try WorkStore().due(in: BucketRange.all, now: noon, limit: 64, on: connection)
            }
            #expect(work.map(\.item.payload) == [#"{"clear_again":{"message":1}}"#])
            #expect(work.map(\.item.subject) == [key("ana")])
        }
    }

    @Test("a message is handed over once, however often it is asked for", arguments: TestDatabase.reachable)
    func once(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await insert([.sample(1), .sample(2), .sample(3, expires: noon)], in: database)
            let first = try await send([2, 1, 3, 9], in: database)
            #expect(first.toHandOver == [2, 1])
            #expect(first.refused.map(\.id) == [3])
            let second = try await send([1, 2, 3], in: database)
            #expect(second == SendingCommit(toHandOver: [], refused: []))
            #expect(try await states([1, 2, 3], in: database) == [.sending, .sending, .refused])
        }
    }

    @Test(
        "a stop that was committed before refuses marketing, a suppression everything",
        arguments: TestDatabase.reachable)
    func stopped(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await insert(
                [
                    .sample(1, to: "ana"), .sample(2, to: "ana", purpose: .transactional), .sample(3, to: "ben"),
                    .sample(4, to: "ben", purpose: .transactional), .sample(5, to: "cem"), .sample(6, to: "dora"),
                ], in: database)
            let lines: [(String, LedgerEntry.Statement, Instant)] = [
                ("ana", .granted, noon - .days(2)), ("ana", .withdrawn, noon - .days(1)),
                ("ben", .suppressed, noon - .days(1)), ("cem", .withdrawn, noon - .days(2)),
                ("cem", .granted, noon - .days(1)), ("dora", .granted, noon), ("dora", .withdrawn, noon),
            ]
            try await database.write(lane: .delivery) { connection in
                let entries = lines.map {
                    LedgerEntry(
                        address: "\($0.0)@example.com", channel: .email, statement: $0.1, at: $0.2, source: "form")
                }
                try LedgerStore().append(entries + entries, in: shop, on: connection)
            }
            let commit = try await send([1, 2, 3, 4, 5, 6], in: database)
            #expect(commit.toHandOver == [2, 5])
            #expect(Set(commit.refused.map(\.id)) == [1, 3, 4, 6])
            let store = store
            let reason = try await database.read { try store.messages([1], on: $0)[1]?.reason }
            #expect(reason == "Consent was withdrawn")
        }
    }

    private static let withdrawal = LedgerEntry(
        address: "ana@example.com", channel: .email, statement: .withdrawn, at: noon, source: "link")

    /// Long enough for the other transaction to run into this one, were it not made to wait.
    private static let pause = 0.2

    @Test("a last look that meets a stop being written waits for it, and is refused", arguments: TestDatabase.reachable)
    func stopFirst(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await insert([.sample(1)], in: database)
            let written = Flag()
            async let stop: Void = database.write(lane: .engine) { connection in
                try LedgerStore().append([MessageStoreTests.withdrawal], in: shop, on: connection)
                written.set()
                Thread.sleep(forTimeInterval: MessageStoreTests.pause)
            }
            while !written.isSet { await Task.yield() }
            let commit = try await send([1], in: database)
            try await stop
            #expect(commit.toHandOver.isEmpty && commit.refused.map(\.id) == [1])
        }
    }

    @Test("a stop that meets a last look under way is committed after it", arguments: TestDatabase.reachable)
    func sendingFirst(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await insert([.sample(1)], in: database)
            let (looked, done) = (Flag(), Flag())
            let store = store
            async let sending = database.write(lane: .delivery) { connection in
                let commit = try store.commitSending([1], under: [], now: noon, in: shop, on: connection)
                looked.set()
                Thread.sleep(forTimeInterval: MessageStoreTests.pause)
                done.set()
                return commit
            }
            while !looked.isSet { await Task.yield() }
            let waited = try await database.write(lane: .engine) { connection in
                try LedgerStore().append([MessageStoreTests.withdrawal], in: shop, on: connection)
                return done.isSet
            }
            #expect(waited)
            #expect(try await sending.toHandOver == [1])
        }
    }

    @Test("an owner that lost its lease hands nothing over", arguments: TestDatabase.reachable)
    func fencing(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await insert([.sample(1)], in: database)
            let old = try await database.write(lane: .engine) { connection in
                let old = try LeaseStore().acquire(owner: "a", now: noon, on: connection)
                _ = try LeaseStore().acquire(owner: "b", now: noon + .seconds(5), on: connection)
                return old.filter { $0.range == key("ana").bucket.range }
            }
            await #expect(throws: StepConflict.self) { try await send([1], under: old, in: database) }
            #expect(try await states([1], in: database) == [.ready])
        }
    }

    @Test("what a provider said is recorded once, and a retry waits for its moment", arguments: TestDatabase.reachable)
    func outcomes(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            try await insert((1...5).map { .sample($0) }, in: database)
            _ = try await send([1, 2, 3, 4], in: database)
            let outcomes = [
                DeliveryOutcome(message: 1, result: .sent),
                DeliveryOutcome(message: 2, result: .bounced("550 no such user")),
                DeliveryOutcome(message: 3, result: .retry(at: noon + .minutes(5), "451 try later")),
                DeliveryOutcome(message: 4, result: .unknown("connection reset")),
                DeliveryOutcome(message: 5, result: .sent),
            ]
            let effects = try await database.write(lane: .delivery) { connection in
                let first = try store.record(outcomes, now: noon, on: connection)
                return [first.count, try store.record(Array(outcomes.prefix(3)), now: noon, on: connection).count]
            }
            #expect(effects == [4, 0])
            #expect(try await states([1, 2, 3, 4, 5], in: database) == [.sent, .bounced, .ready, .unknown, .ready])
            let later = try await database.read {
                try store.claimReady(in: BucketRange.all, now: noon + .minutes(5), limit: 64, on: $0).ready
            }
            #expect(later.map(\.message.id) == [3] && later.first?.attempts == 1)
        }
    }

    @Test(
        "after a crash marketing that was being handed over is unknown, transactional mail goes again",
        arguments: TestDatabase.reachable)
    func recovery(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            try await insert([.sample(1), .sample(2, purpose: .transactional), .sample(3)], in: database)
            _ = try await send([1, 2], in: database)
            let recovered = try await database.write(lane: .delivery) {
                try store.recoverSending(in: BucketRange.all, now: noon + .seconds(5), on: $0)
            }
            #expect(recovered == RecoveredMessages(unknown: [1], again: [2]))
            #expect(try await states([1, 2, 3], in: database) == [.unknown, .ready, .ready])
        }
    }

    @Test("the messages of one journey are found under every key of a person", arguments: TestDatabase.reachable)
    func ofJourney(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            var other = Message.sample(4)
            other.journey = 8
            try await insert([.sample(1), .sample(2, to: "ben"), .sample(3, to: "cleo"), other], in: database)
            let found = try await database.read { connection in
                try [10, 1].map { limit in
                    try store.messages(
                        ofJourney: 7, under: [key("ana"), key("ben")], limit: limit, on: connection
                    ).map(\.id)
                }
            }
            #expect(found == [[2, 1], [2]])
        }
    }

    @Test("opens and clicks only move a message forward, and count once", arguments: TestDatabase.reachable)
    func events(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            try await insert([.sample(1), .sample(2)], in: database)
            _ = try await send([1], in: database)
            let click = MessageEvent(message: 1, at: noon, kind: .clicked, link: 2, detail: "Mozilla")
            let open = MessageEvent(message: 1, at: noon + .seconds(1), kind: .opened)
            try await database.write(lane: .delivery) { connection in
                try store.record([DeliveryOutcome(message: 1, result: .sent)], now: noon, on: connection)
                try store.record([click], on: connection)
                try store.record([open, click, MessageEvent(message: 2, at: noon, kind: .opened)], on: connection)
            }
            #expect(try await states([1, 2], in: database) == [.clicked, .ready])
            let stored = try await database.read { try store.events(of: 1, on: $0) }
            #expect(stored == [click, open])
        }
    }

    @Test("the engine holds and refuses what waits, never what is on its way", arguments: TestDatabase.reachable)
    func changes(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await insert((1...4).map { .sample($0) }, in: database)
            _ = try await send([1, 2], in: database)
            try await database.write(lane: .engine) { connection in
                func change(_ id: Int64, _ state: Message.State) -> MessageChange {
                    MessageChange(id: id, profile: key("ana"), state: state, reason: "", dueAt: noon)
                }
                try MessageRow.change(
                    [change(1, .held), change(2, .delivered), change(3, .refused), change(4, .delivered)],
                    on: connection)
            }
            #expect(try await states([1, 2, 3, 4], in: database) == [.sending, .delivered, .refused, .ready])
        }
    }

    @Test(
        "a message's bytes are kept, replaced by a later attempt's, and let go of; its links go on leading somewhere",
        arguments: TestDatabase.reachable)
    func bodies(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            var body = MessageBody(
                message: 1, storedAt: noon, provider: "smtp", response: "250 ok", subject: "Hi", html: "<p>Hi</p>",
                plain: "Hi", mime: [0, 1, 255], links: #"["https://shop.example/cart"]"#)
            for mime in [[0, 1, 255], nil] as [[UInt8]?] {
                body.mime = mime
                let found = try await database.write(lane: .delivery) { [body] connection in
                    try store.keep([body], on: connection)
                    return try store.body(of: 1, on: connection)
                }
                #expect(found == body)
            }
            let gone = try await database.write(lane: .jobs) { connection in
                [
                    try store.forgetBodies(before: noon, limit: 10, on: connection),
                    try store.forgetBodies(before: noon + .seconds(1), limit: 10, on: connection),
                    try store.forgetBodies(before: noon + .seconds(1), limit: 10, on: connection),
                ]
            }
            #expect(gone == [0, 1, 0])
            let (left, links) = try await database.read { connection in
                (try store.body(of: 1, on: connection), try store.links(of: 1, on: connection))
            }
            #expect(left == nil)
            #expect(links == body.links)
        }
    }
}

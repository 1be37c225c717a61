import Engine
import Testing
import Values

@testable import Storage

@Suite("List of messages")
struct MessageListTests {
    private let list = MessageList()

    private func fill(_ database: any Database) async throws {
        try await Shop(database: database).apply { batch in
            batch.messages = (0..<60).map { number in
                .listed(
                    number + 1, to: number % 10 == 0 ? "bo" : "ana", flow: number % 3 + 1,
                    state: number % 20 == 7 ? .refused : .ready, minute: number / 2,
                    channel: number % 15 == 4 ? .sms : .email)
            }
        }
        try await database.write(lane: .delivery) { connection in
            try MessageStore().keep(
                [
                    MessageBody(
                        message: 60, storedAt: noon, provider: "", response: "", subject: "Your cart", html: "",
                        plain: "", mime: nil, links: "{}")
                ], on: connection)
        }
    }

    private static let filters: [(MessageFilter, @Sendable (Int64) -> Bool)] = [
        (MessageFilter(), { _ in true }),
        (MessageFilter(state: .refused), { $0 % 20 == 7 }),
        (MessageFilter(state: .ready), { $0 % 20 != 7 }),
        (MessageFilter(flow: 2), { $0 % 3 == 1 }),
        (MessageFilter(state: .refused, flow: 2), { $0 % 3 == 1 && $0 % 20 == 7 }),
        (MessageFilter(channel: .sms), { $0 % 15 == 4 }),
        (MessageFilter(flow: 2, channel: .sms), { $0 % 3 == 1 && $0 % 15 == 4 }),
        (MessageFilter(addressPrefix: "bo@"), { $0 % 10 == 0 }),
        (MessageFilter(state: .refused, flow: 2, channel: .email, addressPrefix: "a"), { $0 % 3 == 1 && $0 % 20 == 7 }),
        (MessageFilter(profile: key("bo")), { $0 % 10 == 0 }),
        (MessageFilter(state: .ready, addressPrefix: "bo", profile: key("bo")), { $0 % 10 == 0 }),
        (MessageFilter(from: noon + .minutes(5), until: noon + .minutes(9)), { (10..<18).contains($0) }),
        (MessageFilter(addressPrefix: "ana", from: noon + .minutes(20)), { $0 >= 40 && $0 % 10 != 0 }),
    ]

    @Test(
        "every filter finds its messages, newest first, however little is searched at a time",
        arguments: TestDatabase.reachable, [8, 1000])
    func filtering(kind: TestDatabase, searched: Int) async throws {
        try await kind.open { database in
            try await fill(database)
            for (filter, matches) in MessageListTests.filters {
                let pages = try await database.read { connection in
                    try walk {
                        try list.page(filter, at: $0, limit: 4, searching: searched, in: shop, on: connection)
                    }
                }
                let expected = (0..<60).filter { matches(Int64($0)) }.map { Int64($0) + 1 }.sorted(by: >)
                #expect(pages.there.joined().map(\.id) == expected, "\(filter)")
                if searched == 1000 { #expect(pages.back == Array(pages.there.dropLast()), "\(filter)") }
            }
        }
    }

    @Test("a message is listed with its subject where that is still kept", arguments: TestDatabase.reachable)
    func subjects(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await fill(database)
            let rows = try await database.read { try list.page(limit: 2, in: shop, on: $0).rows }
            #expect(rows.map(\.subject) == ["Your cart", nil] && rows.map(\.id) == [60, 59])
        }
    }

    @Test("messages are counted by state, and it is said when not all were", arguments: TestDatabase.reachable)
    func counting(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await fill(database)
            let counts = try await database.read { try list.counts(since: noon, in: shop, on: $0) }
            #expect(counts == MessageStateCounts(counts: [.ready: 57, .refused: 3], isCut: false))
            let cut = try await database.read { try list.counts(since: noon, searching: 10, in: shop, on: $0) }
            #expect(cut == MessageStateCounts(counts: [.ready: 10], isCut: true))
        }
    }
}

import Engine
import Testing
import Values

@testable import Storage

@Suite("List of people")
struct PeopleListTests {
    private let list = PeopleList()

    @Test("people come newest seen first, each once, page by page and back", arguments: TestDatabase.reachable)
    func paging(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = Shop(database: database)
            // Several within one stretch of five minutes, two of them at one moment.
            let seconds: [Int64] = [0, 1, 1, 200, 299, 300, 301, 4000, 9000]
            try await store.apply { batch in
                batch.profiles = seconds.enumerated().map { .seen("p\($0)", at: noon + .seconds($1)) }
                batch.movedProfiles = [MovedProfile(key: key("gone"), movedTo: key("p1"))]
            }
            try await store.apply { batch in batch.profiles = [.seen("p0", at: noon + .seconds(302))] }
            let pages = try await database.read { connection in
                try walk { try list.page($0, limit: 3, in: shop, on: connection) }
            }
            #expect(pages.there.map(\.count) == [3, 3, 3])
            let order = pages.there.joined().map(\.name)
            #expect(order.prefix(7).compactMap { $0 } == ["p8", "p7", "p0", "p6", "p5", "p4", "p3"])
            #expect(Set(order.suffix(2)) == ["p1", "p2"])
            #expect(pages.back == Array(pages.there.dropLast()))
            let count = try await database.read { try list.count(in: shop, on: $0) }
            #expect(count == 9)
        }
    }

    @Test(
        "a person is found by the beginning of address or name, or by a whole identifier",
        arguments: TestDatabase.reachable)
    func searching(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = Shop(database: database)
            _ = try await store.store([.sample(of: "ana", message: "a"), .sample(of: "User-77", message: "b")])
            try await store.apply { batch in
                batch.profiles = [
                    .seen("ana", at: noon, display: "Zoë Moreau"),
                    .seen("User-77", at: noon + .hours(1), display: "Ana Smith"),
                    .seen("bo", at: noon + .hours(2)),
                ]
            }
            let cases: [(text: String, found: [String])] = [
                ("ana", ["User-77", "ana"]), ("ANA@", ["ana"]), ("zoë m", ["ana"]), ("User-77", ["User-77"]),
                ("%", []), ("", []), ("bo@example.com", ["bo"]), ("o", []),
            ]
            for (text, found) in cases {
                let page = try await database.read { try list.search(text, limit: 10, in: shop, on: $0) }
                #expect(page.rows.map(\.key) == found.map(key), "\(text)")
            }
            let pages = try await database.read { connection in
                try walk { try list.search("ana", at: $0, limit: 1, in: shop, on: connection) }
            }
            #expect(pages.there.map { $0.map(\.key) } == [[key("User-77")], [key("ana")]])
            #expect(pages.back == [pages.there[0]])
        }
    }
}

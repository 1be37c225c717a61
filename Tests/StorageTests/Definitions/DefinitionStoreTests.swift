import Engine
import Testing
import Values

@testable import Storage

@Suite("Definitions")
struct DefinitionStoreTests {
    private let store = DefinitionStore()

    @Test("every change counts the version up, and what changes nothing does not", arguments: TestDatabase.reachable)
    func versions(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            try await database.write(lane: .jobs) { connection in
                func version() throws -> Int64 { try store.currentVersion(in: shop, on: connection) }
                func save(_ text: String) throws -> Int64 {
                    try store.save(
                        flow: 7, name: "Welcome", text: text, author: "ana", now: noon, in: shop, on: connection)
                }
                #expect(try version() == 0)
                #expect(try save("steps: []") == 1)
                #expect(try save("steps: []") == 1)
                #expect(try save("steps: [a]") == 2)
                #expect(try version() == 2)
                #expect(try store.set(flow: 7, to: .live, liveVersion: 2, in: shop, on: connection))
                #expect(try !store.set(flow: 8, to: .live, liveVersion: 1, in: shop, on: connection))
                try store.set("sending", to: "{}", now: noon, in: shop, on: connection)
                #expect(try version() == 4)
                #expect(try store.currentVersion(in: WorkspaceScope(WorkspaceID(rawValue: 2)), on: connection) == 0)
                let flow = StoredFlow(id: 7, name: "Welcome", state: .live, liveVersion: 2)
                #expect(try store.flows(in: shop, on: connection) == [flow])
                #expect(try store.flowVersions(in: shop, on: connection).map(\.text) == ["steps: []", "steps: [a]"])
                #expect(try store.settings(in: shop, on: connection) == ["sending": "{}"])
            }
        }
    }

    @Test(
        "changes of a flow are told newest first, and a version keeps when it went live first",
        arguments: TestDatabase.reachable)
    func history(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            try await database.write(lane: .jobs) { connection in
                for text in ["one", "two"] {
                    try store.save(flow: 7, name: "W", text: text, author: "ana", now: noon, in: shop, on: connection)
                }
                let changes = [
                    StoredFlowChange(.published, version: 1, author: "ana", at: noon),
                    StoredFlowChange(.paused, version: 1, author: "ben", at: noon + .hours(1)),
                    StoredFlowChange(.published, version: 1, author: "ana", at: noon + .hours(2)),
                ]
                for change in changes + changes { try store.note(change, of: 7, in: shop, on: connection) }
                #expect(try store.changes(of: 7, in: shop, on: connection) == changes.reversed())
                #expect(try store.changes(of: 8, in: shop, on: connection).isEmpty)
                #expect(try store.flowVersions(in: shop, on: connection).map(\.publishedAt) == [noon, nil])
                #expect(try store.dropDrafts(of: 7, in: shop, on: connection) == 1)
            }
        }
    }

    @Test(
        "a draft that nobody went through can be dropped, and never what is or was live",
        arguments: TestDatabase.reachable)
    func dropping(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = store
            try await database.write(lane: .jobs) { connection in
                func save(_ text: String, flow: Int64 = 7) throws {
                    try store.save(
                        flow: flow, name: "Welcome", text: text, author: "ana", now: noon, in: shop, on: connection)
                }
                func texts() throws -> [String] { try store.flowVersions(in: shop, on: connection).map(\.text) }
                for text in ["one", "two", "three", "four"] { try save(text) }
                try store.set(flow: 7, to: .live, liveVersion: 2, in: shop, on: connection)
                // Version 3 was live for a while, until somebody went back to 2.
                let place = JourneyPlace(flow: 7, version: 3, position: 0)
                try JourneyPlaces().add([place: 1], workspace: shop.id, on: connection)
                try JourneyPlaces().add([place: -1], workspace: shop.id, on: connection)
                let before = try store.currentVersion(in: shop, on: connection)
                #expect(try store.dropDrafts(of: 7, in: shop, on: connection) == 1)
                #expect(try texts() == ["one", "two", "three"])
                #expect(try store.currentVersion(in: shop, on: connection) == before + 1)
                #expect(try store.dropDrafts(of: 7, in: shop, on: connection) == 0)
                #expect(try store.flows(in: shop, on: connection).map(\.liveVersion) == [2])
                try save("never live", flow: 8)
                #expect(try store.dropDrafts(of: 8, in: shop, on: connection) == 1)
                #expect(try store.flows(in: shop, on: connection).map(\.id) == [7])
            }
        }
    }
}

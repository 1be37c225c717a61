import Engine
import Testing
import Values

@testable import Storage

@Suite("Held messages, in order")
struct HeldMessageListTests {
    private static func held(_ id: Int64, flow: Int64, due: Instant = noon, after minutes: Int64 = 0) -> Message {
        var message = Message.sample(id, state: .held, due: due)
        message.flow = flow
        message.createdAt = noon - .hours(1) + .minutes(minutes)
        return message
    }

    @Test(
        "they stand by moment, then by the order of their flows, then by how long they wait; pages go on where the last ended",
        arguments: TestDatabase.reachable)
    func ordered(kind: TestDatabase) async throws {
        try await kind.open { database in
            let messages = [
                Self.held(1, flow: 5, due: noon + .days(1)), Self.held(2, flow: 7), Self.held(3, flow: 5, after: 2),
                Self.held(4, flow: 5, after: 1), Self.held(5, flow: 9),
            ]
            try await database.write(lane: .engine) { try MessageRow.insert(messages, in: shop, on: $0) }
            let list = HeldMessageList()
            try await database.read { connection in
                var found: [Int64] = []
                var next: Int? = 0
                while let skipping = next {
                    let page = try list.page(
                        order: [5, 9], skipping: skipping, limit: 2, in: shop, on: connection)
                    found += page.rows.map(\.id)
                    next = page.next
                }
                #expect(found == [4, 3, 5, 2, 1])
                let own = try list.page(ofFlow: 5, skipping: 1, limit: 9, in: shop, on: connection)
                #expect(own.rows.map(\.id) == [3, 1])
                #expect(own.next == nil)
            }
        }
    }
}

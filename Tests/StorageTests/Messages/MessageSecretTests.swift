import Engine
import Testing
import Values

@testable import Storage

@Suite("What messages with a secret were made of")
struct MessageSecretTests {
    private static let context = #"{"secret":true,"trigger":{"reset_url":"https://shop.example/K3Y"}}"#

    private static func secret(
        _ id: Int64, _ purpose: Message.Purpose = .transactional, expires: Instant = noon + .days(1)
    ) -> Message {
        var message = Message.sample(id, purpose: purpose, expires: expires)
        message.context = context
        return message
    }

    private func contexts(_ database: any Database) async throws -> [Int64: String] {
        try await database.read { connection in
            Dictionary(
                uniqueKeysWithValues: try connection.all("SELECT id, context FROM messages") {
                    ($0.int(0), $0.text(1))
                })
        }
    }

    @Test(
        "lasts through a crash and a refusal for now, so that they can go again; then it is forgotten",
        arguments: TestDatabase.reachable)
    func again(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = MessageStore()
            try await database.write(lane: .engine) { connection in
                try MessageRow.insert([Self.secret(1), .sample(2, purpose: .transactional)], in: shop, on: connection)
                _ = try store.commitSending([1, 2], under: [], now: noon, in: shop, on: connection)
                #expect(try store.recoverSending(in: BucketRange.all, now: noon, on: connection).again == [1, 2])
                _ = try store.commitSending([1, 2], under: [], now: noon, in: shop, on: connection)
                try store.record(
                    [DeliveryOutcome(message: 1, result: .retry(at: noon, "busy"))], now: noon, on: connection)
            }
            #expect(try await contexts(database)[1] == Self.context)
            try await database.write(lane: .engine) { connection in
                _ = try store.commitSending([1], under: [], now: noon, in: shop, on: connection)
                try store.record(
                    [1, 2].map { DeliveryOutcome(message: $0, result: .sent) }, now: noon, on: connection)
            }
            // Of a message without a secret everything stays.
            #expect(try await contexts(database) == [1: Message.forgottenContext, 2: #"{"profile":{}}"#])
        }
    }

    @Test("is forgotten however they end", arguments: TestDatabase.reachable)
    func ends(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = MessageStore()
            try await database.write(lane: .engine) { connection in
                try MessageRow.insert(
                    [
                        Self.secret(1), Self.secret(2), Self.secret(3, expires: noon), Self.secret(4, .marketing),
                        Self.secret(5),
                    ], in: shop, on: connection)
                _ = try store.commitSending([1, 2, 3, 4], under: [], now: noon, in: shop, on: connection)
                try store.record(
                    [
                        DeliveryOutcome(message: 1, result: .failed("no")),
                        DeliveryOutcome(message: 2, result: .bounced("gone")),
                    ], now: noon, on: connection)
                _ = try store.recoverSending(in: BucketRange.all, now: noon, on: connection)
                try MessageRow.change(
                    [MessageChange(id: 5, profile: key("ana"), state: .refused, reason: "no", dueAt: noon)],
                    on: connection)
            }
            let found = try await contexts(database)
            #expect(found.count == 5 && found.values.allSatisfy { $0 == Message.forgottenContext }, "\(found)")
        }
    }
}

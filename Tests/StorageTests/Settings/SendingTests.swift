import Engine
import Testing
import Values

@testable import Storage

@Suite("Sending in storage")
struct SendingTests {
    private func body(_ message: Int64, by provider: String) -> MessageBody {
        MessageBody(
            message: message, storedAt: noon, provider: provider, response: "", subject: "Hello", html: "", plain: "",
            mime: nil, links: "[]")
    }

    private func message(_ id: Int64, _ state: Message.State) -> Message {
        Message(
            id: id, profile: key("ana"), flow: 1, flowVersion: 1, step: "s", journey: 1, channel: .email,
            purpose: .marketing, address: "ana@example.com", state: state, createdAt: noon, dueAt: noon,
            expiresAt: noon + .days(3), context: "{}")
    }

    private func store(_ messages: [Message], _ bodies: [MessageBody], on connection: any Connection) throws {
        try MessageRow.insert(messages, in: shop, on: connection)
        try MessageStore().keep(bodies, on: connection)
    }

    @Test(
        "what waits and what the outbox kept is counted, and what left is neither", arguments: TestDatabase.reachable)
    func counts(kind: TestDatabase) async throws {
        try await kind.open { database in
            let counts = try await database.write(lane: .jobs) { connection in
                try store(
                    [
                        message(1, .held), message(2, .ready), message(3, .sent), message(4, .sent),
                        message(5, .refused),
                    ],
                    [body(3, by: "outbox"), body(4, by: "smtp")], on: connection)
                return try SendingCounts.read(in: shop, on: connection)
            }
            #expect(counts == SendingCounts(waiting: 2, inOutbox: 1))
        }
    }

    @Test(
        "a shop of an earlier release that sent through a mail server goes on sending, one that did not stays silent",
        arguments: TestDatabase.reachable)
    func upgrade(kind: TestDatabase) async throws {
        for provider in ["smtp", "outbox"] {
            try await kind.open { database in
                let settings = try await database.write(lane: .jobs) { connection in
                    try store([message(1, .sent)], [body(1, by: provider)], on: connection)
                    let earlier = #"{"v":1,"zone":"Europe/Berlin","shop_name":"Juniper"}"#
                    try DefinitionStore().set("workspace", to: earlier, now: noon, in: shop, on: connection)
                    try connection.execute("DROP INDEX message_bodies_outbox")
                    for statement in SendingTables.statements(connection.dialect) {
                        try connection.executeScript(statement)
                    }
                    let stored = try DefinitionStore().setting("workspace", in: shop, on: connection)
                    return WorkspaceSettings(document: stored ?? "")
                }
                #expect(settings.sending == (provider == "smtp"))
                #expect(settings.shopName == "Juniper" && settings.zone.identifier == "Europe/Berlin")
            }
        }
    }
}

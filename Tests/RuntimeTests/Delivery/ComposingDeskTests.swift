import Channels
import Engine
import Testing
import Values

@testable import Runtime

@Suite("Composing ahead")
struct ComposingDeskTests {
    private static let flow = """
        flow: thanks
        name: Thanks
        purpose: transactional
        trigger: Order Completed
        steps:
          - send: email
            id: thanks
            subject: Thanks from {{ shop.name }}
            body: <p>Thanks</p>
        """

    private func definitions(_ version: Int64, shop: String) throws -> Definitions {
        var settings = WorkspaceSettings()
        settings.shopName = shop
        settings.senderAddress = "hello@shop.example"
        return Definitions(
            version: version, settings: settings, flows: [try FlowFile.read(Self.flow, version: 1)])
    }

    private func message(_ id: Int64) -> Message {
        let now = SystemClock.real.now()
        return Message(
            id: id, profile: ProfileKey(rawValue: id), flow: Flow.id(slug: "thanks"), flowVersion: 1, step: "thanks",
            journey: 1, channel: .email, purpose: .transactional, address: "ana@example.com", state: .ready,
            createdAt: now, dueAt: now, expiresAt: now + .days(3), context: "{}")
    }

    private func desk() throws -> ComposingDesk {
        let keys = try TrackingKeys(current: 1, keys: [1: Array(repeating: 7, count: 32)])
        return ComposingDesk(
            composer: EmailComposer(
                links: TrackingLinks(base: "https://mail.shop.example", keys: keys), templates: TemplateStore()),
            clock: .real)
    }

    @Test("a message says what is true when it goes, though it was composed before that changed")
    func changedMeanwhile() async throws {
        let (old, new) = (try definitions(1, shop: "Old Shop"), try definitions(2, shop: "New Shop"))
        let desk = try desk()
        desk.expect([message(1), message(2)], definitions: old)
        try await Task.sleep(for: .milliseconds(200))
        let first = try #require(await desk.compose([message(1)], definitions: old)[1]).get()
        let second = try #require(await desk.compose([message(2)], definitions: new)[2]).get()
        #expect(first.body.subject == "Thanks from Old Shop")
        #expect(second.body.subject == "Thanks from New Shop")
    }

    @Test("every message asked for is composed once, expected or not, also more of them than are kept ready")
    func all() async throws {
        let definitions = try definitions(1, shop: "Shop")
        let desk = try desk()
        let messages = (1...300).map { message(Int64($0)) }
        desk.expect(messages, definitions: definitions)
        let composed = await desk.compose(messages, definitions: definitions)
        #expect(composed.count == 300)
        for (id, result) in composed { #expect(try result.get().body.message == id) }
    }
}

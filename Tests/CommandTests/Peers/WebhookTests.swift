import Foundation
import Testing
import Values

extension ProgramTests.PeerTests {
    @Test(
        "a receiver with the stock Standard Webhooks library takes the call, after its own refusal too, and the flow goes on with its answer",
        .needsPython)
    func stockReceiver() async throws {
        let server = try await RunningServer(options: ["--private-webhooks", "127.0.0.1"])
        let secret = try #require(try await server.command("webhooks", "secret")["secret"]?.string)
        let receiver = try await WebhookReceiver(secret: secret, refusals: 1)
        try await server.install(Self.flow(receiver.port), named: "vip")
        #expect(try await server.client().send("track", Self.order).status == 200)
        var shown: JSON = .null
        _ = await eventually(within: .seconds(60), every: .milliseconds(200)) {
            shown = (try? await server.command("profiles", "show", "ana")) ?? .null
            return shown["profile"]?["properties"]?["tier"]?["value"]?.string != nil
        }
        #expect(shown["profile"]?["properties"]?["tier"]?["value"]?.string == "gold", "\(shown.text.prefix(800))")
        let calls = try receiver.calls()
        #expect(calls.count == 2, "refused once, then taken: \(calls)")
        #expect(calls.allSatisfy { $0.isVerified && $0.body["total"] == 120 }, "\(calls)")
        #expect(Set(calls.map(\.id)).count == 1, "both tries carry one id: \(calls)")

        let tasks = try await server.command("tasks", "list")
        #expect(tasks.array?.compactMap { $0["title"]?.string } == ["Call Ana"])
        let task = try #require(tasks[0]?["task"]?.string)
        try await server.command("tasks", "done", task)
        #expect(try await server.command("tasks", "list").array?.isEmpty == true)
        let made = try await server.command("flows", "calls", "vip").array ?? []
        #expect(Set(made.compactMap { $0["kind"]?.string }) == ["webhook", "task", "audience", "alert"])
        #expect(
            made.allSatisfy { $0["kind"]?.string == "alert" || $0["state"]?.string == "done" }, "\(made.map(\.text))")
        let audiences = try await server.command("audiences", "list")
        #expect(audiences[0]?["audience"]?.string == "buyers" && audiences[0]?["members"]?.number?.integer == 1)
    }

    @Test("a flow cannot call into the network that the server stands in")
    func privateAddress() async throws {
        let server = try await RunningServer()
        try await server.install(Self.flow(9), named: "vip")
        #expect(try await server.client().send("track", Self.order).status == 200)
        var calls: [JSON] = []
        _ = await eventually(within: .seconds(20), every: .milliseconds(200)) {
            calls = (try? await server.command("flows", "calls", "vip").array) ?? []
            return calls.contains { $0["state"]?.string == "failed" }
        }
        let call = calls.first { $0["kind"]?.string == "webhook" }
        #expect(call?["state"]?.string == "failed" && call?["attempts"]?.number?.integer == 1)
        #expect(call?["reason"]?.string?.contains("own network") == true, "\(call?.text ?? "")")
    }

    private static let order: JSON = [
        "userId": "ana", "event": "Order Completed", "messageId": "order-1",
        "properties": ["order_id": "o1", "total": 120, "currency": "EUR"],
        "context": ["traits": ["email": "ana@example.com", "first_name": "Ana"]],
    ]

    private static func flow(_ port: Int) -> String {
        """
        flow: vip
        name: VIP
        purpose: transactional
        trigger: Order Completed
        while under way: another
        steps:
          - webhook: http://127.0.0.1:\(port)/vip
            id: erp
            body: {email: '{{ profile.email }}', total: trigger.total}
            answer: customer
            up to: 1 hour
            then:
              - update: {tier: answers.customer.tier}
          - task: Call Ana
            details: Order {{ trigger.order_id }}
          - alert: A big order
            details: '{{ trigger.total }}'
          - add to audience: buyers
        """
    }
}

import Foundation
import Testing
import Values

extension ProgramTests.PeerTests {
    @Test(
        "an alert reaches the staff's address and their chat, with a link that opens the customer; who runs the ads is told of the audience, signed",
        .needsPython)
    func alertReceived() async throws {
        let sink = try await MailSink()
        let server = try await RunningServer(options: ["--smtp", sink.url, "--private-webhooks", "127.0.0.1"])
        try await server.letMarketingGoAtAnyHour()
        try await server.command("settings", "alert_address=team@shop.example")
        try await server.startSending()
        let secret = try #require(try await server.command("webhooks", "secret")["secret"]?.string)
        let receiver = try await WebhookReceiver(secret: secret)
        let base = "http://127.0.0.1:\(receiver.port)"
        try await server.command("alerts", "chat", base + "/chat")
        try await server.command("audiences", "connect", "buyers", base + "/audience")
        try await server.install(Self.alerting, named: "big-order")
        let client = server.client()
        _ = try await client.send("identify", Shop.identify("ana", email: "ana@example.com", hasConsent: false))
        #expect(try await client.send("track", Shop.order("ana", "o1")).status == 200)
        let isTold = try await eventually(within: .seconds(30), every: .milliseconds(200)) {
            try sink.mails().contains { $0.to == "team@shop.example" } && receiver.calls().count == 2
        }
        let calls = try receiver.calls()
        #expect(isTold, "\(calls) \(server.log.suffix(500))")

        let mail = try #require(try sink.mails().first { $0.to == "team@shop.example" })
        #expect(mail.headers["subject"] == "A big order of Ana")
        #expect(mail.plain.contains("20 EUR") && mail.html.contains("20 EUR"))
        let link = try #require(mail.plain.firstMatch(of: /https?:\S+\/console\/customers\/\S+/).map { String($0.0) })
        #expect(calls.allSatisfy { $0.isVerified }, "\(calls)")
        let chat = try #require(calls.first { $0.path == "/chat" }?.body["text"]?.string)
        #expect(chat.contains("A big order of Ana") && chat.contains("20 EUR") && chat.hasSuffix(link), "\(chat)")
        let told = calls.first { $0.path == "/audience" }?.body
        #expect(told?["audience"] == "buyers" && told?["action"] == "add", "\(calls)")
        // The SHA-256 of ana@example.com, as the ad networks ask for it.
        let hash: JSON = "8e43ca37701228e74983efdbd0cff5c16b3b1e5d4e29a7c05626d4d25a018e11"
        #expect(told?["identifiers"]?["email_sha256"] == hash, "\(calls)")
        try await opens(link, at: server)
    }

    private func opens(_ link: String, at server: RunningServer) async throws {
        let client = server.client()
        let page = try await client.get(URL(string: link)?.path ?? "", cookie: try await client.enterConsole())
        #expect(page.status == 200 && page.text.contains("ana@example.com"), "\(link): \(page.status)")
    }

    private static let alerting = """
        flow: big-order
        name: Big order
        purpose: transactional
        trigger: Order Completed
        steps:
          - alert: A big order of {{ profile.first_name }}
            details: '{{ trigger.total }} {{ trigger.currency }}'
            to: [email, chat]
          - add to audience: buyers
        """
}

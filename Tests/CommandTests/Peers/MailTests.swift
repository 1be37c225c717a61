import Foundation
import Testing
import Values

extension ProgramTests.PeerTests {
    @Test("from consent to mail to click to unsubscribe, and nothing more after that", .needsPython)
    func wholeWay() async throws {
        let sink = try await MailSink()
        // One-click unsubscribing is for https alone (RFC 8058): as behind a shop's proxy.
        let server = try await RunningServer(options: ["--smtp", sink.url, "--url", "https://mail.shop.example"])
        try await server.letMarketingGoAtAnyHour()
        try await server.startSending()
        try await server.command("flows", "install", "welcome", "--live")
        try await server.install(try HurriedFlows.text("abandoned-cart"), named: "abandoned-cart")
        let client = server.client()
        let email = "ana@example.com"
        let hello = try await client.send("identify", Shop.identify("ana", email: email, hasConsent: true))
        #expect(hello.status == 200)

        let mail = try #require(try await self.mail(to: email, number: 1, in: sink))
        #expect(mail.headers["list-unsubscribe-post"] == "List-Unsubscribe=One-Click")
        #expect(mail.headers["subject"] == "Welcome, Ana")
        #expect(mail.plain.contains("Thank you for signing up") && mail.html.contains("Thank you for signing up"))
        let way = try #require(
            mail.headers["list-unsubscribe"]?.firstMatch(of: /<(http[^>]+\/u\/[^>]+)>/).map { String($0.1) },
            "\(mail.headers)")
        let pixel = try #require(mail.html.firstMatch(of: /http[^"]+\/o\/[^"]+/).map { String($0.0) })
        let link = try #require(mail.html.firstMatch(of: /http[^"]+\/c\/[^"]+/).map { String($0.0) })

        #expect(try await client.get(path(pixel)).headers["content-type"].first == "image/gif")
        let click = try await client.get(path(link))
        #expect(click.status == 302)
        #expect(click.headers["location"].first?.hasPrefix("https://shop.example/") == true)
        #expect(try await client.get(path(link.dropLast(4) + "abcd")).status == 404, "a forged link leads nowhere")
        #expect(try await shows("Email Clicked", email, server))
        #expect(try await shows("Email Opened", email, server))
        // Mail programs and scanners look at every link: looking changes nothing.
        #expect(try await client.get(path(way)).status == 200)
        #expect(try await consent(email, server) == "granted")

        let stop = try await client.post(path(way), form: "List-Unsubscribe=One-Click")
        #expect(stop.status == 200)
        let isWithdrawn = try await eventually(within: .seconds(10)) { try await consent(email, server) == "withdrawn" }
        #expect(isWithdrawn)
        #expect(try await client.send("track", Shop.checkout("ana", "c1")).status == 200)
        let books = try Books(sqlite: server.folder)
        try await Task.sleep(for: .seconds(4))
        #expect(try await books.drain(within: .seconds(20)))
        #expect(try sink.mails().count == 1, "nothing goes to who has said stop")
        let listed = try await server.command("messages", "list", "--to", email)
        #expect(
            listed.array?.filter { $0["state"]?.string == "clicked" || $0["state"]?.string == "sent" }.count == 1,
            "\(listed.text)")
    }

    @Test("a message that waits while its reader says stop is never sent", .needsPython)
    func stopWhileHeld() async throws {
        let sink = try await MailSink()
        let server = try await RunningServer(options: ["--smtp", sink.url])
        try await server.letMarketingGoAtAnyHour(perDay: 1)
        try await server.startSending()
        try await server.command("flows", "install", "welcome", "--live")
        try await server.install(try HurriedFlows.text("abandoned-cart"), named: "abandoned-cart")
        let client = server.client()
        _ = try await client.send("identify", Shop.identify("ana", email: "ana@example.com", hasConsent: true))
        let mail = try #require(try await self.mail(to: "ana@example.com", number: 1, in: sink))
        // The second message of the day is held until tomorrow.
        _ = try await client.send("track", Shop.checkout("ana", "c1"))
        let books = try Books(sqlite: server.folder)
        #expect(try await eventually(within: .seconds(15)) { try books.messages().contains { $0.state == .held } })
        let way = try #require(
            mail.headers["list-unsubscribe"]?.firstMatch(of: /<(http[^>]+\/u\/[^>]+)>/).map { String($0.1) })
        #expect(try await client.post(path(way), form: "List-Unsubscribe=One-Click").status == 200)
        let isRefused = try await eventually(within: .seconds(10)) {
            try books.messages().contains { $0.state == .refused && $0.reason.lowercased().contains("withdrawn") }
        }
        let states = try books.messages().map { "\($0.step) is \($0.state.map(\.name) ?? "?"): \($0.reason)" }
        #expect(isRefused, "\(states)")
        #expect(try sink.mails().count == 1)
    }

    @Test(
        "a recipient refused for now gets the mail later; one refused for good bounces and is left in peace",
        .needsPython)
    func refusals() async throws {
        let sink = try await MailSink()
        let server = try await RunningServer(options: ["--smtp", sink.url])
        try await server.letMarketingGoAtAnyHour()
        try await server.startSending()
        try await server.install(try HurriedFlows.text("order-confirmation"), named: "order-confirmation")
        let client = server.client()
        for name in ["busy", "gone"] {
            _ = try await client.send("identify", Shop.identify(name, email: name + "@example.com", hasConsent: false))
            #expect(try await client.send("track", Shop.order(name, "first-of-" + name)).status == 200)
        }
        let books = try Books(sqlite: server.folder)
        let state = { (address: String) in try books.messages().first { $0.address == address }?.state }
        #expect(try await eventually(within: .seconds(20)) { try state("gone@example.com") == .bounced })
        let isSuppressed = try await eventually(within: .seconds(10)) {
            try await server.command("profiles", "show", "gone")["profile"]?["suppressed"]?.array?.isEmpty == false
        }
        #expect(isSuppressed)
        #expect(try await client.send("track", Shop.order("gone", "second")).status == 200)
        #expect(try await eventually(within: .seconds(10)) { try books.messages().contains { $0.state == .refused } })
        #expect(sink.attempts(to: "gone@example.com") == 1)

        #expect(sink.attempts(to: "busy@example.com") >= 1)
        let waiting = try #require(try books.messages().first { $0.address == "busy@example.com" })
        #expect(waiting.reason.contains("4.3.0") || waiting.state == .sent, "\(waiting)")
        let isSent = try await eventually(within: .seconds(100)) { try state("busy@example.com") == .sent }
        #expect(isSent, "tried \(sink.attempts(to: "busy@example.com")) times")
        #expect(try sink.mails().filter { $0.to == "busy@example.com" }.count == 1)

        // The log says what happened to each, and to nobody's full address.
        let refusals = server.log.split(separator: "\n").filter { $0.contains("e-mail refused") }
        for status in ["550 5.1.1", "451 4.3.0"] {
            #expect(refusals.contains { $0.contains(status) }, "\(status) in \(refusals)")
        }
        #expect(!refusals.contains { $0.contains("gone@") || $0.contains("busy@") }, "\(refusals)")
    }

    private func mail(to address: String, number: Int, in sink: MailSink) async throws -> MailSink.Mail? {
        var found: [MailSink.Mail] = []
        _ = try await eventually(within: .seconds(20), every: .milliseconds(100)) {
            found = try sink.mails().filter { $0.to == address }
            return found.count >= number
        }
        return found.count >= number ? found[number - 1] : nil
    }

    private func path(_ url: some StringProtocol) -> String { URL(string: String(url))?.path ?? "" }

    private func consent(_ who: String, _ server: RunningServer) async throws -> String? {
        try await server.command("profiles", "show", who)["profile"]?["consents"]?[0]?["status"]?.string
    }

    private func shows(_ event: String, _ who: String, _ server: RunningServer) async throws -> Bool {
        try await eventually(within: .seconds(10), every: .milliseconds(200)) {
            try await server.command("profiles", "show", who)["events"]?.array?.contains {
                $0["event"]?.string == event
            } == true
        }
    }
}

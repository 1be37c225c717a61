import Foundation
import Testing
import Values

extension ProgramTests.PeerTests {
    private func order(_ names: [String], on server: RunningServer) async throws {
        let client = server.client()
        for name in names {
            _ = try await client.send("identify", Shop.identify(name, email: name + "@example.com", hasConsent: false))
            #expect(try await client.send("track", Shop.order(name, "first-of-" + name)).status == 200)
        }
    }

    private func confirming(_ smtp: String) async throws -> RunningServer {
        let server = try await RunningServer(options: ["--smtp", smtp])
        try await server.letMarketingGoAtAnyHour()
        try await server.command("flows", "install", "order-confirmation", "--live")
        return server
    }

    @Test("nothing leaves until sending is switched on, and then nothing that was made before", .needsPython)
    func switchedOn() async throws {
        let sink = try await MailSink()
        let server = try await confirming(sink.url)
        let books = try Books(sqlite: server.folder)
        try await order(["ana", "bo"], on: server)
        let isKept = try await eventually(within: .seconds(20)) {
            try books.messages().count { $0.state == .sent } == 2
        }
        #expect(isKept && sink.attempts(to: "ana@example.com") == 0)
        func sending() async throws -> JSON? {
            let options = ["--data", server.folder.path, "--json", "--smtp", sink.url]
            let findings = try await Program.run(["doctor"] + options).json().array
            return findings?.first { $0["subject"]?.string == "Sending" }
        }
        let off = try #require(try await sending())
        #expect(off["grade"]?.string == "warning", "\(off.text)")
        #expect(off["finding"]?.string?.contains("0 messages wait, 2 went to the outbox") == true, "\(off.text)")

        try await server.startSending()
        try await order(["cy"], on: server)
        #expect(try await eventually(within: .seconds(20)) { try sink.mails().map(\.to) == ["cy@example.com"] })
        #expect(try await sending()?["grade"]?.string == "good")
        try await Task.sleep(for: .seconds(2))
        #expect(try sink.mails().count == 1, "what went to the outbox stays there")

        try await server.command("settings", "sending=off")
        try await order(["di"], on: server)
        #expect(try await eventually(within: .seconds(20)) { try books.messages().count { $0.state == .sent } == 4 })
        #expect(sink.attempts(to: "di@example.com") == 0)
    }

    @Test("where the first mail server cannot be reached the next one takes the mail, each message once", .needsPython)
    func nextServer() async throws {
        let sink = try await MailSink()
        // Nobody listens there: the connection is refused.
        let server = try await confirming("smtp://127.0.0.1:\(try FreePort.find()) \(sink.url)")
        try await server.startSending()
        let names = (1...12).map { "shopper-\($0)" }
        try await order(names, on: server)
        let all = names.map { $0 + "@example.com" }.sorted()
        let isThere = try await eventually(within: .seconds(60)) { try sink.mails().count >= all.count }
        #expect(isThere)
        #expect(try sink.mails().map(\.to).sorted() == all)
        let found = try await Program.run(
            ["doctor", "--data", server.folder.path, "--json", "--smtp", "smtp://127.0.0.1:1 \(sink.url)"])
        let mail = try found.json().array?.filter { $0["subject"]?.string == "Mail" }.map { $0["grade"]?.string }
        #expect(mail == ["bad", "good"], "\(found.output)")
    }

    @Test("a mail server is given no more messages a second than its rate", .needsPython)
    func rateKept() async throws {
        let sink = try await MailSink()
        let server = try await confirming(sink.url + "?rate=4")
        try await server.startSending()
        let names = (1...20).map { "shopper-\($0)" }
        try await order(names, on: server)
        #expect(try await eventually(within: .seconds(40)) { try sink.mails().count == names.count })
        let times = try sink.mails().map(\.at).sorted()
        // Four may go at once after a quiet time, and four in each second after it.
        for (first, last) in zip(times, times.dropFirst(12)) {
            #expect(last - first > 1.7, "thirteen messages within \(last - first) s")
        }
    }
}

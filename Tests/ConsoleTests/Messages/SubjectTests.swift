import Engine
import Hummingbird
import Runtime
import Testing
import Values

@testable import Console

/// Messages that policy refused, and what they are called.
@Suite struct SubjectTests {
    private static let flow = """
        flow: hello
        name: Hello
        trigger: Signed Up
        steps:
          - send: email
            id: hello
            subject: Hello {{ profile.first_name }}
            body: <p>Hello</p>
        """

    /// Ana has an address and never said yes; Bo has no address at all.
    private func refuse(_ console: TestConsole, _ browser: Browser) async throws {
        _ = try await console.system.flows.install(SubjectTests.flow, author: "test", live: true)
        let ana: JSON = ["userId": "ana", "traits": ["email": "ana@moreau.example", "first_name": "Ana"]]
        #expect(try await browser.send(ana, to: "identify", key: console.serverKey).status == .ok)
        for user in ["ana", "bo"] {
            let event: JSON = ["userId": .string(user), "event": "Signed Up"]
            #expect(try await browser.send(event, to: "track", key: console.serverKey).status == .ok)
        }
        try await console.settle()
    }

    @Test("a message that was never sent has the subject it would have had, or a dash, and never its template")
    func subjects() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            try await refuse(console, browser)
            let lines = try await Rooms(console.system).messages().listing.rows
            #expect(lines.map(\.state) == [.refused, .refused])
            #expect(Set(lines.map(\.subject)) == ["Hello Ana", nil])
            var pages = ["/console", "/console/messages"]
            pages += lines.flatMap { ["/console/messages/" + $0.id, "/console/customers/" + $0.customer] }
            for path in pages { #expect(try await !browser.get(path).text.contains("{{"), "\(path)") }
            let list = try await browser.get("/console/messages").text
            #expect(list.contains("Hello Ana") && list.contains("– (never written)"))
            #expect(list.contains("there is no email address") && list.contains("there is no consent for email"))
        }
    }

    @Test("the command line says the same")
    func commandLine() async throws {
        try await TestConsole.run { console, browser in
            try await refuse(console, browser)
            let listed = try await console.system.perform(.listMessages, [:]).array ?? []
            #expect(Set(listed.map { $0["subject"]?.string }) == ["Hello Ana", nil])
            // What it calls a message is what the console's address calls it.
            let id = try #require(listed.first?["id"]?.string)
            #expect(try await Rooms(console.system).message(id) != nil)
            let shown = try await console.system.perform(.showProfile, ["who": "ana"])
            #expect(shown["log"]?.array?.isEmpty == false && !shown.text.contains("{{"))
        }
    }
}

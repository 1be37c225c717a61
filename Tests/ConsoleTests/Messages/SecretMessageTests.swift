import Engine
import Foundation
import Hummingbird
import ReadyFlows
import Runtime
import Storage
import Testing
import Values

@testable import Console

@Suite("A message with a secret")
struct SecretMessageTests {
    private static let secret = "K3Y-7f41c9"

    /// Ana asks for a new password.
    private func ask(_ console: TestConsole, _ browser: Browser) async throws -> Message {
        let text = try #require(ReadyFlows.named("password-reset")).text
        _ = try await console.system.flows.install(text, author: "test", live: true)
        let ana: JSON = ["userId": "ana", "traits": ["email": "ana@moreau.example", "first_name": "Ana"]]
        #expect(try await browser.send(ana, to: "identify", key: console.serverKey).status == .ok)
        let event: JSON = [
            "userId": "ana", "event": "Password Reset Requested",
            "properties": ["reset_url": "https://shop.example/reset?t=\(Self.secret)", "valid_minutes": 30],
        ]
        #expect(try await browser.send(event, to: "track", key: console.serverKey).status == .ok)
        try await console.settle()
        let found = try await console.system.database.read { [console] in
            try MessageStore().newest(address: nil, limit: 5, in: console.system.scope, on: $0)
        }
        #expect(found.count == 1)
        return try #require(found.first)
    }

    @Test("is kept without it, and what it was made of is forgotten once it has gone")
    func kept() async throws {
        try await TestConsole.run { console, browser in
            let message = try await ask(console, browser)
            #expect(message.state == .sent && message.context == Message.forgottenContext)
            let rows = try await console.system.database.read { connection in
                try connection.all(
                    """
                    SELECT messages.context, messages.reason, subject, html, plain, links, mime
                    FROM messages JOIN message_bodies ON message_bodies.message_id = messages.id
                    """
                ) { row in (0..<6).map { row.text($0) } + [String(decoding: row.bytes(6), as: UTF8.self)] }
            }
            #expect(rows.count == 1)
            for text in rows.flatMap({ $0 }) { #expect(!text.contains(Self.secret), "\(text)") }
            let body = try #require(rows.first)
            #expect(body[3].contains("https://shop.example/•••") && !body[3].contains("/c/"))
            #expect(body[5] == "[]" && body[6].contains("Subject: Choose a new password"))
        }
    }

    @Test("makes sense in the console, which shows the secret on no page, and nor does the command line")
    func shown() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let message = try await ask(console, browser)
            let id = PublicID.message.text(message.id)
            let customer = PublicID.customer.text(message.profile.rawValue)
            let page = try await browser.get("/console/messages/" + id).text
            #expect(page.contains("Choose a new password") && page.contains("carries a secret"))
            let sheet = try await browser.get("/console/messages/\(id)/body").text
            #expect(sheet.contains("Hello Ana") && sheet.contains("https://shop.example/•••"))
            for path in [
                "/console", "/console/messages", "/console/messages/" + id, "/console/messages/\(id)?show=plain",
                "/console/messages/\(id)?show=source", "/console/messages/\(id)/body", "/console/customers/" + customer,
                "/console/customers/\(customer)?show=events", "/console/flows/password-reset",
            ] { #expect(try await !browser.get(path).text.contains(Self.secret), "\(path)") }
            let shown = try await console.system.perform(.showProfile, ["who": "ana"]).text
            #expect(shown.contains("https://shop.example/•••") && !shown.contains(Self.secret))
            let exported = try await console.system.database.read { [console] in
                try PersonalData.export(message.profile, in: console.system.scope, on: $0)
            }
            #expect(exported?.text.contains("https://shop.example/•••") == true)
            #expect(exported?.text.contains(Self.secret) == false)
        }
    }
}

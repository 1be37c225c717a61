import Channels
import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("A message with a secret is composed")
struct SecretComposingTests {
    @Test("whole for its reader, its link untracked, and without the secret in the copy that is kept")
    func composed() async throws {
        try await withSystem { system in
            let installed = try await system.flows.install(
                """
                flow: reset
                name: Reset
                purpose: transactional
                trigger: Password Reset Requested
                steps:
                  - send: email
                    id: link
                    secret: true
                    subject: Your code {{ trigger.number }}
                    body: <p><a href="{{ trigger.way }}">Choose</a> {{ trigger.number }}</p>
                """, author: "test", live: true)
            let definitions = try await system.database.read { [system] in try system.definitions.upToDate(on: $0) }
            let flow = try #require(definitions.newest(installed.id))
            let now = system.clock.now()
            let message = Message(
                id: 7, profile: ProfileKey(rawValue: 1), flow: flow.id, flowVersion: flow.version, step: "link",
                journey: 1, channel: .email, purpose: .transactional, address: "ana@example.com", state: .ready,
                createdAt: now, dueAt: now, expiresAt: now + .days(1),
                context: #"{"secret":true,"trigger":{"number":481516,"way":"https://shop.example/K3Y"}}"#)
            let composed = try EmailComposer(links: system.trackingLinks, templates: TemplateStore())
                .compose(message, definitions: definitions, now: now)
            // Long lines are folded (RFC 2045, 6.7).
            let sent = String(decoding: composed.envelope.content, as: UTF8.self).replacing("=\r\n", with: "")
            #expect(sent.contains("481516") && sent.contains("https://shop.example/K3Y"))
            let kept = [
                composed.body.subject, composed.body.html, composed.body.plain, composed.body.links,
                String(decoding: composed.body.mime ?? [], as: UTF8.self),
            ]
            for text in kept { #expect(!text.contains("481516") && !text.contains("K3Y"), "\(text)") }
            #expect(composed.body.subject == "Your code •••" && composed.body.html.contains("https://shop.example/•••"))
        }
    }
}

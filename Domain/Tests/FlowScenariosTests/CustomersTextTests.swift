import Engine
import FlowScenarios
import Messages
import Simulation
import Testing
import Values

@Suite("What customers write")
struct CustomersTextTests {
    @Test("what a customer wrote is never read as a template, wherever it goes")
    func customersTextIsData() throws {
        let hostile = "{{ profile.email }}{% assign x = 1 %}{{ shop.name"
        let text = Proof.whole(
            """
            steps:
              - webhook: https://e.example/x
                headers: {X-Note: '{{ trigger.note }}'}
                body: {note: trigger.note, again: ['{{ trigger.note }}', profile.note], said: 'trigger.note'}
              - task: 'Read {{ trigger.note }}'
                details: '{{ profile.note }}'
              - alert: '{{ trigger.note }}'
                details: '{{ profile.note }}'
              - update: {kept: trigger.note}
              - emit: Noted
                with: {note: profile.kept}
              - send: email
                id: mail
                subject: 'On {{ profile.kept }}'
                body: '<p>{{ trigger.note }}</p>'

            """)
        let second =
            "flow: g\nname: G\ntrigger: Noted\nsteps:\n  - webhook: https://e.example/y\n    body: trigger.note\n"
        let flows = [try FlowFile.read(text, version: 1), try FlowFile.read(second, version: 1)]
        var world = World(
            definitions: Definitions(version: 1, flows: flows), now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
        let ana = [Identity(.user, "ana")!]
        try world.identify(
            [
                "email": "ana@example.com", "note": .string(hostile),
                "consents": ["email": ["status": "granted", "source": "form"]],
            ], by: ana)
        try world.track("Go", ["note": .string(hostile)], by: ana)
        let said = try world.store.effects.map { ($0.kind, try $0.rendered(settings: WorkspaceSettings())) }
        let calls = said.filter { $0.0 == .webhook }.map(\.1)
        #expect(calls.count == 2)
        let whole = JSON.string(hostile)
        #expect(calls.first?["headers"] == ["X-Note": whole])
        #expect(calls.first?["body"] == ["note": whole, "again": [whole, whole], "said": whole])
        #expect(calls.last?["body"] == whole)
        let task = try #require(said.first { $0.0 == .task }?.1)
        #expect(task["title"] == .string("Read " + hostile))
        #expect(task["details"] == whole)
        let alert = try #require(said.first { $0.0 == .alert }?.1)
        #expect(alert["title"] == whole)
        #expect(alert["details"] == whole)
        let message = try #require(world.messages.first { $0.step == "mail" })
        var templates = MessageTemplates()
        let email = try templates.render(
            message, of: flows[0], settings: WorkspaceSettings(), unsubscribeURL: "https://u")
        #expect(email.subject == "On " + hostile)
        #expect(email.html.contains("{{ profile.email }}{% assign x = 1 %}{{ shop.name"))
    }
}

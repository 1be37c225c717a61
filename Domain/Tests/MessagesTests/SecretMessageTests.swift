import Engine
import ReadyFlows
import Testing
import Values

@testable import Messages

@Suite("Messages with a secret")
struct SecretMessageTests {
    private static func send(_ more: String, body: String = "<p>{{ trigger.reset_url }}</p>") -> String {
        """
        flow: f
        name: F
        trigger: X
        steps:
          - send: email
            id: a
            subject: S
            body: '\(body)'
        \(more)
        """
    }

    @Test("a step says so in its file and its form, and keeps saying so when it is edited")
    func form() throws {
        let text = Self.send("    secret: true")
        #expect((try FlowFile.read(text).steps[0].kind as? SendStep)?.isSecret == true)
        #expect((try FlowFile.read(Self.send("")).steps[0].kind as? SendStep)?.isSecret == false)
        let draft = try FlowDraft(text)
        #expect(draft.text.contains("\n    secret: true\n"))
        #expect(throws: (any Error).self) { try FlowFile.read(Self.send("    secret: perhaps")) }
        #expect(throws: (any Error).self) { try FlowFile.read(Self.send("    secret: true", body: "{{ coupon }}")) }
        #expect((Samples.flow("password-reset").step(id: "link")?.kind as? SendStep)?.isSecret == true)
    }

    @Test("the copy shows where the link leads and nothing of the secret, whatever it is called")
    func copy() throws {
        let message = Samples.message(
            "password-reset", "link",
            [
                "secret": true, "profile": ["first_name": "Ana", "reset_token": "K3Y"],
                "trigger": ["reset_url": "https://shop.example/r?t=K3Y", "valid_minutes": 30, "word": "K3Y"],
            ])
        #expect(message.isSecret)
        var templates = MessageTemplates()
        let flow = Samples.flow("password-reset")
        let sent = try templates.render(message, of: flow, settings: Samples.settings, unsubscribeURL: nil)
        let kept = try templates.render(
            message.withoutSecrets, of: flow, settings: Samples.settings, unsubscribeURL: nil)
        #expect(sent.html.contains("https://shop.example/r?t=K3Y"))
        #expect(kept.html.contains("https://shop.example/•••") && kept.html.contains("Ana"))
        #expect(!message.withoutSecrets.context.contains("K3Y") && message.withoutSecrets.isSecret)
    }
}

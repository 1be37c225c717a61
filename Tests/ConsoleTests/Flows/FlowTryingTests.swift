import Engine
import Hummingbird
import HummingbirdTesting
import Runtime
import Testing
import Values

@testable import Console

@Suite("Trying a draft out")
struct FlowTryingTests {
    private static let text = """
        flow: thanks
        name: Thanks
        purpose: transactional
        trigger: Order Completed
        when: 'trigger.total > 10'
        steps:
          - send: email
            id: first
            subject: Order {{ trigger.order_id }} for {{ profile.name }}
            body: <p>Hi</p>
          - wait: 1 day
          - send: email
            id: second
            subject: How was it?
            body: <p>Hi</p>
        """

    private func editor(_ console: TestConsole, _ browser: Browser) async throws -> EditorReader {
        try await browser.enter()
        try await console.system.flows.saveDraft(Self.text, of: nil, author: "Mia")
        return try await EditorReader(browser, "thanks")
    }

    @Test("what a person would get is shown with their own data, and nothing of it is sent")
    func preview() async throws {
        try await TestConsole.run { console, browser in
            _ = try await console.messageSent(browser)
            let editor = try await editor(console, browser)
            try await editor.press("operation=preview", ["who": "ana@moreau.example"])
            #expect(editor.page.contains("for Ana Moreau") && editor.page.contains("How was it?"))
            try await editor.press("operation=set", ["v::when": "trigger.total > 100"])
            try await editor.press("operation=preview")
            #expect(editor.page.contains("Its condition does not hold (trigger.total &gt; 100)"))
            try await editor.press("operation=preview", ["who": "nobody@nowhere.example"])
            #expect(editor.page.contains("nobody@nowhere.example"))
            try await console.settle()
            let messages = try await console.system.perform(.listMessages, [:]).array ?? []
            #expect(messages.allSatisfy { $0["step"]?.string != "first" })
        }
    }

    @Test("a test is put together from a person's data or a sample, stored nowhere, and its faults are said")
    func test() async throws {
        try await TestConsole.run { console, browser in
            _ = try await console.messageSent(browser)
            let editor = try await editor(console, browser)
            let before = try await console.system.perform(.listMessages, [:]).array?.count
            for who in ["", "ana@moreau.example"] {
                try await editor.press("operation=send-test&step=0", ["who": who, "to": "mia@juniper.example"])
                #expect(editor.page.contains("no mail server is set up"))
            }
            try await editor.press("operation=send-test&step=0", ["to": "nowhere"])
            #expect(editor.page.contains("A test goes to an e-mail address"))
            try await editor.press("operation=send-test&step=0", ["to": "mia@juniper.example", "who": "stranger"])
            #expect(editor.page.contains("Nobody is known as “stranger”"))
            #expect(try await console.system.perform(.listMessages, [:]).array?.count == before)
        }
    }
}

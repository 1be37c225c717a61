import Channels
import Engine
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing
import Values

@testable import Console
@testable import Runtime

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
            #expect(editor.page.contains("for Ana Moreau") && editor.page.contains("<strong>How was it?</strong>"))
            let lines = editor.page.matches(of: /<strong>Send e-mail “How was it\?”<\/strong>/)
            #expect(lines.count == 1, "on the card alone: the message has a line of its own")
            #expect(editor.page.contains("Would be ") && !editor.page.contains(">Sent<"), "nothing is sent")
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

    /// Keeps what it is handed.
    private final class Post: EmailTransport {
        let envelopes = Mutex<[EmailEnvelope]>([])

        func send(_ envelope: EmailEnvelope) async -> EmailOutcome {
            envelopes.withLock { $0.append(envelope) }
            return .accepted(response: "OK")
        }
    }

    @Test("a test says that it is one, goes to whoever asked, follows nobody, and cannot unsubscribe anybody")
    func letter() async throws {
        try await TestConsole.run { console, browser in
            _ = try await console.messageSent(browser)
            let post = Post()
            let tests = TestMessages(flows: console.system.flows, transport: post)
            let text = Self.text.replacing("transactional", with: "marketing")
                .replacing("body: <p>Hi</p>", with: "body: <p>Hi <a href=\"https://juniper.example/a\">a</a></p>")
            let ana = try await console.system.profile(of: "ana@moreau.example")
            for profile in [ana, nil] {
                #expect(try await tests.send(text, step: "first", as: profile, to: "mia@juniper.example", by: "1"))
            }
            let letters = post.envelopes.withLock { $0 }
            #expect(letters.map(\.recipient.description) == ["mia@juniper.example", "mia@juniper.example"])
            let words = letters.map { String(decoding: $0.content, as: UTF8.self).replacing("=\r\n", with: "") }
            #expect(words[0].contains("Subject: [Test] Order ") && words[0].contains("for Ana Moreau"))
            #expect(words[1].contains("Subject: [Test] Order 1001 for"))
            for letter in words {
                #expect(letter.contains("https://juniper.example/a"))
                #expect(!letter.contains("List-Unsubscribe") && !letter.contains("/u/") && !letter.contains("/o/"))
            }
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

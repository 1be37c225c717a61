import Engine
import Runtime
import Testing
import Values

@testable import Console
@testable import Pages

@Suite("The settings of a flow")
struct FlowSettingsTests {
    private static let flow = """
        flow: careful
        name: Careful
        about: It has every setting
        topic: Carts
        priority: high
        at most: 2 per 7 days
        despite: recent buyers
        trigger:
          - event: Checkout Started
            where: trigger.value > 50
          - manual
        when: count("Order Completed") < 3
        only if: consents(email)
        goal: 'any("Order Completed", since: trigger)'
        exit:
          - 'any("Cart Emptied", since: trigger)'
          - 'any("Ticket Opened", since: trigger)'
        reentry: once per 30 days
        while under way: refresh
        one at a time per: cart
        steps:
          - note: nothing yet
        """

    /// The names and values of the card with the rules, in the order of the page.
    private func rules(of flow: String, _ browser: Browser) async throws -> String {
        let page = try await browser.get(Route.flow(flow, .settings)).text
        let start = try #require(page.firstRange(of: ">Rules<"))
        return String(page[start.upperBound...])
    }

    @Test("tell every key of the file, and what holds where one is left out")
    func whole() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.flows.install(FlowSettingsTests.flow, author: "Mia", live: true)
            let rules = try await rules(of: "careful", browser)
            for field in FlowFile.form where !["flow", "name", "about", "warning"].contains(field.name) {
                #expect(rules.contains("<dt>\(field.label)</dt>"), "\(field.name)")
            }
            for words in [
                "marketing", "en", "Carts", "high", "2 per 7 days", "recent buyers",
                "“Checkout Started”, where trigger.value &gt; 50", "Somebody starts it", "&lt; 3", "consents(email)",
                "Cart Emptied", "Ticket Opened", "once per 30 days", "refresh", "cart",
            ] {
                #expect(rules.contains(words), "\(words)")
            }
        }
    }

    @Test("of a flow that says little tell what holds by itself")
    func presets() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.flows.install(
                "flow: plain\nname: Plain\ntrigger: Order Completed\nsteps:\n  - note: nothing yet\n", author: "Mia",
                live: true)
            let rules = try await rules(of: "plain", browser)
            for words in ["no cap", "anybody", "normal", "always", "ignore", "person"] {
                #expect(rules.contains("<span>\(words)</span>"), "\(words)")
            }
            #expect(!rules.contains("<dt>Topic</dt>"))
        }
    }
}

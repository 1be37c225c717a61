import Engine
import Hummingbird
import Runtime
import Testing
import Values

@testable import Console
@testable import Pages

@Suite("A dry run over the store's own past, from the flow's page")
struct BacktestRoutesTests {
    private static let draft = """
        flow: thanks
        name: Thanks
        trigger: Order Completed
        reentry: always
        while under way: another
        steps:
          - wait: 1 hour
          - send: email
            id: thanks
            subject: Thank you
            body: <p>Thank you</p>
          - wait: 2 days
          - send: email
            id: again
            subject: Thank you again
            body: <p>Thank you</p>
        """

    @Test("a draft that was never live is played over what happened, and nothing goes out")
    func played() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let key = try #require(
                try await console.system.perform(.createKey, ["name": "test", "authority": "server"])["key"]?.string)
            let now = console.system.clock.now()
            for (name, days) in [("ana", 20), ("bo", 10), ("cy", 200)] as [(String, Int64)] {
                let at = (now - .days(days)).iso8601
                let granted: JSON = ["email": ["status": "granted", "source": "form", "at": .string(at)]]
                _ = try await browser.send(
                    [
                        "userId": .string(name), "timestamp": .string(at),
                        "traits": [
                            "email": .string("\(name)@example.com"), "first_name": .string(name), "consents": granted,
                        ],
                    ], to: "identify", key: key)
                _ = try await browser.send(
                    [
                        "userId": .string(name), "event": "Order Completed", "timestamp": .string(at),
                        "properties": ["order_id": .string(name), "total": 10],
                    ], to: "track", key: key)
            }
            #expect(
                try await eventually {
                    try await console.system.perform(.status, [:])["work_due"]?.number?.integer == 0
                })
            // The draft writes to whoever has just bought.
            _ = try await console.system.perform(.setSettings, ["exclusions": []])
            _ = try await console.system.flows.install(Self.draft, author: "Mia", live: false)
            let before = try await console.system.perform(.listMessages, [:]).array?.count
            #expect(try await browser.get(Route.flow("thanks", .backtest)).status == .ok)
            let begun = try await browser.post(Route.flow("thanks", .backtest), ["days": "90"])
            #expect(begun.location == Route.flow("thanks", .backtest))
            #expect(
                try await eventually {
                    if case .done = try await console.system.backtests.state(of: "thanks") { return true }
                    return false
                })
            guard case .done(let result) = try await console.system.backtests.state(of: "thanks") else { return }
            #expect(result.report.people == 3 && result.report.draft.journeys == 2, "\(result.json.text)")
            #expect(result.report.draft.messages == 4 && result.report.draft.peopleWritten == 2)
            let page = try await browser.get(Route.flow("thanks", .backtest)).text
            let caveat = try #require(result.caveats.first)
            #expect(page.contains("ana") && page.contains(caveat.prefix(20)))
            let person = PublicID.customer.text(try #require(result.sampled.first).rawValue)
            let path = try await browser.get(Route.backtestPath(person, of: "thanks"))
            #expect(path.status == .ok && path.text.contains("Order Completed"))
            try await asked(console, browser)
            #expect(try await console.system.perform(.listMessages, [:]).array?.count == before, "nothing went out")
            #expect(try await console.system.profile(of: "ana")?.journeys.isEmpty == true, "nothing was stored")
        }
    }

    /// The way of somebody whom the report does not name, and the messages of one step by day.
    private func asked(_ console: TestConsole, _ browser: Browser) async throws {
        let page = Route.flow("thanks", .backtest)
        let cy = try #require(try await console.system.profile(of: "cy")).key
        let way = Route.backtestPath(PublicID.customer.text(cy.rawValue), of: "thanks")
        for who in ["cy%40example.com", "cy", PublicID.customer.text(cy.rawValue)] {
            let found = try await browser.get(page + "?who=" + who)
            #expect(found.status == .seeOther && found.location == way, "\(who)")
        }
        #expect(try await browser.get(way).status == .ok)
        let unknown = try await browser.get(page + "?who=zoe%40example.com").text
        #expect(unknown.contains("Nobody is known as “zoe@example.com”"))
        for (query, total, isChosen) in [("", 4, false), ("?step=again", 2, true), ("?step=nothing", 4, false)] {
            let text = try await browser.get(page + query).text
            #expect(text.contains("Messages a day: \(total) in all"), "\(query)")
            #expect(text.contains("<option value=\"again\" selected>") == isChosen, "\(query)")
        }
    }

    private static let rescue = """
        flow: rescue
        name: Rescue
        purpose: transactional
        trigger: Checkout Started
        steps:
          - coupon: rescue
            codes: generated
            takes off: 10%
            then:
              - send: email
                id: offer
                subject: A code for you
                body: <p>{{ coupon }}</p>
        """

    @Test("the discount that people would have been given who bought anyway stands on the page, by what the step says")
    func discount() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let key = try #require(
                try await console.system.perform(.createKey, ["name": "test", "authority": "server"])["key"]?.string)
            let noon = JSON.string((console.system.clock.now() - .days(20)).iso8601)
            let granted: JSON = ["email": ["status": "granted", "source": "form", "at": noon]]
            _ = try await browser.send(
                ["userId": "ana", "timestamp": noon, "traits": ["email": "ana@example.com", "consents": granted]],
                to: "identify", key: key)
            for (event, days) in [("Checkout Started", 19), ("Order Completed", 17)] as [(String, Int64)] {
                _ = try await browser.send(
                    [
                        "userId": "ana", "event": .string(event),
                        "timestamp": .string((console.system.clock.now() - .days(days)).iso8601),
                        "properties": ["checkout_id": "c1", "order_id": "o1", "total": 80, "currency": "EUR"],
                    ], to: "track", key: key)
            }
            #expect(
                try await eventually {
                    try await console.system.perform(.status, [:])["work_due"]?.number?.integer == 0
                })
            _ = try await console.system.flows.install(Self.rescue, author: "Mia", live: false)
            _ = try await browser.get(Route.flow("rescue", .backtest))
            _ = try await browser.post(Route.flow("rescue", .backtest), ["days": "90"])
            #expect(
                try await eventually {
                    if case .done = try await console.system.backtests.state(of: "rescue") { return true }
                    return false
                })
            guard case .done(let result) = try await console.system.backtests.state(of: "rescue") else { return }
            #expect(result.report.draft.boughtAnyway.discounts == ["EUR": Number(8)], "\(result.json.text)")
            let page = try await browser.get(Route.flow("rescue", .backtest)).text
            #expect(page.contains("Discount given away") && page.contains("€8"))
        }
    }

    @Test("a stretch that is too long, or of nothing, is refused with a reason", arguments: ["0", "367"])
    func refused(days: String) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.flows.install(Self.draft, author: "Mia", live: false)
            _ = try await browser.get(Route.flow("thanks", .backtest))
            _ = try await browser.post(Route.flow("thanks", .backtest), ["days": days])
            #expect(
                try await eventually {
                    if case .failed(let reason) = try await console.system.backtests.state(of: "thanks") {
                        return reason.contains("1 to 366 days")
                    }
                    return false
                })
            #expect(try await browser.get(Route.flow("thanks", .backtest)).text.contains("1 to 366 days"))
        }
    }

    private func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<500 {
            if try await isSo() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}

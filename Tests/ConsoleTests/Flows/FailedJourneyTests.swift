import Engine
import Runtime
import Testing
import Values

@testable import Console
@testable import Pages

@Suite("Journeys that failed, and trying them again")
struct FailedJourneyTests {
    private func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<500 {
            if try await isSo() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// Bo, of whom no address is known, comes into a flow of these steps.
    private func enter(
        _ slug: String, _ steps: String, _ console: TestConsole, _ browser: Browser
    ) async throws {
        let head = "flow: \(slug)\nname: \(slug)\npurpose: transactional\ntrigger: Came to \(slug)\nsteps:\n"
        _ = try await console.system.flows.install(head + steps, author: "Mia", live: true)
        let event: JSON = ["userId": "bo", "event": .string("Came to \(slug)")]
        #expect(try await browser.send(event, to: "track", key: console.serverKey).status == .ok)
        try await console.settle()
    }

    private static let endings: [(slug: String, steps: String, state: JourneyState)] = [
        ("refused", "  - send: email\n    on error: stop\n    subject: A\n    body: <p>A</p>\n", .failed),
        ("empty", "  - coupon: nothing-there\n    on error: stop\n", .failed),
        ("ended", "  - end: 'payment failed: call them'\n", .finished),
        ("through", "  - note: 'it failed: so it goes'\n", .finished),
    ]

    @Test(
        "a journey that ended with what its step could not do is failed, whatever words its end has", arguments: endings
    )
    func ending(slug: String, steps: String, state: JourneyState) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            try await enter(slug, steps, console, browser)
            let isOver = try await eventually {
                try await Rooms(console.system).journeys(of: slug)?.rows.first.map { $0.state != .underWay } == true
            }
            #expect(isOver)
            let id = try #require(try await Rooms(console.system).journeys(of: slug)?.rows.first?.id)
            let failed = try await browser.get(Route.flow(slug, .journeys) + "?state=failed").text
            #expect(failed.contains(id) == (state == .failed))
            let run = try #require(try await Rooms(console.system).journey(JourneyID(text: id)!, in: slug)).run
            #expect(run.state == state, "\(run.ended ?? "")")
        }
    }

    /// Presses *Try again* on the page of Bo's journey.
    private func retry(_ slug: String, _ console: TestConsole, _ browser: Browser) async throws {
        let row = try #require(try await Rooms(console.system).journeys(of: slug)?.rows.first)
        let address = Route.journey(row.id, of: slug, .retry)
        #expect(try await browser.get(Route.journey(row.id, of: slug)).text.contains("action=\"\(address)\""))
        let pressed = try await browser.post(address)
        #expect(pressed.location == Route.journey(row.id, of: slug) + "?done=retry")
    }

    @Test("a message that was refused is tried again from the journey's page, and goes once nothing is against it")
    func retryingMessage() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            try await enter(
                "hello", "  - send: email\n    on error: retry\n    subject: A\n    body: <p>A</p>\n", console, browser)
            let traits: JSON = ["userId": "bo", "traits": ["email": "bo@example.com"]]
            #expect(try await browser.send(traits, to: "identify", key: console.serverKey).status == .ok)
            try await console.settle()
            let before = try await Rooms(console.system).messages().listing.rows
            #expect(before.map(\.state) == [.refused])
            try await retry("hello", console, browser)
            let isSent = try await eventually {
                try await Rooms(console.system).messages().listing.rows.map(\.state).contains(.sent)
            }
            #expect(isSent)
            let row = try #require(try await Rooms(console.system).journeys(of: "hello")?.rows.first)
            #expect(row.state == .finished)
            let page = try await browser.get(Route.journey(row.id, of: "hello")).text
            #expect(page.contains("Tried again by Mia"))
            // Nothing waits to be tried any more.
            let again = try await browser.post(Route.journey(row.id, of: "hello", .retry))
            #expect(again.status == .conflict)
        }
    }

    @Test("a code that could not be given is asked for again from the journey's page")
    func retryingCode() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            try await enter("gift", "  - coupon: spring\n    on error: retry\n  - wait: 3 days\n", console, browser)
            _ = try await console.system.addCoupons(["SPRING-1"], to: "spring")
            try await retry("gift", console, browser)
            let isGiven = try await eventually {
                try await Rooms(console.system).couponPool("spring")?.rows.map(\.assignment.code) == ["SPRING-1"]
            }
            #expect(isGiven)
            let goesOn = try await eventually {
                try await Rooms(console.system).journeys(of: "gift")?.rows.first?.step == "wait-1"
            }
            #expect(goesOn)
        }
    }

    @Test("a call that was given up is tried again from the list of calls; what is no such call is not found")
    func retryingCall() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            // Nobody calls its own network.
            try await enter("call", "  - webhook: http://127.0.0.1/vip\n  - wait: 3 days\n", console, browser)
            func calls() async throws -> [CallPage.Row] {
                try await Rooms(console.system).calls(of: "call")?.rows ?? []
            }
            let isGivenUp = try await eventually { try await calls().map(\.effect.state) == [.failed] }
            #expect(isGivenUp)
            let call = try #require(try await calls().first).effect
            let address = Route.callRetry(String(call.request.effectID), of: "call")
            let list = try await browser.get(Route.flow("call", .calls)).text
            #expect(list.contains("action=\"\(address)\""))
            let pressed = try await browser.post(address)
            #expect(pressed.location == Route.flow("call", .calls) + "?said=retried")
            let isTriedAgain = try await eventually {
                try await calls().map(\.effect.attempts) == [call.attempts + 1]
            }
            #expect(isTriedAgain)
            #expect(try await browser.post(Route.callRetry("12", of: "call")).status == .notFound)
        }
    }
}

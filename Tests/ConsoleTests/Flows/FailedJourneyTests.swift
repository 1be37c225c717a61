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
}

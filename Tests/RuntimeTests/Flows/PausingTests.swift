import Engine
import Testing
import Values

@testable import Runtime

@Suite("Pausing a flow that runs")
struct PausingTests {
    private static let flow = """
        flow: thanks
        name: Thanks
        purpose: transactional
        trigger: Order Completed
        steps:
          - wait: 1 second
          - send: email
            id: thanks
            subject: Thanks
            body: <p>Thanks</p>
        """

    private static func order() throws -> IncomingEvent {
        let now = SystemClock.real.now()
        let ana = try #require(Identity(.user, "ana"))
        return IncomingEvent(
            identity: ana, call: .track, name: "Order Completed", occurredAt: now, receivedAt: now, authority: .server,
            properties: Array(#"{"order_id":"1","email":"ana@example.com"}"#.utf8),
            envelope: Envelope(identities: [ana], messageID: "m1"))
    }

    @Test("what falls due meanwhile waits, and goes once when the flow is resumed")
    func overdue() async throws {
        try await withSystem { system in
            _ = try await system.flows.install(PausingTests.flow, author: "test", live: true)
            let order = try PausingTests.order()
            _ = await system.intake.store(source: "test", events: [order], rejected: [])
            #expect(try await eventually { try await system.profile(of: "ana")?.journeys.isEmpty == false })
            let paused = try await system.perform(.pauseFlow, ["flow": "thanks"])
            #expect(paused["state"]?.string == "paused")
            try await Task.sleep(for: .seconds(2))
            func messages() async throws -> [JSON] { try await system.perform(.listMessages, [:]).array ?? [] }
            #expect(try await messages().isEmpty)
            let customer = try #require(try await Rooms(system).customers().rows.first)
            let shown = try #require(try await Rooms(system).customer(customer.id))
            #expect(shown.journeys.map(\.flowName) == ["Thanks"] && shown.journeys[0].isPaused)
            let overview = try #require(try await Rooms(system).overview().flows.first)
            #expect(overview.isPaused && overview.steps.map(\.id) == ["thanks"] && overview.steps[0].count == 1)
            let page = try #require(try await Rooms(system).flow("thanks"))
            #expect(page.steps.map(\.standing) == [0, 1])
            #expect(page.steps.map(\.passed) == [1, 0])
            let resumed = try await system.perform(.resumeFlow, ["flow": "thanks"])
            #expect(resumed["state"]?.string == "live")
            #expect(try await eventually { try await messages().map { $0["state"]?.string } == ["sent"] })
            #expect(try await Rooms(system).flow("thanks")?.steps.map(\.passed) == [1, 1])
            for change in [AdminAction.pauseFlow, .resumeFlow, .resumeFlow] {
                _ = try await system.perform(change, ["flow": "thanks"])
            }
            try await Task.sleep(for: .seconds(1))
            #expect(try await messages().count == 1)
        }
    }

    @Test("its page says until when what is due stays fresh, whether or not anything is held")
    func fresh() async throws {
        try await withSystem { system in
            let text = PausingTests.flow.replacing("id: thanks", with: "id: thanks\n    keep for: 2 days")
            _ = try await system.flows.install(text, author: "test", live: true)
            func freshUntil() async throws -> Instant? { try await Rooms(system).flow("thanks")?.freshUntil }
            #expect(try await freshUntil() == nil, "nobody is under way")
            _ = await system.intake.store(source: "test", events: [try PausingTests.order()], rejected: [])
            #expect(try await eventually { try await system.profile(of: "ana")?.journeys.isEmpty == false })
            _ = try await system.perform(.pauseFlow, ["flow": "thanks"])
            let paused = SystemClock.real.now()
            #expect(
                try await eventually {
                    try await Rooms(system).flow("thanks")?.steps.map(\.standing) == [0, 1]
                })
            let first = try #require(try await freshUntil())
            // Its wait ended at most a second before or after.
            #expect(first > paused + .days(2) - .seconds(2))
            #expect(first < SystemClock.real.now() + .days(2))
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await freshUntil() == first, "it counts from when the message was due")
        }
    }

    @Test(
        "a flow's history says who made it live, paused it and resumed it, and when; what changes nothing is not told")
    func history() async throws {
        try await withSystem { system in
            let flows = system.flows
            _ = try await flows.install(PausingTests.flow, author: "Mia", live: true)
            _ = try await flows.install(PausingTests.flow, author: "Mia", live: true)
            let before = SystemClock.real.now()
            _ = try await flows.pause("thanks", by: "Ben")
            _ = try await flows.pause("thanks", by: "Cem")
            let paused = try #require(try await Rooms(system).flow("thanks"))
            #expect(paused.pause?.author == "Ben")
            #expect(paused.pause.map { $0.at >= before && $0.at <= SystemClock.real.now() } == true)
            _ = try await system.perform(.resumeFlow, ["flow": "thanks"])
            let resumed = try #require(try await Rooms(system).flow("thanks"))
            #expect(resumed.pause == nil)
            #expect(resumed.changes.map(\.kind) == [.resumed, .paused, .published])
            #expect(resumed.changes.map(\.author) == ["command line", "Ben", "Mia"])
            let shown = try await system.perform(.showFlow, ["flow": "thanks"])
            #expect(shown["changes"]?.array?.count == 3)
        }
    }

    @Test("a version that went live once is no draft, also after somebody went back to an earlier one")
    func published() async throws {
        try await withSystem { system in
            let flows = system.flows
            let second = PausingTests.flow.replacing("1 second", with: "2 seconds")
            _ = try await flows.install(PausingTests.flow, author: "Mia", live: true)
            _ = try await flows.install(second, author: "Mia", live: false)
            #expect(try await flows.draft(of: "thanks").isDraft)
            _ = try await flows.publish("thanks", author: "Mia")
            #expect(try await !flows.draft(of: "thanks").isDraft)
            _ = try await flows.rollBack("thanks", to: 1, by: "Ben")
            #expect(try await !flows.draft(of: "thanks").isDraft)
            #expect(try await flows.draft(of: "thanks").text == PausingTests.flow)
            let detail = try #require(try await Rooms(system).flow("thanks"))
            #expect(detail.draft == nil && detail.wasLive)
            #expect(detail.versions.allSatisfy { $0.publishedAt != nil })
            #expect(detail.changes.map(\.kind) == [.rolledBack, .published, .published])
            await #expect(throws: AdminError.self) { _ = try await flows.dropDraft(of: "thanks") }
        }
    }

    @Test("a draft cannot be paused, a name that is not known is corrected")
    func refused() async throws {
        try await withSystem { system in
            _ = try await system.flows.install(PausingTests.flow, author: "test", live: false)
            #expect(try await Rooms(system).flow("thanks")?.wasLive == false)
            let draft = await #expect(throws: AdminError.self) {
                try await system.perform(.pauseFlow, ["flow": "thanks"])
            }
            #expect(draft?.description.contains("--live") == true)
            let unknown = await #expect(throws: AdminError.self) {
                try await system.perform(.resumeFlow, ["flow": "thank"])
            }
            #expect(unknown?.description.contains("did you mean thanks?") == true)
        }
    }
}

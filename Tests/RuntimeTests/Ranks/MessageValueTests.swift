import Engine
import Testing
import Values

@testable import Runtime
@testable import Storage

@Suite("What messages bring in is measured")
struct MessageValueTests {
    private static func flow(_ slug: String) -> String {
        "flow: \(slug)\nname: \(slug)\ntrigger: Go\nsteps:\n  - send: email\n    id: a\n    subject: S\n    body: <p>B</p>\n"
    }

    @Test("a flow's messages are worth what followed them in 90 days, and the definitions carry it")
    func measured() async throws {
        try await withSystem { system in
            for slug in ["good", "poor"] {
                _ = try await system.flows.install(MessageValueTests.flow(slug), author: "test", live: true)
            }
            let (good, poor) = (Flow.id(slug: "good"), Flow.id(slug: "poor"))
            let before = try await system.ranks.measureValues()
            #expect(before.takenAt != nil && system.definitions.latest.values.takenAt == nil, "nothing was sent yet")
            let now = system.clock.now()
            try await system.database.write(lane: .jobs) { [scope = system.scope] connection in
                let counts: [FlowCounts.Key: Int64] = [
                    .init(flow: good, kind: .sent): 800, .init(flow: good, kind: .recovered): 46,
                    .init(flow: good, kind: .revenue, currency: "EUR"): 230_000,
                    .init(flow: poor, kind: .sent): 800, .init(flow: poor, kind: .recovered): 2,
                    .init(flow: FlowCounts.allFlows, kind: .recovered): 48,
                    .init(flow: FlowCounts.allFlows, kind: .revenue, currency: "EUR"): 240_000,
                ]
                try FlowCounts().write(counts, at: now, workspace: scope.id, on: connection)
                // Long ago.
                try FlowCounts().write(
                    [.init(flow: poor, kind: .recovered): 900], at: now - .days(100), workspace: scope.id,
                    on: connection)
            }
            try await system.ranks.measureValuesIfDue()
            let known = try await system.database.read { [definitions = system.definitions] in
                try definitions.upToDate(on: $0).values
            }
            #expect(known.averageOrder == 5_000 && known.currency == "EUR")
            // (46 + 200 × 3%) ÷ 1,000 × 50.00
            #expect(known.expected(of: good) == 260)
            #expect(known.expected(of: poor) == 40)
            let version = system.definitions.latest.version
            try await system.ranks.measureValuesIfDue()
            let again = try await system.database.read { [definitions = system.definitions] in
                try definitions.upToDate(on: $0).version
            }
            #expect(again == version, "until three in the morning they stay as they are")
        }
    }
}

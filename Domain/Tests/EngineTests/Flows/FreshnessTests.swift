import Testing
import Values

@testable import Engine

@Suite("How long what is due next stays fresh")
struct FreshnessTests {
    private static let flow = """
        flow: f
        name: F
        trigger: Order Completed
        steps:
          - wait: 1 hour
            id: start
          - if: any("Order Completed")
            id: split
            then:
              - send: email
                id: kept
                keep for: 2 days
                subject: A
                body: <p>A</p>
            else:
              - wait: 1 day
                id: later
              - send: email
                id: brief
                keep for: 1 hour
                subject: B
                body: <p>B</p>
          - wait: 3 days
            id: long
          - note: nothing more is sent
            id: last
        """

    private static let spans: [(step: String, span: TimeSpan?)] = [
        ("start", .days(2)), ("split", .days(2)), ("kept", .days(2)), ("later", .hours(1)), ("long", nil),
        ("last", nil),
    ]

    @Test("counts the messages up to the next wait, of whichever way, and none behind it", arguments: spans)
    func keeping(step: String, span: TimeSpan?) throws {
        let flow = try FlowFile.read(FreshnessTests.flow, version: 1)
        let place = try #require(flow.steps.firstIndex { $0.id == step })
        #expect(flow.shortestKeeping(from: place) == span)
    }
}

import Testing
import Values

@testable import Engine

@Suite("What a message is expected to bring in")
struct MessageValuesTests {
    private let values = MessageValues(
        takenAt: StepSample.now, currency: "EUR", all: .init(sent: 10_000, orders: 200, revenue: 1_000_000),
        flows: [1: .init(sent: 1_800, orders: 76, revenue: 9), 2: .init(sent: 1, orders: 1), 3: .init(sent: 800)])

    @Test("it is the share of messages that an order followed, times the average order")
    func measured() {
        #expect(values.averageOrder == 5_000)
        // (76 + 200 × 2%) ÷ (1,800 + 200) × 50.00
        #expect(values.expected(of: 1) == 200)
        // 4 ÷ 1,000 × 50.00
        #expect(values.expected(of: 3) == 20)
    }

    @Test("one lucky message proves nothing, and a flow that sent none counts as all do")
    func prior() {
        #expect(values.expected(of: 4) == 100)
        #expect((100...125).contains(values.expected(of: 2)))
    }

    @Test("before the first order nothing is told apart")
    func nothing() {
        #expect(MessageValues().expected(of: 1) == 0)
        #expect(MessageValues(all: .init(sent: 500)).expected(of: 1) == 0)
    }

    @Test("what was measured is read back as it was stored")
    func stored() {
        #expect(MessageValues(document: values.document) == values)
        #expect(MessageValues(document: "nonsense") == MessageValues())
    }

    @Test("priority goes before value, value before time")
    func ranks() {
        func rank(_ priority: FlowPriority, _ value: Int64, _ minute: Int64) -> HeldRank {
            HeldRank(priority: priority, value: value, since: StepSample.now + .minutes(minute), id: minute)
        }
        let ranks = [
            rank(.urgent, 0, 9), rank(.high, 5, 8), rank(.normal, 9, 7), rank(.normal, 8, 1), rank(.normal, 8, 2),
        ]
        #expect(ranks.reversed().sorted() == ranks)
    }
}

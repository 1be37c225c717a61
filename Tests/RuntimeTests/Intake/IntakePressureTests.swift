import Testing

@testable import Runtime

@Suite("The pressure of events that wait")
struct IntakePressureTests {
    @Test("every worker sees the most that waited since its own last look, whoever looked meanwhile")
    func looks() {
        let pressure = IntakePressure(workers: 2, countsEvents: false)
        for _ in 0..<IntakePressure.many - 1 { pressure.begin(events: 100) }
        #expect(!pressure.isHigh(for: 0))
        pressure.begin(events: 100)
        for _ in 0..<IntakePressure.many { pressure.end(events: 100) }
        #expect(pressure.isHigh(for: 0))
        #expect(!pressure.isHigh(for: 0))
        #expect(pressure.isHigh(for: 1))
    }

    @Test("a few whole batches are many events, where these count")
    func events() {
        let pressure = IntakePressure(workers: 1, countsEvents: true)
        for _ in 0..<3 { pressure.begin(events: 100) }
        #expect(!pressure.isHigh(for: 0))
        pressure.begin(events: 100)
        #expect(pressure.isHigh(for: 0) && pressure.isHigh(for: 0))
        for _ in 0..<4 { pressure.end(events: 100) }
        #expect(pressure.isHigh(for: 0))
        #expect(!pressure.isHigh(for: 0))
    }
}

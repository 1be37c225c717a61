import Testing

@testable import Runtime

@Suite("The pressure of events that wait")
struct IntakePressureTests {
    @Test("every worker sees the most that waited since its own last look, whoever looked meanwhile")
    func looks() {
        let pressure = IntakePressure(workers: 2)
        for _ in 0..<IntakePressure.many - 1 { pressure.begin() }
        #expect(!pressure.isHigh(for: 0))
        pressure.begin()
        for _ in 0..<IntakePressure.many { pressure.end() }
        #expect(pressure.isHigh(for: 0))
        #expect(!pressure.isHigh(for: 0))
        #expect(pressure.isHigh(for: 1))
    }
}

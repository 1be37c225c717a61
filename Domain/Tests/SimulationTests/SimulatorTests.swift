import Simulation
import Testing

@Suite("The simulator")
struct SimulatorTests {
    @Test(
        "with everything going wrong, nothing is lost, nothing happens twice, and nothing goes out after a stop",
        arguments: 1...50)
    func faults(seed: Int) {
        let report = Simulator.run(seed: UInt64(seed))
        #expect(report.isSound, "\(report)")
        #expect(report.counts.events > 100 && report.counts.handedOver > 10, "\(report)")
    }

    @Test("the same seed gives the same run")
    func replay() {
        #expect(Simulator.run(seed: 7).counts == Simulator.run(seed: 7).counts)
    }
}

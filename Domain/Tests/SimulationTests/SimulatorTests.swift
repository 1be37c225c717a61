import Simulation
import Testing

@Suite("The simulator")
struct SimulatorTests {
    @Test(
        "with everything going wrong, nothing is lost, nothing happens twice, and nothing goes out after a stop",
        arguments: 1...50)
    func faults(seed: Int) {
        // A whole day and night now and then; mostly the busy half of it, to be quick.
        let report = Simulator.run(seed: UInt64(seed), hours: seed.isMultiple(of: 4) ? 24 : 12)
        #expect(report.isSound, "\(report)")
        #expect(report.counts.events > 30, "\(report)")
    }

    @Test("the same seed gives the same run")
    func replay() {
        #expect(Simulator.run(seed: 7, hours: 8).counts == Simulator.run(seed: 7, hours: 8).counts)
    }
}

import Testing

@testable import Simulation

@Suite("Processes that die while the database works for them")
struct RestartTests {
    @Test(
        "what a process began before it died is written under its own lease, whoever runs in its place by then",
        arguments: 1...8)
    func restarts(seed: Int) {
        var plan = SimulationPlan.dense(seed: UInt64(seed))
        plan.faults = .none
        plan.faults.crashesAnHour = 1
        plan.faults.slowTransaction = 0.2
        let report = Simulator.run(plan)
        #expect(report.isSound, "\(report)")
        #expect(report.counts.crashes > 0)
    }
}

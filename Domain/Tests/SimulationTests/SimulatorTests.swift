import Foundation
import Testing

@testable import Simulation

@Suite("The simulator")
struct SimulatorTests {
    // Seeds are played in groups, which run beside each other: a thousand as `./cartwheel test` builds it, and fifty where
    // nothing is optimised, which takes five times as long a seed.
    #if OPTIMIZED
        private static let (groups, longSeeds) = (40, 5)
    #else
        private static let (groups, longSeeds) = (2, 1)
    #endif
    private static let seedsPerGroup = 25
    /// When the first group began.
    private static let began = ContinuousClock.now
    /// For all of them together, on two cores with everything else that is tested; they take a fifth of it.
    private static let allowed = Duration.seconds(300)

    @Test(
        "with everything going wrong, nothing is lost, nothing happens twice, and nothing goes out after a stop",
        arguments: 0..<groups)
    func dense(group: Int) {
        let began = Self.began
        for seed in (group * Self.seedsPerGroup)..<((group + 1) * Self.seedsPerGroup) {
            let report = Simulator.run(.dense(seed: UInt64(seed)))
            guard report.isSound else {
                Issue.record("\(report)\n\(report.shrunk().map { "\($0)" } ?? "")")
                return
            }
            #expect(report.counts.events > 5, "\(report)")
        }
        #if OPTIMIZED
            let passed = began.duration(to: .now)
            #expect(passed < Self.allowed, "a thousand seeds are to take at most five minutes")
        #else
            _ = began
        #endif
    }

    @Test("a day and a night with a change of clocks leave everything as it should be", arguments: 1...longSeeds)
    func long(seed: Int) {
        let report = Simulator.run(.long(seed: UInt64(seed), hours: 30))
        #expect(report.isSound, "\(report)")
        #expect(report.counts.events > 100, "\(report)")
    }

    @Test("what `./cartwheel test` plays are a thousand seeds")
    func seeds() {
        let isOptimized = ProcessInfo.processInfo.environment["CARTWHEEL_OPTIMIZED_TESTS"] == "1"
        #expect(Self.groups * Self.seedsPerGroup == (isOptimized ? 1_000 : 50))
    }

    @Test("codes are made, prices fall, what is offered sells out, and steps fail, within a hundred seeds")
    func offers() {
        var unseen: [(name: String, count: (SimulationReport.Counts) -> Int)] = [
            ("a code that was made", \.codesMade), ("a price that fell", \.priceDrops), ("sold out", \.soldOut),
            ("a step that could not be done", \.failures),
        ]
        for seed in 1...100 where !unseen.isEmpty {
            var plan = SimulationPlan.dense(seed: UInt64(seed))
            plan.isReplayed = false
            let counts = Simulator.run(plan).counts
            unseen.removeAll { $0.count(counts) > 0 }
        }
        #expect(unseen.map(\.name) == [])
    }

    @Test("the same seed gives the same run")
    func replay() {
        #expect(Simulator.run(.dense(seed: 7)).counts == Simulator.run(.dense(seed: 7)).counts)
    }
}

import Testing

@testable import Simulation

@Suite("Faults planted on purpose")
struct PlantedFaultTests {
    private static func plan(_ seed: Int, _ fault: PlantedFault) -> SimulationPlan {
        var plan = SimulationPlan.dense(seed: UInt64(seed))
        plan.planted = fault
        // A stop has to fall into the milliseconds between clearance and provider: everybody says it then.
        if fault == .withdrawalIgnored { plan.faults.stopWhileReady = 1 }
        // Whoever agrees is welcomed, and one message goes to a person a day: without that the reminder has its place.
        if fault == .goalNotAsked { plan.flows = ["abandoned-cart", "by-hand"] }
        plan.isReplayed = fault == .momentNotNoted
        return plan
    }

    /// What is said of each.
    private static let words: [PlantedFault: [String]] = [
        .unstableIdentity: ["was done twice"],
        .sentAgainAfterCrash: ["handed over after it may have arrived", "arrived 2 times"],
        .withdrawalIgnored: ["went after the stop", "went to a suppressed address"],
        .workLostAtHandover: [
            "is stuck", "was stepped 0 times", "is held for ever", "never came to its end", "is kept as",
        ],
        .capsNotCounted: ["is the second of one day", "is the third of three days", "is the fifth of seven days"],
        .goalNotAsked: ["was cleared after its goal"],
        .momentNotNoted: ["a step came out otherwise in the replay"],
    ]

    @Test("each is found within a hundred seeds, and told by a short history", arguments: PlantedFault.allCases)
    func found(fault: PlantedFault) throws {
        let report = try #require((1...100).lazy.map { Simulator.run(Self.plan($0, fault)) }.first { !$0.isSound })
        let what = report.violations[0].what
        #expect(Self.words[fault]!.contains { what.contains($0) }, "\(what)")
        let smaller = try #require(report.shrunk(reruns: 60))
        #expect(!smaller.report.isSound && smaller.plan.seed == report.seed)
        #expect(smaller.report.counts.eventsSent <= report.counts.eventsSent)
        #expect(!smaller.history.isEmpty && smaller.history.count <= 25, "\(smaller)")
    }

    @Test("without them the same seeds are sound", arguments: [1, 2, 3])
    func sound(seed: Int) {
        let report = Simulator.run(.dense(seed: UInt64(seed)))
        #expect(report.isSound, "\(report)")
        #expect(report.shrunk() == nil)
    }
}

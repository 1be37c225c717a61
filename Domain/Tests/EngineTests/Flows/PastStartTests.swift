import Conditions
import Testing
import Values

@testable import Engine

@Suite("A start for those who meet a trigger already")
struct PastStartTests {
    private static func flow(_ trigger: String, _ more: String = "") -> String {
        "flow: f\nname: F\ntrigger:\n  - \(trigger)\n\(more)reentry: always\nsteps:\n  - update: {reason: trigger.tag}\n"
    }

    /// Of the list Club, tagged vip, in the segment Big, with some properties, at ten o'clock on 2 March 2026.
    private static func ana() -> Profile {
        var profile = StepSample.profile()
        profile.lists["Club"] = StepSample.now
        profile.tags["vip"] = StepSample.now
        profile.watched[1] = WatchedVerdict(holds: true, since: StepSample.now, wakesAt: nil, version: 1)
        let traits: [(String, JSON)] = [
            ("size", 5), ("yesterday", "2026-03-01"), ("today", "2026-03-02"), ("tomorrow", "2026-03-03"),
            ("born", "1990-03-02"), ("married", "2015-03-01"),
        ]
        for (name, value) in traits {
            profile.properties[name] = DatedProperty(value: value, setAt: StepSample.now, source: "server")
        }
        return profile
    }

    @Test(
        "a segment, list or tag is met by its members, a condition while it holds, a date once it has come",
        arguments: [
            ("list joined: Club", true), ("list joined: Other", false), ("tag added: vip", true),
            ("tag added: Club", false), ("segment entered: Big", true), ("segment entered: Small", false),
            ("becomes true: profile.size > 3", true), ("becomes true: profile.size > 7", false),
            ("date: profile.yesterday", true), ("date: profile.today", true), ("date: profile.tomorrow", false),
            ("date: profile.today\n    at: \"11:00\"", false), ("date: profile.tomorrow\n    days before: 2", true),
            ("date: profile.born\n    every: year", true), ("date: profile.married\n    every: year", false),
            ("date: profile.missing", false), ("list left: Club", false), ("Order Completed", false),
            ("tag added: vip\n    where: trigger.tag == \"vip\"", true),
            ("tag added: vip\n    where: trigger.tag == \"other\"", false),
        ])
    func met(trigger: String, isMet: Bool) throws {
        let definitions = try StepSample.definitions(
            Self.flow(trigger), segments: [("Big", "profile.size > 3"), ("Small", "profile.size < 3")])
        let run = StepSample.run(of: Self.ana(), definitions)
        #expect((definitions.flows[0].metTrigger(of: run.customer, now: StepSample.now) != nil) == isMet)
    }

    private func entered(_ definitions: Definitions, _ profile: Profile, _ starts: [FlowStart]) -> (Int, Profile) {
        var run = StepSample.run(of: profile, definitions)
        for start in starts { run.obey(.start(start)) }
        return (run.decision.log.count { $0.kind == .flowEntered }, run.profile)
    }

    private func start(_ cause: String, isForPast: Bool = true) -> FlowStart {
        FlowStart(flow: "f", cause: cause, at: StepSample.now, isForPast: isForPast)
    }

    @Test("it begins for them once for each cause, with what the trigger would have carried, and for nobody else")
    func starts() throws {
        let definitions = try StepSample.definitions(Self.flow("tag added: vip"))
        let (count, ana) = entered(definitions, Self.ana(), [start("spring"), start("spring"), start("summer")])
        #expect(count == 2)
        #expect(ana.properties["reason"]?.value == "vip")
        #expect(entered(definitions, StepSample.profile(), [start("spring")]).0 == 0, "not tagged")
        #expect(entered(definitions, Self.ana(), [start("spring", isForPast: false)]).0 == 0, "not by hand")
    }

    @Test("the flow's own conditions hold for them, too")
    func conditions() throws {
        let definitions = try StepSample.definitions(Self.flow("tag added: vip", "when: profile.size > 7\n"))
        #expect(entered(definitions, Self.ana(), [start("spring")]).0 == 0)
    }

    @Test("the command says whom it is for")
    func stored() {
        for one in [start("spring"), start("spring", isForPast: false)] {
            #expect(Command(payload: Command.start(one).payload) == Command.start(one))
        }
    }
}

import Testing

@testable import Pages

@Suite("what a flow's pages say of rules, ways and what was found")
struct FlowWordsTests {
    private let flow = Language.english.catalog.flow
    private let journey = Language.english.catalog.journey

    static let said: [(FlowRule, String)] = [
        (.goal(nil), "Goal: None: every journey runs to its end"),
        (.goal("any(\"Order Completed\")"), "Goal: any(\"Order Completed\")"),
        (.onlyWhere("consents(email)"), "Only where: consents(email)"), (.asLongAs("a"), "As long as: a"),
        (.leavesWhen(["a", "b"]), "Leaves when: a, b"), (.named("Name", ["VIP"]), "Name: VIP"),
        (
            .entersAgain(.oncePerKey("order"), .startsAnother),
            "Entering again: Once an order; a trigger while under way starts another beside it"
        ),
        (
            .entersAgain(.oncePerSpan("30 days"), .ignored),
            "Entering again: Once in 30 days a person; a trigger while under way changes nothing"
        ),
    ]

    @Test("a rule has a name and its words", arguments: said)
    func rules(rule: FlowRule, words: String) {
        let (name, lines) = flow.rule(rule)
        #expect(name + ": " + lines.joined(separator: ", ") == words)
    }

    @Test("a way is called by what leads into it, else as the file calls it")
    func ways() {
        let names: [FlowStep.Branch.Name] = [
            .ifSo, .otherwise, .gotCode, .noCodeLeft, .itCame, .timeWasUp, .named("B"),
        ]
        #expect(
            names.map(flow.branch) == ["If so", "Otherwise", "Got one", "None left", "It came", "Time was up", "B"])
    }

    @Test("what was found is said as it is meant: of now, of a journey that waits, or of a condition that a step read")
    func found() {
        #expect(journey.because(.ifItStartedNow, "it is once") == "If it started now: it is once")
        #expect(journey.because(.nothingStartedIt, "a").hasPrefix("Nothing that starts it has happened."))
        #expect(journey.because(.waitsAt(step: "Wait 3 days"), "for time") == "Wait 3 days: waits for time")
        #expect(journey.held(true, "a") == "holds: a" && journey.held(false, "a") == "does not hold: a")
    }
}

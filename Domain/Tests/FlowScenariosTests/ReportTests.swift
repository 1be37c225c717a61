import Engine
import FlowScenarios
import Testing

@Suite("Scenarios say what went wrong")
struct ReportTests {
    @Test("what is missing, late and unexpected stands in the table, beside what was expected")
    func table() throws {
        let proof = Proof(
            "", "steps:\n  - wait: 1 hour\n" + send("a") + "  - alert: Watch out\n",
            """
              - name: wrong
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:30 sent a, Mon 12:00 task Call]
              - name: right
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 11:00 sent a, Mon 11:00 alert Watch]
            """)
        let results = try proof.results()
        #expect(results.map(\.hasPassed) == [false, true])
        #expect(
            ScenarioResult.report(results) == """
                ✗ wrong
                    expected              actual
                  ≠ Mon 10:30 sent a      Mon 11:00 sent a
                  ≠ (nothing)             Mon 11:00 alert Watch out
                  ≠ Mon 12:00 task Call   (did not happen)
                ✓ right
                    expected                actual
                    Mon 11:00 sent a        Mon 11:00 sent a
                    Mon 11:00 alert Watch   Mon 11:00 alert Watch
                1 of 2 scenarios passed
                """)
    }

    static let faults: [(String, String)] = [
        (
            "flow: f\nscenarios:\n  - name: a\n    expect: [Mon 25:00 sent a]",
            "4:14: \"Mon 25:00 sent a\" begins with no moment"
        ),
        ("flow: f\nscenarios:\n  - name: a\n    expect: [Mon 10:00 snt a]", "did you mean sent?"),
        ("flow: f\nscenarios:\n  - name: a", "expect is missing; write expect: []"),
        (
            "flow: f\nscenarios:\n  - name: a\n    happens: [{at: Mon 10:00, evnt: X}]\n    expect: []",
            "did you mean event?"
        ),
        (
            "flow: f\nscenarios:\n  - name: a\n    happens: [{at: Monday, event: X}]\n    expect: []",
            "4:20: at is \"Monday\"; expected"
        ),
        (
            "flow: f\nweek: 2026-03-03\nscenarios:\n  - name: a\n    expect: []",
            "2:7: week is \"2026-03-03\"; expected a Monday"
        ),
        (
            "flow: f\nsettings: {zone: Europe/Berln}\nscenarios:\n  - name: a\n    expect: []",
            "did you mean Europe/Berlin?"
        ),
        (
            "flow: f\nsetings: {}\nscenarios:\n  - name: a\n    expect: []",
            "there is no field \"setings\" here; did you mean settings?"
        ),
    ]

    @Test("a fault of the file names line, column and the nearest word", arguments: faults)
    func fault(_ text: String, _ said: String) {
        let errors = #expect(throws: FlowFileErrors.self) { try ScenarioFile.read(text) }
        #expect(errors?.described(file: "s").contains(said) == true, "\(errors?.description ?? "")")
    }

    @Test("a flow, a way or a message that does not exist is named")
    func missing() throws {
        let flow = try FlowFile.read(Proof.whole("steps:\n  - holdout: 10%\n  - end: x\n"))
        func fault(_ scenario: String) -> String {
            do {
                _ = try ScenarioRun.run(ScenarioFile.read("flow: f\nscenarios:\n" + scenario), flows: [flow])
                return ""
            } catch { return "\(error)" }
        }
        #expect(fault("  - {name: a, takes: {other: x}, expect: []}").contains("takes a way at \"other\""))
        #expect(fault("  - {name: a, takes: {holdout-1: maybe}, expect: []}").contains("expected in or out"))
        #expect(
            fault("  - {name: a, happens: [{at: Mon 10:00, click: m}], expect: []}").contains(
                "no message of the step \"m\""))
        #expect(throws: ScenarioError.flowMissing("g")) {
            try ScenarioRun.run(ScenarioFile.read("flow: g\nscenarios: [{name: a, expect: []}]"), flows: [flow])
        }
    }
}

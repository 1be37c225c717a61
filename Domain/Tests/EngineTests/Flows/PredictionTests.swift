import Conditions
import Testing
import Values

@testable import Engine

@Suite("A prediction that crosses its line")
struct PredictionTests {
    /// What is predicted is put in as a model's results will come in: beside the profile, followed by a look at everything.
    private func starts(_ trigger: String, _ predictions: [String]) throws -> [Int] {
        let flow = try FlowFile.read(
            "flow: f\nname: F\ntrigger:\n  - prediction: churn\n    \(trigger)\nreentry: always\nsteps:\n  - update: {seen: true}\n",
            version: 1)
        let definitions = Definitions(version: 1, flows: [flow])
        var run = StepSample.run(definitions)
        return predictions.map { value in
            run.customer.subject.facts.predictions = ["churn": .number(Number(literal: value)!)]
            let before = run.decision.log.count { $0.kind == .flowEntered }
            run.obey(.evaluate)
            return run.decision.log.count { $0.kind == .flowEntered } - before
        }
    }

    @Test("starts the flow when it reaches the line, once until it has been below it again")
    func reaches() throws {
        #expect(try starts("reaches: 0.7", ["0.5", "0.69", "0.7", "0.9", "0.2", "0.8"]) == [0, 0, 1, 0, 0, 1])
    }

    @Test("or when it falls below it")
    func falls() throws {
        #expect(try starts("falls below: 0.3", ["0.5", "0.3", "0.29", "0.1", "0.6", "0"]) == [0, 0, 1, 0, 0, 1])
    }

    @Test("whoever chooses it or makes its flow live learns that there are no predictions until something sets them")
    func none() throws {
        #expect(PredictionTrigger.summary.contains("none until something sets them"))
        #expect(PredictionTrigger.form.first?.help.contains("none until something sets them") == true)
        for (trigger, step, isTold) in [
            ("{prediction: churn, reaches: 0.7}", "note: hello", true),
            ("Go", "wait for condition: predicted.churn > 0.7\n    up to: 1 day", true), ("Go", "note: hello", false),
        ] {
            let flow = try FlowFile.read(
                "flow: f\nname: F\ntrigger:\n  - \(trigger)\nsteps:\n  - \(step)\n", version: 1)
            #expect(flow.notices.contains { $0.contains("predictions") && $0.contains("“churn”") } == isTold, "\(step)")
        }
    }
}

import Engine
import FlowScenarios
import Testing

/// A flow and the scenarios that it must pass; what stands before `steps` and `happens` has defaults.
struct Proof: Sendable, CustomTestStringConvertible {
    let title: String
    let flow: String
    var others: [String] = []
    let scenarios: String

    var testDescription: String { title }

    init(_ title: String, _ flow: String, others: [String] = [], _ scenarios: String) {
        self.title = title
        self.flow = flow
        self.others = others
        self.scenarios = scenarios
    }

    /// A flow named `f` that begins with the event `Go`, unless the text says otherwise.
    static func whole(_ text: String, slug: String = "f") -> String {
        var head = "flow: \(slug)\nname: \(slug)\n"
        if !text.contains("trigger:") { head += "trigger: Go\n" }
        return text.hasPrefix("flow:") ? text : head + text
    }

    func results() throws -> [ScenarioResult] {
        let flows = try ([flow] + others).map { try FlowFile.read(Proof.whole($0)) }
        let head = scenarios.contains("scenarios:") ? "" : "scenarios:\n"
        let text = scenarios.hasPrefix("flow:") ? scenarios : "flow: f\n" + head + scenarios
        return try ScenarioRun.run(ScenarioFile.read(text), flows: flows)
    }

    func check() throws {
        let results = try results()
        #expect(!results.isEmpty)
        for result in results { #expect(result.hasPassed, "\(title)\n\(result.table)") }
    }
}

/// A message whose words do not matter.
func send(_ id: String, indent: Int = 2) -> String {
    let space = String(repeating: " ", count: indent)
    return "\(space)- send: email\n\(space)  id: \(id)\n\(space)  subject: S\n\(space)  body: B\n"
}

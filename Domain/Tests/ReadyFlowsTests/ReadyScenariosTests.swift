import Engine
import FlowScenarios
import ReadyFlows
import Testing

@Suite("The scenarios of the ready flows")
struct ReadyScenariosTests {
    @Test("a ready flow does for everybody in its scenarios what they say", arguments: ReadyFlows.all.map(\.slug))
    func plays(_ slug: String) throws {
        let ready = try #require(ReadyFlows.named(slug))
        let file = try ScenarioFile.read(ready.scenarios)
        #expect(file.flow == slug && file.scenarios.count >= 3)
        let flows = try ([slug] + file.others).map { try FlowFile.read(#require(ReadyFlows.named($0)).text) }
        for result in try ScenarioRun.run(file, flows: flows) {
            #expect(result.hasPassed, "line \(result.line): \(result.table)")
        }
    }

    @Test(
        "and does so under the rules that a new shop begins with, its standing exclusions among them",
        arguments: ReadyFlows.all.map(\.slug))
    func playsUnderUsualRules(_ slug: String) throws {
        let ready = try #require(ReadyFlows.named(slug))
        var file = try ScenarioFile.read(ready.scenarios)
        file.settings.addUsualRules()
        let flows = try ([slug] + file.others).map { try FlowFile.read(#require(ReadyFlows.named($0)).text) }
        for result in try ScenarioRun.run(file, flows: flows) {
            #expect(result.hasPassed, "line \(result.line): \(result.table)")
        }
    }
}

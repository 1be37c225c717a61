import ArgumentParser
import Engine
import FlowScenarios
import Foundation
import ReadyFlows
import Values

struct FlowsTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Plays a flow's scenarios on a virtual clock and says what differs.",
        discussion: """
            Scenarios lie beside a flow: cart.yaml has cart.scenarios.yaml. They say what happens to somebody and what \
            must come of it; see docs/flows.md, "Testing a flow". Nothing is sent and no server is needed, so it runs \
            in anybody's continuous integration; it fails where a scenario does. Ready flows go by their names.
            Example: cartwheel flows test cart.yaml
            """)

    @Argument(help: "Flow files, or names of ready flows; without any, all ready ones.") var flows: [String] = []
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var hasPassed = true
        for name in flows.isEmpty ? ReadyFlows.all.map(\.slug) : flows {
            let source = try ScenarioSource(name)
            let (file, flows): (ScenarioFile, [Flow])
            do throws(FlowFileErrors) {
                file = try ScenarioFile.read(source.scenarios)
                flows = try source.flows(named: [file.flow] + file.others)
            } catch {
                hasPassed = false
                output.print(error.json(file: name)) { _ in error.described(file: name) }
                continue
            }
            let results: [ScenarioResult]
            do { results = try ScenarioRun.run(file, flows: flows) } catch {
                throw ValidationError("\(name): \(error)")
            }
            hasPassed = hasPassed && results.allSatisfy(\.hasPassed)
            output.print(.array(results.map { $0.json(of: file.flow) })) { _ in
                "\(name)\n" + ScenarioResult.report(results)
            }
        }
        if !hasPassed { throw ExitCode.failure }
    }
}

/// Where a flow's scenarios and the flows they name come from: a folder, or what comes along.
private struct ScenarioSource {
    let scenarios: String
    private let folder: URL?
    private let flow: String

    init(_ name: String) throws {
        if let ready = ReadyFlows.named(name) {
            (scenarios, folder, flow) = (ready.scenarios, nil, ready.text)
            return
        }
        let file = URL(fileURLWithPath: name)
        flow = try FlowText.read(name)
        folder = file.deletingLastPathComponent()
        let beside = file.deletingPathExtension().appendingPathExtension("scenarios.yaml")
        scenarios = try FlowText.read(beside.path)
    }

    /// Beside the file by their names, or of those that come along.
    func flows(named slugs: [String]) throws(FlowFileErrors) -> [Flow] {
        var flows = [try FlowFile.read(flow)]
        for slug in slugs where slug != flows[0].slug {
            let beside = folder.flatMap { try? FlowText.read($0.appendingPathComponent("\(slug).yaml").path) }
            if let text = beside ?? ReadyFlows.named(slug)?.text { flows.append(try FlowFile.read(text)) }
        }
        return flows
    }
}

extension ScenarioResult {
    fileprivate func json(of flow: String) -> JSON {
        [
            "flow": .string(flow), "scenario": .string(name), "passed": .bool(hasPassed),
            "differences": .array(
                rows.filter { $0.verdict != .asExpected }.map {
                    ["expected": .string($0.expected), "actual": .string($0.actual)]
                }),
        ]
    }
}

import Engine
import FlowScenarios
import Hummingbird
import Pages
import Runtime
import Values

/// The scenarios of a flow: played on a virtual clock, and kept with it.
struct FlowScenarioRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows/:id/scenarios") { request, context in
            let slug = context.parameters.get("id") ?? ""
            let text = try await parts.system.flows.scenarios(of: slug)
            return try await show(request, context, text: text, plays: !text.isEmpty)
        }
        group.post("flows/:id/scenarios") { request, context in
            let slug = context.parameters.get("id") ?? ""
            let text = (context.form["text"] ?? "").replacing("\r\n", with: "\n")
            guard context.form["operation"] == FlowScenariosModel.Operation.save.rawValue else {
                return try await show(request, context, text: text, plays: true)
            }
            do { try await parts.system.flows.keep(scenarios: text, of: slug) } catch let error as FlowFileErrors {
                return try await show(
                    request, context, text: text, plays: false, faults: error.errors.map { ConditionFault($0) },
                    status: .unprocessableContent)
            }
            return .onward(
                to: Route.flow(slug, .scenarios) + "?said=" + FlowNotice.scenariosSaved.rawValue)
        }
    }

    private func show(
        _ request: Request, _ context: ConsoleContext, text: String, plays: Bool, faults: [ConditionFault] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let slug = context.parameters.get("id") ?? ""
        guard let detail = try await parts.rooms.flow(slug) else {
            throw HTTPError(.notFound, message: "There is no flow \(slug.prefix(40)).")
        }
        var model = FlowScenariosModel(head: FlowHead(detail), text: text, faults: faults)
        if plays {
            let began = parts.system.clock.now()
            do {
                let results = try await parts.system.flows.play(scenarios: text, of: slug)
                model.results = results.map { FlowScenariosModel.Result($0) }
                model.took = parts.system.clock.now() - began
            } catch let error as FlowFileErrors {
                model.faults = error.errors.map { ConditionFault($0) }
            } catch let error as AdminError {
                model.faults = [ConditionFault(line: 1, column: 1, message: error.description)]
            }
        }
        var page = try await parts.page(request, context)
        page.path = Route.flow(slug, .scenarios)
        page.notice = request.queryFields["said"].flatMap { FlowNotice(rawValue: $0) }?.notice(in: page)
        return .page(FlowScenariosView.render(model, in: page), status: status)
    }
}

extension FlowScenariosModel.Result {
    init(_ result: ScenarioResult) {
        self.init(
            name: result.name,
            lines: result.rows.flatMap { row -> [FlowScenariosModel.Line] in
                switch row.verdict {
                case .asExpected: [.init(.met, expected: row.expected, actual: row.actual)]
                case .missing: [.init(.missing, expected: row.expected)]
                case .unexpected: [.init(.unexpected, actual: row.actual)]
                // What came in the place of what was expected.
                case .different: [.init(.missing, expected: row.expected, actual: row.actual)]
                }
            })
    }
}

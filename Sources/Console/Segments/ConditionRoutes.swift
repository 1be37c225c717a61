import Hummingbird
import Pages
import Runtime
import Values

/// What the editor of a rule asks while somebody types: the other form of the rule, and names and values to complete.
struct ConditionRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.post("segments/check") { _, context in try await check(context) }
        group.get("segments/values") { request, _ in try await values(request) }
    }

    private func check(_ context: ConsoleContext) async throws -> Response {
        let reading: ConditionReading
        if let text = context.form["tree"] {
            guard let tree = try? JSON.parse(text) else {
                throw HTTPError(.badRequest, message: "tree is no JSON.")
            }
            reading = ConditionReading(tree: tree)
        } else {
            reading = ConditionReading(text: context.form["text"] ?? "")
        }
        var warnings: [String] = []
        if let condition = reading.condition { warnings = await parts.system.segments.warnings(condition) }
        return Response(ConditionAnswer(reading, warnings: warnings).json)
    }

    /// Of an event its properties, of a property its values.
    private func values(_ request: Request) async throws -> Response {
        let query = request.queryFields
        let found: [String] =
            switch (query["event"], query["of"]) {
            case (let event?, let property?): try await parts.vocabulary.values(of: property, ofEvent: event)
            case (let event?, nil): try await parts.vocabulary.properties(ofEvent: event)
            case (nil, let property?): try await parts.vocabulary.values(of: property)
            case (nil, nil): []
            }
        return Response(.array(found.map(JSON.string)))
    }
}

extension ConditionAnswer {
    init(_ reading: ConditionReading, warnings: [String]) {
        self.init(
            text: reading.text, tree: reading.tree, parts: reading.parts, sentence: reading.sentence,
            faults: reading.faults.map(ConditionFault.init), warnings: warnings)
    }
}

extension ConditionFault {
    init(_ fault: ConditionReading.Fault) {
        self.init(line: fault.line ?? 0, column: fault.column ?? 0, message: fault.message)
    }
}

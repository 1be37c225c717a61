import Values

/// Starts another flow for the same person: `- start flow: win-back` with `with: {reason: no answer}`.
///
/// The other flow needs the trigger `manual`; its own conditions and re-entry rules hold.
public struct StartFlowStep: StepKind {
    public static let keyword = "start flow"
    public static let form: [FormField] = [
        FormField(
            "start flow", .flow, "Flow", required: true, help: "A flow with the trigger “manual”.", example: "win-back"),
        FormField("with", .pairs, "With", help: "What it sees as trigger.…", example: "reason: no answer"),
    ]
    public static let summary = "Starts another flow for the same person."
    public static let icon = "play"

    public let slug: String
    public let properties: JSONObject

    public init?(_ reader: inout StepReader) {
        let slug = reader.required(StartFlowStep.keyword, example: "win-back")
        properties = reader.object("with")
        guard let slug else { return nil }
        self.slug = slug
    }

    public var sentence: String { "Start the flow “\(slug)”" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        run.startFlow(slug, with: run.resolved(properties))
        return .goOn
    }
}

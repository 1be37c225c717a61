import Values

/// Ends the person's journeys through another flow: `- stop flow: abandoned-cart`. Messages that are held for them are
/// withdrawn.
public struct StopFlowStep: StepKind {
    public static let keyword = "stop flow"
    public static let form: [FormField] = [
        FormField(
            "stop flow", .flow, "Flow", required: true, help: "The flow whose journeys of this person end.",
            example: "abandoned-cart")
    ]
    public static let summary = "Ends the person's journeys through another flow."
    public static let icon = "stop"

    public let slug: String

    public init?(_ reader: inout StepReader) {
        guard let slug = reader.required(StopFlowStep.keyword, example: "abandoned-cart") else { return nil }
        self.slug = slug
    }

    public var sentence: String { "Stop the flow “\(slug)”" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        guard slug != run.flow?.slug else { return .end(reason: "it stopped itself") }
        run.stopFlow(Flow.id(slug: slug), because: "“\(run.flow?.name ?? "")” stopped it")
        return .goOn
    }
}

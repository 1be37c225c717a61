import Values

/// Shows the person the ads of an audience. `- add to audience: cart-retargeting`, with `until: journey ends` for no longer
/// than the journey takes, whatever ends it.
public struct AddToAudienceStep: EffectStep {
    public static let keyword = "add to audience"
    public static let form: [FormField] = [
        FormField(
            "add to audience", .audience, "Audience", required: true,
            help: "The audience whose ads the person is to see.", example: "cart-retargeting"),
        FormField(
            "until", .choice([AddToAudienceStep.journeyEnds]), "Until",
            help: "Takes the person out again when the journey ends: at its goal, an exit, or its last step.",
            preset: "another step takes them out", example: AddToAudienceStep.journeyEnds),
        .onError,
    ]
    public static let summary = "Shows the person the ads of an audience."
    public static let icon = "users-plus"

    public let audience: String
    /// Whether the person leaves the audience when the journey ends.
    public let leavesAtEnd: Bool
    public let onError: OnError

    let effect = EffectRequest.Kind.audience

    public init?(_ reader: inout StepReader) {
        let audience = reader.required(AddToAudienceStep.keyword, example: "cart-retargeting")?.trimmed
        leavesAtEnd =
            reader.has("until")
            && reader.word("until", of: [AddToAudienceStep.journeyEnds]) == AddToAudienceStep.journeyEnds
        onError = reader.onError()
        guard let audience else { return nil }
        self.audience = audience
    }

    static let journeyEnds = "journey ends"

    public var sentence: String {
        "Add to audience “\(audience)”" + (leavesAtEnd ? " until the journey ends" : "")
    }

    func details(_ run: StepRun) -> JSONObject { ["audience": .string(audience), "member": true] }
}

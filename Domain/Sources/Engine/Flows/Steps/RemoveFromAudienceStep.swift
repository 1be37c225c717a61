import Values

/// Takes the person out of an audience of ads. `- remove from audience: cart-retargeting`.
public struct RemoveFromAudienceStep: EffectStep {
    public static let keyword = "remove from audience"
    public static let form: [FormField] = [
        FormField(
            "remove from audience", .audience, "Audience", required: true,
            help: "The audience whose ads the person is to see no more.", example: "cart-retargeting"),
        .onError,
    ]
    public static let summary = "Takes the person out of an audience of ads."
    public static let icon = "users-minus"

    public let audience: String
    public let onError: OnError

    let effect = EffectRequest.Kind.audience

    public init?(_ reader: inout StepReader) {
        let audience = reader.required(RemoveFromAudienceStep.keyword, example: "cart-retargeting")?.trimmed
        onError = reader.onError()
        guard let audience else { return nil }
        self.audience = audience
    }

    public var sentence: String { "Remove from audience “\(audience)”" }

    func details(_ run: StepRun) -> JSONObject { ["audience": .string(audience), "member": false] }
}

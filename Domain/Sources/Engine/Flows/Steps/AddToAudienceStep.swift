import Values

/// Shows the person the ads of an audience. `- add to audience: cart-retargeting`.
public struct AddToAudienceStep: EffectStep {
    public static let keyword = "add to audience"
    public static let form: [FormField] = [
        FormField(
            "add to audience", .audience, "Audience", required: true,
            help: "The audience whose ads the person is to see.", example: "cart-retargeting"),
        .onError,
    ]
    public static let summary = "Shows the person the ads of an audience."
    public static let icon = "users-plus"

    public let audience: String
    public let onError: OnError

    let effect = EffectRequest.Kind.audience

    public init?(_ reader: inout StepReader) {
        let audience = reader.required(AddToAudienceStep.keyword, example: "cart-retargeting")?.trimmed
        onError = reader.onError()
        guard let audience else { return nil }
        self.audience = audience
    }

    public var sentence: String { "Add to audience “\(audience)”" }

    func details(_ run: StepRun) -> JSONObject { ["audience": .string(audience), "member": true] }
}

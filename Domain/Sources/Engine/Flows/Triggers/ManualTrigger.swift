import Values

/// A command starts it: from the console, the API, a bulk of past profiles, or the step `start flow`. `trigger: manual`.
public struct ManualTrigger: TriggerKind {
    public static let keyword = "manual"
    public static let form: [FormField] = [
        FormField("manual", .presence, help: "It takes no value.", first: "")
    ]
    public static let summary = "Somebody or another flow starts it."
    public static let standsAlone = true

    /// Carries `flow`, by which it is told whose it is.
    public static let event = "Flow Started"

    private let slug: String

    public init?(_ reader: inout StepReader) {
        reader.standsAlone(ManualTrigger.keyword)
        slug = reader.flow
    }

    public var event: String { ManualTrigger.event }
    public var key: TriggerKey? { TriggerKey("flow", slug) }
    public var sentence: String { "Somebody starts it" }
}

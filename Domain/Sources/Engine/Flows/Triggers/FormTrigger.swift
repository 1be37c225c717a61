/// Somebody answers a form. `- form answered: sizes`.
public struct FormTrigger: TriggerKind {
    public static let keyword = "form answered"
    public static let form: [FormField] = [
        FormField(
            "form answered", .form, "Form", required: true, help: "The form that somebody answers.", example: "sizes")
    ]
    public static let summary = "Somebody answers a form."

    public let name: String

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(FormTrigger.keyword, example: "sizes") else { return nil }
        self.name = name
    }

    public var event: String { "Form Submitted" }
    public var key: TriggerKey? { TriggerKey("form", name) }
    public var sentence: String { "Answers the form “\(name)”" }
}

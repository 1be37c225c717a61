/// Somebody leaves a list. `- list left: Newsletter`.
public struct ListLeftTrigger: TriggerKind {
    public static let keyword = "list left"
    public static let form: [FormField] = [
        FormField(
            "list left", .list, "List", required: true, help: "The list that somebody leaves.", example: "Newsletter")
    ]
    public static let summary = "Somebody leaves a list."

    public let name: String

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(ListLeftTrigger.keyword, example: "Newsletter") else { return nil }
        self.name = name
    }

    public var event: String { "List Left" }
    public var key: TriggerKey? { TriggerKey("list", name) }
    public var sentence: String { "Leaves the list “\(name)”" }
}

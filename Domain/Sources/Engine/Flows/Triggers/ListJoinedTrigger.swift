/// Somebody joins a list. `- list joined: Newsletter`.
public struct ListJoinedTrigger: TriggerKind {
    public static let keyword = "list joined"
    public static let form: [FormField] = [
        FormField(
            "list joined", .list, "List", required: true, help: "The list that somebody joins.", example: "Newsletter")
    ]
    public static let summary = "Somebody joins a list."

    public let name: String

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(ListJoinedTrigger.keyword, example: "Newsletter") else { return nil }
        self.name = name
    }

    public var event: String { "List Joined" }
    public var key: TriggerKey? { TriggerKey("list", name) }
    public var state: TriggerState? { .list(name) }
    public var sentence: String { "Joins the list “\(name)”" }
}

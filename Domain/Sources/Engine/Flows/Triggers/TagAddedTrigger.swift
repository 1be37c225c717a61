/// Somebody is given a tag. `- tag added: wholesale`.
public struct TagAddedTrigger: TriggerKind {
    public static let keyword = "tag added"
    public static let form: [FormField] = [
        FormField(
            "tag added", .tag, "Tag", required: true, help: "The tag that somebody is given.", example: "wholesale")
    ]
    public static let summary = "Somebody is given a tag."

    public let name: String

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(TagAddedTrigger.keyword, example: "wholesale") else { return nil }
        self.name = name
    }

    public var event: String { "Tag Added" }
    public var key: TriggerKey? { TriggerKey("tag", name) }
    public var state: TriggerState? { .tag(name) }
    public var sentence: String { "Is tagged “\(name)”" }
}

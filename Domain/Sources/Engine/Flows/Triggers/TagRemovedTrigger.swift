/// A tag is taken from somebody. `- tag removed: wholesale`.
public struct TagRemovedTrigger: TriggerKind {
    public static let keyword = "tag removed"
    public static let form: [FormField] = [
        FormField(
            "tag removed", .tag, "Tag", required: true, help: "The tag that is taken from somebody.",
            example: "wholesale")
    ]
    public static let summary = "A tag is taken from somebody."

    public let name: String

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(TagRemovedTrigger.keyword, example: "wholesale") else { return nil }
        self.name = name
    }

    public var event: String { "Tag Removed" }
    public var key: TriggerKey? { TriggerKey("tag", name) }
    public var sentence: String { "Is no longer tagged “\(name)”" }
}

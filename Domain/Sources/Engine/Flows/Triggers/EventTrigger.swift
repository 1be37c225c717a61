import Values

/// An event by its name: `- event: Product Viewed`, with `where: trigger.category == "Shoes"`.
public struct EventTrigger: TriggerKind {
    public static let keyword = "event"
    public static let form: [FormField] = [
        FormField("event", .event, "Event", required: true, help: "An event by its name.", example: "Order Completed")
    ]
    public static let summary = "An event by its name."

    public let event: String

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(EventTrigger.keyword, example: "Order Completed") else { return nil }
        self.init(name: name)
    }

    /// Other products' names for the same things mean the same here as in the track API.
    init(name: String) { event = EventNames.canonical(name) }

    public var sentence: String { "“\(event)”" }
}

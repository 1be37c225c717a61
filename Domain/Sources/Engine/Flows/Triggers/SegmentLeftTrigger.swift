/// Somebody leaves a segment. `- segment left: VIP`.
public struct SegmentLeftTrigger: TriggerKind {
    public static let keyword = "segment left"
    public static let form: [FormField] = [
        FormField(
            "segment left", .segment, "Segment", required: true, help: "The segment that somebody leaves.",
            example: "VIP")
    ]
    public static let summary = "Somebody leaves a segment."

    public let name: String

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(SegmentLeftTrigger.keyword, example: "VIP") else { return nil }
        self.name = name
    }

    public var event: String { "Segment Left" }
    public var key: TriggerKey? { TriggerKey("segment", name) }
    public var sentence: String { "Leaves the segment “\(name)”" }
}

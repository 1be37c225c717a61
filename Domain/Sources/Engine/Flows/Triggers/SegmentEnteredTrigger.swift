/// Somebody enters a segment. `- segment entered: VIP`.
public struct SegmentEnteredTrigger: TriggerKind {
    public static let keyword = "segment entered"
    public static let form: [FormField] = [
        FormField(
            "segment entered", .segment, "Segment", required: true, help: "The segment that somebody enters.",
            example: "VIP")
    ]
    public static let summary = "Somebody enters a segment."

    public let name: String

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(SegmentEnteredTrigger.keyword, example: "VIP") else { return nil }
        self.name = name
    }

    public var event: String { "Segment Entered" }
    public var key: TriggerKey? { TriggerKey("segment", name) }
    public var state: TriggerState? { .segment(name) }
    public var sentence: String { "Enters the segment “\(name)”" }
}

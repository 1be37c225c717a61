import Engine
import Values

/// What one server asks another of a preview: to count a condition over some ranges of customers.
struct PreviewQuestion: Sendable, Hashable {
    static let path = "/servers/preview"

    var condition: String
    /// The segment that would be edited.
    var segment: String?
    /// One moment for all who count.
    var now: Instant
    var ranges: [BucketRange]

    func about(_ ranges: [BucketRange]) -> PreviewQuestion {
        var question = self
        question.ranges = ranges
        return question
    }
}

extension PreviewQuestion {
    var json: JSON {
        [
            "condition": .string(condition), "segment": segment.map(JSON.string) ?? .null,
            "now": .number(Number(now.milliseconds)), "ranges": .array(ranges.map { .number(Number($0.index)) }),
        ]
    }

    /// - Throws: `AdminError` where it is no such question.
    init(_ json: JSON) throws {
        let numbers = json["ranges"]?.array?.compactMap { $0.number?.integer }
        guard let condition = json["condition"]?.string, let now = json["now"]?.number?.integer, let numbers,
            numbers.allSatisfy({ (0..<Int64(BucketRange.count)).contains($0) })
        else { throw AdminError("this is no question about a preview") }
        self.init(
            condition: condition, segment: json["segment"]?.string, now: Instant(milliseconds: now),
            ranges: Set(numbers).sorted().map { BucketRange(index: Int($0)) })
    }
}

import Values

/// What `EventImport` found.
public struct EventImportReport: ImportReport, Hashable {
    /// Lines that are not empty.
    public var lines = 0
    public var imported = 0
    /// By the check that refused them.
    public var rejected: [String: Int] = [:]
    /// How many events of each name were imported; names beyond the first `maximumNames` are counted as "others".
    public var events: [String: Int] = [:]

    /// Names told apart: what a person reads.
    static let maximumNames = 200

    public init() {}

    public var rejectedLines: Int { rejected.values.reduce(0, +) }

    mutating func count(event name: String) {
        imported += 1
        let isKnown = events[name] != nil || events.count < EventImportReport.maximumNames
        events[isKnown ? name : "others", default: 0] += 1
    }

    public var json: JSON {
        [
            "lines": .number(Number(lines)), "imported": .number(Number(imported)),
            "rejected": .number(Number(rejectedLines)), "rejected_by_rule": JSON(counts: rejected),
            "events": JSON(counts: events),
        ]
    }
}

extension JSON {
    /// An object of counts in the order of their names.
    init(counts: [String: Int]) {
        self = .object(
            JSONObject(
                counts.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .number(Number($0.value))) }))
    }

    /// An object of amounts in the order of their names.
    init(amounts: [String: Number]) {
        self = .object(
            JSONObject(amounts.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .number($0.value)) }))
    }
}

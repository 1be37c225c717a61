import Engine
import Values

/// What `ProfileImport` found.
public struct ProfileImportReport: ImportReport, Hashable {
    /// Without the header and empty lines.
    public var rows = 0
    public var imported = 0
    public var rejectedRows = 0
    public var granted: [Channel: Int] = [:]
    public var withdrawn: [Channel: Int] = [:]
    /// What looked like consent and is none, by channel and reason.
    public var ignored: [Channel: [IgnoredConsent: Int]] = [:]
    /// Columns that are kept as properties because their names mean nothing here.
    public var otherColumns: [String] = []
    public var rowsInWindows1252 = 0
    /// Whose export it is, where the header tells.
    public var exportedFrom: String?

    public init() {}

    mutating func count(_ statement: ConsentStatement, on channel: Channel) {
        switch statement {
        case .granted: granted[channel, default: 0] += 1
        case .withdrawn: withdrawn[channel, default: 0] += 1
        case .ignored(let reason): ignored[channel, default: [:]][reason, default: 0] += 1
        case .none: break
        }
    }

    public var json: JSON {
        [
            "rows": .number(Number(rows)), "imported": .number(Number(imported)),
            "rejected_rows": .number(Number(rejectedRows)),
            "exported_from": exportedFrom.map(JSON.string) ?? .null,
            "consents_granted": JSON(counts: names(granted)), "consents_withdrawn": JSON(counts: names(withdrawn)),
            "consents_ignored": .object(
                JSONObject(
                    Channel.allCases.compactMap { channel in
                        ignored[channel].map { reasons in
                            .init(
                                key: channel.name,
                                value: JSON(
                                    counts: Dictionary(
                                        uniqueKeysWithValues: reasons.map { ($0.key.rawValue, $0.value) })))
                        }
                    })),
            "other_columns": .array(otherColumns.map(JSON.string)),
            "rows_in_windows_1252": .number(Number(rowsInWindows1252)),
        ]
    }

    private func names(_ counts: [Channel: Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: counts.map { ($0.key.name, $0.value) })
    }
}

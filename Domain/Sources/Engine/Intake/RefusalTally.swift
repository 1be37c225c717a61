import Values

/// Requests that came without a key that counts, counted by rule and key: nobody may fill the disk with them.
public struct RefusalTally: Sendable {
    /// Different keys told apart in one row each; further ones are counted together.
    public static let mostKeys = 20
    /// Of one row.
    public static let window = TimeSpan.minutes(1)

    private struct Kind: Hashable {
        let rule: RequestRule
        /// Masked; empty where there was none, nil for all that are not told apart.
        let key: String?
    }

    private var counts: [Kind: Int] = [:]

    public init() {}

    /// - Parameter key: as it came; nil where none did. Only its beginning is kept.
    /// - Returns: whether it is the first since the rows were taken last.
    public mutating func count(_ rule: RequestRule, key: String?) -> Bool {
        let isFirst = counts.isEmpty
        let kind = Kind(rule: rule, key: RefusalTally.masked(key ?? ""))
        counts[
            counts[kind] != nil || counts.count < RefusalTally.mostKeys ? kind : Kind(rule: rule, key: nil), default: 0] +=
            1
        return isFirst
    }

    /// What was counted, a row for each rule and key, in order; counting begins anew.
    public mutating func take(at moment: Instant) -> [RejectedEvent] {
        defer { counts = [:] }
        return counts.sorted { ($0.key.rule.rawValue, $0.key.key ?? "~") < ($1.key.rule.rawValue, $1.key.key ?? "~") }
            .map { kind, count in
                RejectedEvent(
                    receivedAt: moment, rule: kind.rule.rawValue, reason: RefusalTally.reason(kind, count),
                    source: kind.key ?? "", body: "")
            }
    }

    private static func reason(_ kind: Kind, _ count: Int) -> String {
        let requests = count == 1 ? "1 request" : "\(count) requests within a minute"
        switch kind {
        case Kind(rule: .noKey, key: kind.key):
            return "\(requests) came without a write key; send it as the user of Basic authorization, or as writeKey"
        case Kind(rule: kind.rule, key: nil):
            return "\(requests) came with more write keys that are not known; see cartwheel keys list"
        default:
            return "\(requests) came with a write key that is not known or was revoked, \(kind.key ?? ""); "
                + "see cartwheel keys list"
        }
    }

    /// The beginning, by which its owner knows it, and nobody can use it.
    static func masked(_ key: String) -> String {
        key.isEmpty ? "" : String(key.prefix(key.count < 16 ? 3 : 7)).printable(upTo: 7) + "…"
    }
}

import Values

/// `conditions check`: evaluates one condition against one profile, both given as JSON.
public enum ConditionCheckLine {
    /// One JSON line in, one JSON line out; whatever comes in, an answer comes out.
    ///
    /// In: `{"condition", "profile": {"properties", "consents", "timezone", "memberships"}, "events": [{"event",
    /// "timestamp", "properties"}], "trigger"?, "now"}`, times in ISO 8601; consents are a list of channels or an
    /// object with `true` or `"granted"` for each. Out: `{"holds", "until" or null, "because"}` or `{"error"}`.
    /// The profile may also have `identities`, `place`, `locale`, `tags`, `lists`, `topics`, `suppressions`, `stage`,
    /// `score`, `scores`, `coupons`, `cart`, `rfm` and `predictions`, the line a `workspace` with `timezone`, `currency`, `rates`
    /// and `thresholds`. A trigger that is not among the events adds nothing to the history.
    public static func run(_ line: String) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        switch answer(line) {
        case .success(let explanation):
            writer.key("holds")
            writer.bool(explanation.holds)
            writer.key("until")
            if let until = explanation.until { writer.string(until.iso8601) } else { writer.null() }
            writer.key("because")
            writer.string(explanation.because)
        case .failure(let fault):
            writer.key("error")
            writer.string(fault.message)
        }
        writer.endObject()
        return writer.text
    }

    private static func answer(_ line: String) -> Result<Explanation, CheckFault> {
        Result { () throws(CheckFault) in
            let check = try ConditionCheck(line)
            return check.condition.explain(check.subject, trigger: check.trigger, now: check.now)
        }
    }
}

/// Why a line cannot be checked.
struct CheckFault: Error, Sendable {
    let message: String
}

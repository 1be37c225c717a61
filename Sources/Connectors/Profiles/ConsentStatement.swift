import Engine
import Values

/// What a row says about one channel.
enum ConsentStatement: Equatable {
    case granted(source: String, at: Instant)
    case withdrawn(source: String, at: Instant)
    case ignored(IgnoredConsent)
    /// Nothing, or that the person never said anything.
    case none
}

/// Why something that looks like consent is not taken for it.
public enum IgnoredConsent: String, Sendable, Hashable, CaseIterable {
    case noDate = "no date"
    case noSource = "no source"
    case unreadableDate = "its date cannot be read"
    case impossibleDate = "its date lies in the future or before 1990"
    case unknownWord = "the word is neither yes nor no"
    case noAddress = "the row has no address for the channel"
    case nonsubscribedList = "the list is of people who did not subscribe"
}

/// The texts of a row that concern one channel.
struct ConsentTexts {
    var status = ""
    var source = ""
    var at = ""
    /// Of columns that say the person left, or the address is dead; by the column's name.
    var withdrawals: [(column: String, text: String)] = []
}

/// Judges what rows say about consent. Withdrawing needs no proof; granting needs source and date.
struct ConsentReader {
    var dates: DateText
    /// For grants whose row names none; nil where neither the file's kind nor the caller gives one.
    var defaultSource: String?
    /// For withdrawals without a date of their own.
    var asOf: Instant
    var receivedAt: Instant

    static let granting: Set<String> = [
        "yes", "y", "true", "1", "x", "subscribed", "granted", "opted in", "opt in", "optin", "opted-in", "opt-in",
        "opted_in", "opt_in", "single_opt_in", "double_opt_in", "confirmed", "explicit",
    ]
    static let withdrawing: Set<String> = [
        "no", "n", "false", "0", "unsubscribed", "withdrawn", "opted out", "opt out", "optout", "opted-out", "opt-out",
        "opted_out", "opt_out", "suppressed", "bounced", "cleaned", "complained", "user_suppressed", "spam",
    ]
    /// Said of people who never answered.
    static let unanswered: Set<String> = [
        "never_subscribed", "never subscribed", "not_subscribed", "not subscribed", "nonsubscribed", "non-subscribed",
        "transactional", "unknown", "pending", "unconfirmed", "not specified",
    ]

    func statement(of texts: ConsentTexts, hasAddress: Bool) -> ConsentStatement {
        let statement = judge(texts)
        switch statement {
        case .granted, .withdrawn: return hasAddress ? statement : .ignored(.noAddress)
        case .ignored, .none: return statement
        }
    }

    private func judge(_ texts: ConsentTexts) -> ConsentStatement {
        // Whatever else the row says: who left has left.
        let left = texts.withdrawals.filter { isWithdrawal($0.text) }
        if let first = left.first {
            // One column may say why, and the next when: HARD_BOUNCE, and its timestamp.
            let at = left.lazy.compactMap { past(dates.instant($0.text)) }.first
            return .withdrawn(source: short("\(origin): \(first.column)"), at: at ?? asOf)
        }
        let status = texts.status.lowercased()
        if MissingValue.matches(status) || ConsentReader.unanswered.contains(status) { return .none }
        if ConsentReader.withdrawing.contains(status) {
            let source = MissingValue.matches(texts.source) ? origin : texts.source
            return .withdrawn(source: short(source), at: past(dates.instant(texts.at)) ?? asOf)
        }
        guard ConsentReader.granting.contains(status) else { return .ignored(.unknownWord) }
        return grant(source: texts.source, at: texts.at)
    }

    private func grant(source: String, at text: String) -> ConsentStatement {
        guard !MissingValue.matches(text) else { return .ignored(.noDate) }
        guard let at = dates.instant(text) else { return .ignored(.unreadableDate) }
        guard past(at) != nil else { return .ignored(.impossibleDate) }
        guard let source = MissingValue.matches(source) ? defaultSource : source else { return .ignored(.noSource) }
        return .granted(source: short(source), at: at)
    }

    private var origin: String { defaultSource ?? "import" }

    private func short(_ source: String) -> String { String(source.prefix(IntakeLimits.nameLength)) }

    private func isWithdrawal(_ text: String) -> Bool {
        let text = text.lowercased()
        return !MissingValue.matches(text) && !["no", "n", "false", "0", "[]", "{}", "never"].contains(text)
    }

    private func past(_ moment: Instant?) -> Instant? {
        guard let moment, (IntakeLimits.earliest...receivedAt).contains(moment) else { return nil }
        return moment
    }
}

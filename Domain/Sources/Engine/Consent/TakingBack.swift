import Values

/// What becomes of "it was a mistake", said after the way out of one message was taken.
public enum TakingBack: Sendable, Hashable {
    /// Consent stands: there is nothing to take back.
    case stands
    /// The message's own withdrawals are the last word, and consent stood before them: it does again.
    case undone
    /// Nobody had consented, or consent was withdrawn in another way too: whoever holds an old message grants nothing.
    case refused

    /// - Parameters:
    ///   - lines: the ledger's of the message's address, in the order of time.
    ///   - withdrawals: when the message's own way out was taken.
    ///   - purpose: the message's. Marketing went only because consent stood, also where no line says so: it may have been
    ///     given before the address was known.
    public init(lines: [LedgerEntry], withdrawals: Set<Instant>, purpose: Message.Purpose) {
        let statements = lines.filter { $0.statement == .granted || $0.statement == .withdrawn }
        guard let last = statements.last, last.statement == .withdrawn else {
            self = statements.isEmpty && purpose == .transactional ? .refused : .stands
            return
        }
        let before = statements.last { $0.statement == .granted || !withdrawals.contains($0.at) }
        let hadConsent = before.map { $0.statement == .granted } ?? (purpose == .marketing)
        self = withdrawals.contains(last.at) && hadConsent ? .undone : .refused
    }
}

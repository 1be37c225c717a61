import Values

/// What became of one attempt to hand a message over, and what is to be written of it.
public struct Settlement: Sendable, Hashable {
    public enum Result: Sendable, Hashable {
        case sent
        /// The address is bad; its person's step suppresses it.
        case bounced
        /// Ready again at that moment, under the clearance it had: transactional messages only.
        case retry(at: Instant)
        /// Held until then, when policy is asked again: the row becomes `held` with that moment as `dueAt`.
        case hold(until: Instant)
        case failed
        /// The provider may or may not have it; it is not handed over again.
        case unknown
    }

    public var message: Int64
    public var profile: ProfileKey
    public var flow: Int64
    public var channel: Channel
    /// Where it went.
    public var address: String
    /// From 1: how often it has been handed over, this time included.
    public var attempt: Int
    public var provider: String
    public var at: Instant
    public var result: Result
    /// The provider's words, or what went wrong, for a person.
    public var reason: String

    /// Whether no other attempt follows.
    var isFinal: Bool {
        switch result {
        case .sent, .bounced, .failed, .unknown: true
        case .retry, .hold: false
        }
    }

    /// Work to be scheduled in the transaction that records the result, if it takes effect there.
    ///
    /// - Parameter slug: of the flow that sent the message.
    public func work(flow slug: String) -> [WorkItem] {
        switch result {
        case .sent: [receipt(.sent, slug)]
        case .bounced: [receipt(.bounced, slug)]
        case .hold(let until): [WorkItem(dueAt: until, kind: .messageDue, id: message, subject: profile)]
        case .failed: [Command.undeliveredWork(message: message, of: profile)]
        case .retry, .unknown: []
        }
    }

    private func receipt(_ kind: Command.Receipt.Kind, _ slug: String) -> WorkItem {
        Command.Receipt(
            kind: kind, message: message, channel: channel, at: at, flow: slug,
            address: kind == .bounced ? address : nil
        ).work(for: profile)
    }
}

extension Command.Receipt {
    /// The work that tells the message's person of it; the same receipt is the same work.
    public func work(for profile: ProfileKey) -> WorkItem {
        var hash = StableHash()
        hash.combine(kind.rawValue)
        hash.combine(message)
        hash.combine(url ?? "")
        // A message is sent and bounces once; it is opened and clicked as often as people like.
        if kind == .opened || kind == .clicked { hash.combine(at.milliseconds) }
        return WorkItem(
            dueAt: WorkItem.firstInLine, kind: .command, id: hash.finishSigned(), subject: profile,
            payload: Command.receipt(self).payload)
    }
}

extension Command {
    /// The work that tells a person that delivery refused a message of theirs; told twice it is the same work.
    public static func refusedWork(message: Int64, of profile: ProfileKey) -> WorkItem {
        var hash = StableHash()
        hash.combine("refused")
        hash.combine(message)
        return WorkItem(
            dueAt: WorkItem.firstInLine, kind: .command, id: hash.finishSigned(), subject: profile,
            payload: Command.refused(message: message).payload)
    }
}

extension Command {
    /// The work that tells a person that delivery gave a message of theirs up; told twice it is the same work.
    static func undeliveredWork(message: Int64, of profile: ProfileKey) -> WorkItem {
        var hash = StableHash()
        hash.combine("undelivered")
        hash.combine(message)
        return WorkItem(
            dueAt: WorkItem.firstInLine, kind: .command, id: hash.finishSigned(), subject: profile,
            payload: Command.undelivered(message: message).payload)
    }
}

extension Message {
    /// The work that puts a message whose clearance has lapsed before policy again; asking twice changes nothing.
    public var clearAgainWork: WorkItem {
        var hash = StableHash()
        hash.combine(id)
        hash.combine(dueAt.milliseconds)
        return WorkItem(
            dueAt: WorkItem.firstInLine, kind: .command, id: hash.finishSigned(), subject: profile,
            payload: Command.clearAgain(message: id).payload)
    }
}

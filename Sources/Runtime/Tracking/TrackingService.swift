import Channels
import Engine
import Storage
import Values

/// What shoppers' mail programs and clicks tell: opens, clicks, unsubscribes. Each is told by a signed token.
public struct TrackingService: Sendable {
    let database: any Database
    let keys: TrackingKeys
    let scope: WorkspaceScope
    let clock: SystemClock
    let definitions: DefinitionsService
    /// Work was scheduled: the engine need not wait for its next look.
    let nudge: @Sendable () -> Void

    /// How long after the way out was taken it is a mistake: the page that says so stands there for moments, and a message may
    /// be handed on.
    private static let regretted = TimeSpan.days(1)

    private let messages = MessageStore()
    private let ledger = LedgerStore()
    private let work = WorkStore()

    /// The pixel was loaded. A token that is not ours changes nothing.
    public func opened(_ token: String, userAgent: String) async throws {
        guard let token = keys.verified(token, for: .open) else { return }
        try await tell(.opened, token, url: nil, detail: userAgent)
    }

    /// A link was followed.
    /// - Returns: where it leads; nil where the token is not ours or the message's links are no longer kept.
    public func clicked(_ token: String, userAgent: String) async throws -> String? {
        guard let token = keys.verified(token, for: .click), let target = try await target(of: token) else {
            return nil
        }
        try await tell(.clicked, token, url: target, detail: userAgent)
        return target
    }

    /// Where a link leads, for whoever only looks: nothing is counted.
    public func target(ofClick token: String) async throws -> String? {
        guard let token = keys.verified(token, for: .click) else { return nil }
        return try await target(of: token)
    }

    private func target(of token: TrackingToken) async throws -> String? {
        let links = try await database.read { [messages] in try messages.links(of: token.message, on: $0) }
        return links.flatMap { try? JSON.parse($0) }?[Int(token.link) - 1]?.string
    }

    /// The message that an unsubscribe token speaks of; nil where it is not ours.
    public func message(unsubscribing token: String) async throws -> Message? {
        guard let token = keys.verified(token, for: .unsubscribe) else { return nil }
        return try await database.read { [messages] in try messages.messages([token.message], on: $0)[token.message] }
    }

    /// Withdraws consent for the message's channel: believed at once, whatever the engine is doing.
    /// - Returns: the message; nil where the token is not ours.
    public func unsubscribe(_ token: String) async throws -> Message? {
        guard let message = try await message(unsubscribing: token) else { return nil }
        let now = clock.now()
        let (entry, command) = statement(.withdrawn, message, source: "unsubscribe link", at: now)
        try await database.write(lane: .jobs) { [ledger, work, messages, scope] connection in
            try ledger.append([entry], in: scope, on: connection)
            try work.schedule([command], in: scope, on: connection)
            try messages.record([MessageEvent(message: message.id, at: now, kind: .unsubscribed)], on: connection)
        }
        nudge()
        return message
    }

    /// "It was a mistake": undoes what the same token's way out did a moment before, and grants nothing else.
    /// - Returns: the message and what became of it; nil where the token is not ours.
    public func resubscribe(_ token: String) async throws -> (message: Message, outcome: TakingBack)? {
        guard let message = try await message(unsubscribing: token) else { return nil }
        let now = clock.now()
        let (entry, command) = statement(.granted, message, source: "taken back after unsubscribing", at: now)
        let outcome = try await database.write(lane: .jobs) { [ledger, work, messages, scope] connection in
            let since = now - TrackingService.regretted
            let withdrawals = try messages.events(of: message.id, on: connection).filter {
                $0.kind == .unsubscribed && $0.at >= since
            }
            let outcome = TakingBack(
                lines: try ledger.lines(of: [entry.addressKey], in: scope, on: connection)[entry.addressKey] ?? [],
                withdrawals: Set(withdrawals.map(\.at)), purpose: message.purpose)
            if outcome == .undone {
                try ledger.append([entry], in: scope, on: connection)
                try work.schedule([command], in: scope, on: connection)
            }
            return outcome
        }
        nudge()
        return (message, outcome)
    }

    private func statement(
        _ status: Consent.Status, _ message: Message, source: String, at now: Instant
    ) -> (LedgerEntry, WorkItem) {
        let consent = Consent(channel: message.channel, status: status, source: source, at: now)
        let entry = LedgerEntry(
            address: message.address, channel: message.channel,
            statement: status == .granted ? .granted : .withdrawn, at: now, source: source)
        let command = WorkItem(
            dueAt: WorkItem.firstInLine, kind: .command, id: id("consent", message.id, now),
            subject: message.profile, payload: Command.consent(consent).payload)
        return (entry, command)
    }

    private func tell(
        _ kind: Command.Receipt.Kind, _ token: TrackingToken, url: String?, detail: String
    ) async throws {
        let now = clock.now()
        let definitions = definitions.latest
        let event = MessageEvent(
            message: token.message, at: now, kind: kind == .opened ? .opened : .clicked, link: Int64(token.link),
            detail: String(detail.prefix(300)))
        try await database.write(lane: .jobs) { [messages, work, scope] connection in
            guard let message = try messages.messages([token.message], on: connection)[token.message] else { return }
            let receipt = Command.Receipt(
                kind: kind, message: message.id, channel: message.channel, at: now,
                flow: definitions.newest(message.flow)?.slug ?? String(message.flow), url: url)
            try messages.record([event], on: connection)
            try work.schedule(
                [
                    WorkItem(
                        dueAt: WorkItem.firstInLine, kind: .command,
                        id: id(kind.rawValue + (url ?? ""), message.id, now), subject: message.profile,
                        payload: Command.receipt(receipt).payload)
                ], in: scope, on: connection)
        }
        nudge()
    }

    private func id(_ name: String, _ message: Int64, _ moment: Instant) -> Int64 {
        var hash = StableHash()
        hash.combine(name)
        hash.combine(message)
        hash.combine(moment.milliseconds)
        return hash.finishSigned()
    }
}

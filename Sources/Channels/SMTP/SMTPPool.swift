/// Which connection serves which message, as a value: told what happened, it says what to do.
///
/// The connection used last is used next, so that spare ones fall idle and close.
struct SMTPPool<Connection: AnyObject & Sendable>: Sendable {
    /// A connection, and how many messages it has carried.
    struct Lease: Sendable {
        var connection: Connection
        var carried = 0
    }

    /// What a message is to do that wants a connection.
    enum Turn: Sendable {
        case use(Lease)
        case open
        case fail(EmailFailure)
    }

    /// A turn for a message that waited.
    struct Call: Sendable {
        var message: UInt64
        var turn: Turn
    }

    /// After so many messages, a limit that the server had lowered is tried one higher.
    static var messagesUntilRecovery: Int { 200 }

    private let configuredLimit: Int
    private let messagesPerConnection: Int
    /// How many connections may be open: lowered where the server takes fewer.
    private(set) var limit: Int
    /// Connections that are open or being opened.
    private(set) var count = 0
    private(set) var isClosed = false
    private var idle: [Lease] = []
    private var waiting = SMTPWaitingLine()
    private var messagesSinceLowered = 0

    init(limit: Int, messagesPerConnection: Int) {
        self.limit = limit
        configuredLimit = limit
        self.messagesPerConnection = messagesPerConnection
    }

    /// A turn at once, or nil where the message waits for a call.
    mutating func acquire(for message: UInt64) -> Turn? {
        if isClosed { return .fail(Self.closed) }
        if let lease = idle.popLast() { return .use(lease) }
        if count < limit {
            count += 1
            return .open
        }
        waiting.append(message)
        return nil
    }

    /// A message has given its connection back. Says whom it serves next, or whether it is to take leave.
    mutating func release(_ lease: Lease) -> (call: Call?, isSpent: Bool) {
        var lease = lease
        lease.carried += 1
        recover()
        if isClosed || lease.carried >= messagesPerConnection { return (lost(), true) }
        if let message = waiting.popFirst() { return (Call(message: message, turn: .use(lease)), false) }
        idle.append(lease)
        return (nil, false)
    }

    /// A connection in use has ended.
    mutating func lost() -> Call? {
        count -= 1
        guard !isClosed, let message = waiting.popFirst() else { return nil }
        count += 1
        return Call(message: message, turn: .open)
    }

    /// No connection could be opened. Where others serve, the message waits for one of them (nothing is returned for it),
    /// as servers limit how many one client may have; else all that wait fail alike.
    mutating func openingFailed(_ failure: EmailFailure, for message: UInt64) -> [Call] {
        count -= 1
        if count > 0, !isClosed {
            limit = count
            // One may have fallen idle while this one was being opened.
            if let lease = idle.popLast() { return [Call(message: message, turn: .use(lease))] }
            messagesSinceLowered = 0
            waiting.prepend(message)
            return []
        }
        limit = configuredLimit
        return [Call(message: message, turn: .fail(failure))]
            + waiting.popAll().map { Call(message: $0, turn: .fail(failure)) }
    }

    /// An idle connection has closed; nothing happens where it was in use or is gone already.
    mutating func remove(_ connection: Connection) {
        guard let index = idle.firstIndex(where: { $0.connection === connection }) else { return }
        idle.remove(at: index)
        count -= 1
    }

    /// Gives up the idle connections, as one of them turned out to be dead.
    mutating func takeIdle() -> [Connection] {
        defer { idle.removeAll() }
        count -= idle.count
        return idle.map(\.connection)
    }

    /// Whether the message still waited.
    mutating func cancel(_ message: UInt64) -> Bool { waiting.remove(message) }

    mutating func close() -> (idle: [Connection], calls: [Call]) {
        isClosed = true
        return (takeIdle(), waiting.popAll().map { Call(message: $0, turn: .fail(Self.closed)) })
    }

    private mutating func recover() {
        guard limit < configuredLimit else { return }
        messagesSinceLowered += 1
        if messagesSinceLowered >= Self.messagesUntilRecovery {
            limit += 1
            messagesSinceLowered = 0
        }
    }

    private static var closed: EmailFailure { EmailFailure(.cancelled, "The SMTP transport is closed.") }
}

/// Messages in the order in which they wait.
struct SMTPWaitingLine: Sendable {
    private var members: Set<UInt64> = []
    /// May name messages that have left already.
    private var order: [UInt64] = []
    private var start = 0

    mutating func append(_ message: UInt64) {
        members.insert(message)
        order.append(message)
    }

    mutating func prepend(_ message: UInt64) {
        members.insert(message)
        if start > 0 {
            start -= 1
            order[start] = message
        } else {
            order.insert(message, at: 0)
        }
    }

    mutating func popFirst() -> UInt64? {
        while start < order.count {
            let message = order[start]
            start += 1
            if start > 1024, start * 2 > order.count {
                order.removeFirst(start)
                start = 0
            }
            if members.remove(message) != nil { return message }
        }
        return nil
    }

    mutating func popAll() -> [UInt64] {
        var all: [UInt64] = []
        while let message = popFirst() { all.append(message) }
        return all
    }

    mutating func remove(_ message: UInt64) -> Bool { members.remove(message) != nil }
}

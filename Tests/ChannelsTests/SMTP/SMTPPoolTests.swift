import Testing

@testable import Channels

@Suite("The pool of connections")
struct SMTPPoolTests {
    private final class Line: Sendable {}
    private typealias Pool = SMTPPool<Line>

    private func isOpen(_ turn: Pool.Turn?) -> Bool { if case .open = turn { true } else { false } }

    private func used(_ turn: Pool.Turn?) -> Line? { if case .use(let lease) = turn { lease.connection } else { nil } }

    private func failure(_ turn: Pool.Turn?) -> EmailFailure? { if case .fail(let why) = turn { why } else { nil } }

    @Test("connections are opened up to the limit, then messages wait in order")
    func limit() {
        var pool = Pool(limit: 2, messagesPerConnection: 100)
        let turns = (1...5 as ClosedRange<UInt64>).map { pool.acquire(for: $0) }
        #expect(turns[..<2].allSatisfy(isOpen))
        #expect(turns[2...].allSatisfy { $0 == nil })
        let isCancelled = pool.cancel(4)
        #expect(isCancelled)
        let line = Line()
        let (call, isSpent) = pool.release(Pool.Lease(connection: line))
        #expect(call?.message == 3 && used(call?.turn) === line && !isSpent)
        let next = pool.lost()
        #expect(next?.message == 5 && isOpen(next?.turn))
        #expect(pool.count == 2)
    }

    @Test("the connection used last is used next, and one that closed is not")
    func idle() {
        var pool = Pool(limit: 2, messagesPerConnection: 100)
        let lines = [Line(), Line()]
        for message in 1...2 as ClosedRange<UInt64> { _ = pool.acquire(for: message) }
        for line in lines { _ = pool.release(Pool.Lease(connection: line)) }
        let turn = pool.acquire(for: 3)
        #expect(used(turn) === lines[1])
        pool.remove(lines[0])
        pool.remove(lines[1])
        #expect(pool.count == 1)
        let later = pool.acquire(for: 4)
        #expect(isOpen(later))
    }

    @Test("a connection that has carried its share takes leave, and a waiting message opens another")
    func share() {
        var pool = Pool(limit: 1, messagesPerConnection: 2)
        _ = pool.acquire(for: 1)
        _ = pool.acquire(for: 2)
        let first = pool.release(Pool.Lease(connection: Line()))
        guard case .use(let lease) = first.call?.turn else {
            Issue.record("the waiting message was not served")
            return
        }
        #expect(!first.isSpent && lease.carried == 1)
        _ = pool.acquire(for: 3)
        let second = pool.release(lease)
        #expect(second.isSpent && isOpen(second.call?.turn) && pool.count == 1)
    }

    @Test("where none can be opened, all that wait fail alike")
    func outage() {
        var pool = Pool(limit: 1, messagesPerConnection: 100)
        for message in 1...3 as ClosedRange<UInt64> { _ = pool.acquire(for: message) }
        let why = EmailFailure(.connection, "refused")
        let calls = pool.openingFailed(why, for: 1)
        #expect(calls.map(\.message) == [1, 2, 3])
        #expect(calls.allSatisfy { failure($0.turn) == why })
        #expect(pool.count == 0)
        let later = pool.acquire(for: 4)
        #expect(isOpen(later))
    }

    @Test("where the server takes fewer connections, messages share those it takes, and more are tried later")
    func fewer() {
        var pool = Pool(limit: 3, messagesPerConnection: 10_000)
        for message in 1...3 as ClosedRange<UInt64> { _ = pool.acquire(for: message) }
        let why = EmailFailure(.server, "too many connections")
        let calls = pool.openingFailed(why, for: 3)
        #expect(calls.isEmpty)
        #expect(pool.limit == 2)
        let line = Line()
        let released = pool.release(Pool.Lease(connection: line))
        #expect(released.call?.message == 3)
        for _ in 0...Pool.messagesUntilRecovery { _ = pool.release(Pool.Lease(connection: line)) }
        #expect(pool.limit == 3)
    }

    @Test("a message whose connection failed to open takes one that fell idle meanwhile")
    func idleMeanwhile() {
        var pool = Pool(limit: 2, messagesPerConnection: 100)
        _ = pool.acquire(for: 1)
        _ = pool.acquire(for: 2)
        let line = Line()
        _ = pool.release(Pool.Lease(connection: line))
        let calls = pool.openingFailed(EmailFailure(.server, "no"), for: 2)
        #expect(calls.map(\.message) == [2] && used(calls.first?.turn) === line)
    }

    @Test("a closed pool lets go of idle connections and takes no more messages")
    func closed() {
        var pool = Pool(limit: 1, messagesPerConnection: 100)
        _ = pool.acquire(for: 1)
        _ = pool.acquire(for: 2)
        let (idle, calls) = pool.close()
        #expect(idle.isEmpty && calls.map(\.message) == [2])
        let turn = pool.acquire(for: 3)
        #expect(failure(turn)?.kind == .cancelled)
        let released = pool.release(Pool.Lease(connection: Line()))
        #expect(released.isSpent)
        #expect(pool.count == 0)
    }
}

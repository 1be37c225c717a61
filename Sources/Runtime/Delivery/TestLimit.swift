import Synchronization
import Values

/// How many tests one account may send: enough for whoever writes a message, too few for whoever would write to others.
final class TestLimit: Sendable {
    static let most = 30
    static let within = TimeSpan.hours(1)
    /// Accounts that are remembered; there are far fewer.
    private static let mostAccounts = 1_000

    private let sent = Mutex<[String: [Instant]]>([:])

    /// Counts a test, which may go out now.
    /// - Returns: how long to wait where the account has sent too many; then nothing is counted.
    func begin(_ account: String, now: Instant) -> TimeSpan? {
        sent.withLock { sent in
            if sent.count > TestLimit.mostAccounts { sent = [:] }
            let lately = (sent[account] ?? []).filter { now - $0 < TestLimit.within }
            if lately.count >= TestLimit.most, let first = lately.first { return first + TestLimit.within - now }
            sent[account] = lately + [now]
            return nil
        }
    }
}

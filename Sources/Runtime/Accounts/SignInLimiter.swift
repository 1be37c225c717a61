import Synchronization
import Values

/// Slows guessing down: after some tries an address or an account has to wait, longer with every further try.
final class SignInLimiter: Sendable {
    private struct Tries {
        var count = 0
        var last: Instant
    }

    private let tries = Mutex<[String: Tries]>([:])

    /// People mistype; five is what they need at most.
    static let freeTries = 5
    static let firstWait = TimeSpan.seconds(2)
    static let longestWait = TimeSpan.minutes(15)
    /// After so long without a try all is forgotten.
    static let memory = TimeSpan.hours(1)
    /// Remembered at most: guessing from many addresses must not fill the memory.
    static let most = 10_000

    /// How long one of these has to wait still; nil where all may try now.
    func wait(for names: [String], now: Instant) -> TimeSpan? {
        tries.withLock { tries in
            names.compactMap { name -> TimeSpan? in
                guard let known = tries[name], now - known.last < SignInLimiter.memory,
                    known.count >= SignInLimiter.freeTries
                else { return nil }
                let doublings = min(known.count - SignInLimiter.freeTries, 16)
                let pause = min(
                    TimeSpan(milliseconds: SignInLimiter.firstWait.milliseconds << Int64(doublings)),
                    SignInLimiter.longestWait)
                let left = known.last + pause - now
                return left > .zero ? left : nil
            }.max()
        }
    }

    /// A try began; counted before its outcome is known, so that tries side by side all count.
    func count(_ names: [String], now: Instant) {
        tries.withLock { tries in
            if tries.count >= SignInLimiter.most {
                tries = tries.filter { now - $0.value.last < SignInLimiter.memory }
                if tries.count >= SignInLimiter.most { tries = [:] }
            }
            for name in names {
                var known = tries[name] ?? Tries(last: now)
                if now - known.last >= SignInLimiter.memory { known.count = 0 }
                known.count += 1
                known.last = now
                tries[name] = known
            }
        }
    }

    func forget(_ names: [String]) {
        tries.withLock { tries in
            for name in names { tries[name] = nil }
        }
    }
}

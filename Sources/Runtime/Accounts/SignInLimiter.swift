import Synchronization
import Values

/// Slows guessing down: after some tries an address or an account has to wait, longer with every further try.
final class SignInLimiter: Sendable {
    /// What tries are counted by. An address and an account that are written alike stay two things.
    enum Name: Sendable, Hashable {
        case address(String)
        case account(String)

        /// People mistype; five is what they need at most. An account is tried from everywhere, its owner's place too.
        var freeTries: Int {
            switch self {
            case .address: 5
            case .account: 10
            }
        }

        /// Guessing from many addresses meets the account's wait, some 300 tries a day; its owner must get in, too.
        var longestWait: TimeSpan {
            switch self {
            case .address: .minutes(15)
            case .account: .minutes(5)
            }
        }
    }

    private struct Tries {
        var count = 0
        var last: Instant
    }

    private let tries = Mutex<[Name: Tries]>([:])

    static let firstWait = TimeSpan.seconds(2)
    /// After so long without a try all is forgotten.
    static let memory = TimeSpan.hours(1)
    /// Remembered at most: guessing from many addresses must not fill the memory.
    static let most = 10_000

    /// How long one of these has to wait still; nil where all may try now.
    func wait(for names: [Name], now: Instant) -> TimeSpan? {
        tries.withLock { tries in
            names.compactMap { name -> TimeSpan? in
                guard let known = tries[name], now - known.last < SignInLimiter.memory, known.count >= name.freeTries
                else { return nil }
                let doublings = min(known.count - name.freeTries, 16)
                let pause = min(
                    TimeSpan(milliseconds: SignInLimiter.firstWait.milliseconds << Int64(doublings)), name.longestWait)
                let left = known.last + pause - now
                return left > .zero ? left : nil
            }.max()
        }
    }

    /// A try began; counted before its outcome is known, so that tries side by side all count.
    func count(_ names: [Name], now: Instant) {
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

    /// A try succeeded: the account's are forgotten, of the address's only this one, or whoever has an account could
    /// guess at others without end.
    func succeeded(account: Name, from address: Name) {
        tries.withLock { tries in
            tries[account] = nil
            tries[address]?.count -= 1
        }
    }
}

import Crypto
import Storage
import Synchronization
import Values

/// Slows guessing down: after some tries an address or an account has to wait, longer with every further try.
///
/// Tries are counted in the database: however many processes answer, they count together.
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

        /// How long it has to wait still after these tries; nil where it may try now.
        func wait(after tries: SignInTryStore.Tries, now: Instant) -> TimeSpan? {
            guard now - tries.last < SignInLimiter.memory, tries.count >= freeTries else { return nil }
            let doublings = min(tries.count - freeTries, 16)
            let pause = min(
                TimeSpan(milliseconds: SignInLimiter.firstWait.milliseconds << Int64(doublings)), longestWait)
            let left = tries.last + pause - now
            return left > .zero ? left : nil
        }
    }

    static let firstWait = TimeSpan.seconds(2)
    /// After so long without a try all is forgotten.
    static let memory = Housekeeping.signInTriesKept
    /// Remembered at most, 4 MB: guessing from many addresses must not fill the database.
    static let most = 50_000
    /// Names are counted over so often only.
    private static let shrinkEvery = 500

    private let database: any Database
    private let hashKey: SymmetricKey
    private let store = SignInTryStore()
    private let counted = Mutex(0)

    /// - Parameter key: of the hashes that stand for names in the database.
    init(database: any Database, key: [UInt8]) {
        self.database = database
        hashKey = SymmetricKey(data: key)
    }

    /// How long one of these has to wait still; nil where all may try now. Writes nothing, so that whoever has to wait
    /// cannot keep the database busy.
    func wait(for names: [Name], now: Instant) async throws -> TimeSpan? {
        let keys = names.map(key)
        let known = try await database.read { [store] in try store.tries(of: keys, on: $0) }
        return longest(names, keys, known, now)
    }

    /// A try begins; counted before its outcome is known, so that tries side by side all count.
    /// - Returns: how long to wait where others were quicker; then it is not counted and must not be made.
    func begin(_ names: [Name], now: Instant) async throws -> TimeSpan? {
        let keys = names.map(key)
        let isLong = counted.withLock { count in
            count += 1
            return count % SignInLimiter.shrinkEvery == 0
        }
        return try await database.write(lane: .jobs) { [self] connection in
            let known = try store.hold(keys, now: now, on: connection)
            if let wait = longest(names, keys, known, now) { return wait }
            try store.count(keys, now: now, oldest: now - SignInLimiter.memory, on: connection)
            if isLong { try store.shrink(to: SignInLimiter.most, on: connection) }
            return nil
        }
    }

    /// A try succeeded: the account's are forgotten, of the address's only this one, or whoever has an account could
    /// guess at others without end.
    func succeeded(account: Name, from address: Name, on connection: any Connection) throws {
        // In the order in which tries are counted.
        let steps = [(key(account), true), (key(address), false)].sorted { $0.0 < $1.0 }
        for (name, isOver) in steps {
            if isOver {
                try store.forget(name, on: connection)
            } else {
                try store.takeBack(name, on: connection)
            }
        }
    }

    private func longest(
        _ names: [Name], _ keys: [Int64], _ known: [Int64: SignInTryStore.Tries], _ now: Instant
    ) -> TimeSpan? {
        zip(names, keys).compactMap { name, key in known[key].flatMap { name.wait(after: $0, now: now) } }.max()
    }

    private func key(_ name: Name) -> Int64 {
        let text =
            switch name {
            case .address(let address): "address " + address
            case .account(let account): "account " + account
            }
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: hashKey)
        return code.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}

import Channels
import Foundation
import Storage
import Values

extension AccountService {
    public enum SignIn: Sendable, Hashable {
        case signedIn(token: String)
        case wrong
        case tooManyTries(wait: TimeSpan)
    }

    /// Checks a password; takes as long for an unknown address as for a wrong password.
    ///
    /// - Parameter address: where the request came from; tries are counted by it and by the account.
    public func signIn(email: String, password: String, from address: String) async throws -> SignIn {
        switch try await prove(email: email, password: password, from: address) {
        case .wrong: return .wrong
        case .tooManyTries(let wait): return .tooManyTries(wait: wait)
        case .proved(let account, let forgetTries):
            let token = Vault.randomToken()
            let now = clock.now()
            try await database.write(lane: .jobs) { [self] connection in
                try forgetTries(connection)
                try open(account.id, token: token, now: now, on: connection)
            }
            return .signedIn(token: token)
        }
    }

    enum Proof {
        /// The password is the account's; what it takes to forget the try is part of the caller's transaction.
        case proved(Account, forgetTries: @Sendable (any Connection) throws -> Void)
        case wrong
        case tooManyTries(wait: TimeSpan)
    }

    /// Checks a password, counting the try.
    func prove(email: String, password: String, from address: String) async throws -> Proof {
        let now = clock.now()
        let email = String(email.prefix(AccountService.longestName)).lowercased()
        let origin = SignInLimiter.Name.address(IPAddress(address)?.subscriber ?? address)
        let tried = SignInLimiter.Name.account(email)
        // No account has such a password; refused before it is counted, for a count stands for work.
        guard password.utf8.count <= AccountService.longestPassword else { return .wrong }
        if let wait = try await limiter.wait(for: [origin, tried], now: now) { return .tooManyTries(wait: wait) }
        if let wait = try await limiter.begin([origin, tried], now: now) { return .tooManyTries(wait: wait) }
        let account = try await database.read { [accounts] in try accounts.account(email: email, on: $0) }
        let stored = account.map(\.password).flatMap { Vault.isHash($0) ? $0 : nil } ?? Vault.nobodysHash
        guard await Vault.verifyOffPool(password: password, against: stored), let account else { return .wrong }
        return .proved(account) { [limiter] in try limiter.succeeded(account: tried, from: origin, on: $0) }
    }
}

extension Vault {
    /// Scrypt takes 80 ms and 32 MB: one at a time, on a thread of its own, so that nothing else waits for it.
    private static let queue = DispatchQueue(label: "cartwheel.passwords")

    /// Compared with where there is no password, so that the answer takes as long as for one.
    static let nobodysHash = "scrypt$15$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    /// Whether a stored text is what a password was turned into, not the mark of an account that has none.
    static func isHash(_ stored: String) -> Bool { stored.hasPrefix("scrypt$") }

    static func hashOffPool(password: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try hash(password: password) }) }
        }
    }

    static func verifyOffPool(password: String, against stored: String) async -> Bool {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: verify(password: password, against: stored)) }
        }
    }
}

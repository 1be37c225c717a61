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
        let now = clock.now()
        let email = String(email.prefix(AccountService.longestName)).lowercased()
        let origin = SignInLimiter.Name.address(IPAddress(address)?.subscriber ?? address)
        let tried = SignInLimiter.Name.account(email)
        if let wait = limiter.wait(for: [origin, tried], now: now) { return .tooManyTries(wait: wait) }
        limiter.count([origin, tried], now: now)
        guard password.utf8.count <= AccountService.longestPassword else { return .wrong }
        let account = try await database.read { [accounts] in try accounts.account(email: email, on: $0) }
        let matches = await Vault.verifyOffPool(password: password, against: account?.password ?? Vault.nobodysHash)
        guard let account, matches else { return .wrong }
        limiter.succeeded(account: tried, from: origin)
        let token = Vault.randomToken()
        try await database.write(lane: .jobs) { [self] in try open(account.id, token: token, now: now, on: $0) }
        return .signedIn(token: token)
    }
}

extension Vault {
    /// Scrypt takes 80 ms and 32 MB: one at a time, on a thread of its own, so that nothing else waits for it.
    private static let queue = DispatchQueue(label: "cartwheel.passwords")

    /// Compared with where there is no account, so that the answer takes as long as for one.
    static let nobodysHash = "scrypt$15$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

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

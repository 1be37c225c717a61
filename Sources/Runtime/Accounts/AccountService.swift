import Crypto
import Engine
import Storage
import Synchronization
import Values

/// Who may use the console: the first account, signing in and out, and who sits at a browser.
public final class AccountService: Sendable {
    let database: any Database
    let scope: WorkspaceScope
    let clock: SystemClock
    let isDemo: Bool
    let limiter: SignInLimiter
    let accounts = AccountStore()
    let sessions = SessionStore()
    private let formKey: SymmetricKey
    /// Of links to choose a password.
    let linkKey: SymmetricKey
    private let knowsAccount = Mutex(false)

    /// A browser that comes by within this time stays signed in.
    public static let sessionLength = TimeSpan.days(30)
    /// A session is written anew at most so often: not with every page.
    static let sessionStep = TimeSpan.days(1)
    /// NIST SP 800-63B, 5.1.1.2.
    public static let shortestPassword = 12
    /// Longer ones cost time to read and nobody remembers them.
    public static let longestPassword = 1_000
    static let longestName = 200

    public init(_ system: CartwheelSystem) {
        database = system.database
        scope = system.scope
        clock = system.clock
        isDemo = system.configuration.isDemo
        formKey = SymmetricKey(data: system.masterKey.derived(for: "console forms 1"))
        linkKey = SymmetricKey(data: system.masterKey.derived(for: "password links 1"))
        limiter = SignInLimiter(database: database, key: system.masterKey.derived(for: "sign-in tries 1"))
    }

    /// Somebody who is signed in.
    public struct Visitor: Sendable, Hashable {
        public let account: Int64
        public let name: String
        public let email: String
    }

    /// Whether the first start is over. Cost: nothing once it is.
    public func hasAccounts() async throws -> Bool {
        if knowsAccount.withLock({ $0 }) { return true }
        let found = try await database.read { [accounts] in try accounts.hasAccounts(on: $0) }
        if found { knowsAccount.withLock { $0 = true } }
        return found
    }

    /// Who holds this token; nil where nobody does or the session is over. Lets a session that is used last longer.
    public func visitor(_ token: String) async throws -> Visitor? {
        guard token.utf8.count <= AccountService.longestToken else { return nil }
        let hash = AccountService.hash(token)
        let now = clock.now()
        let found = try await database.read { [accounts, sessions] connection -> (Session, Account)? in
            guard let session = try sessions.session(hash, now: now, on: connection),
                let account = try accounts.account(session.account, on: connection)
            else { return nil }
            return (session, account)
        }
        guard let (session, account) = found else { return nil }
        let expiry = now + length
        if expiry - session.expiresAt > AccountService.sessionStep {
            try await database.write(lane: .jobs) { [sessions] in
                _ = try sessions.extend(hash, until: expiry, now: now, on: $0)
            }
        }
        return Visitor(account: account.id, name: account.name, email: account.email)
    }

    public func signOut(_ token: String) async throws {
        let hash = AccountService.hash(token)
        try await database.write(lane: .jobs) { [sessions] in try sessions.delete(hash, on: $0) }
    }

    /// A token for forms that only this browser's own pages can hold (HMAC of what the browser's cookie holds).
    public func formToken(for cookie: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Array(cookie.utf8), using: formKey).prefix(16)
            .map { String($0, radix: 16).leftPadded(to: 2) }.joined()
    }

    /// Takes the same time whatever differs.
    public func accepts(formToken: String, for cookie: String) -> Bool {
        Vault.equal(Array(formToken.utf8), Array(self.formToken(for: cookie).utf8))
    }

    static let longestToken = 100

    /// A demo's sessions are made without asking, so they end sooner.
    var length: TimeSpan { isDemo ? TimeSpan.days(2) : AccountService.sessionLength }

    /// Tokens are long and random, so a plain hash is enough to keep them out of the database.
    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }

    /// Signs an account in, in the transaction at hand.
    /// - Returns: the token for the browser's cookie.
    func open(_ account: Int64, token: String, now: Instant, on connection: any Connection) throws {
        try sessions.purge(before: now, limit: 100, on: connection)
        try sessions.create(
            Session(
                tokenHash: AccountService.hash(token), account: account, createdAt: now, expiresAt: now + length),
            on: connection)
        try accounts.recordSignIn(of: account, at: now, on: connection)
    }
}

import Engine
import Values

/// The people who may use the console; an account belongs to the installation, not to one workspace.
public struct AccountStore: Sendable {
    public init() {}

    private static let columns = "account, email, name, password, role, created_at, last_sign_in_at"

    public func hasAccounts(on connection: any Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM accounts LIMIT 1") { _ in true } ?? false
    }

    /// Makes the account of a first start, which may do everything.
    ///
    /// Of two that come at once, one gets it.
    /// - Returns: nil where there is an account already: whoever asks must sign in.
    public func createFirst(
        _ account: NewAccount, now: Instant, on connection: any Connection
    ) throws -> Account? {
        if connection.dialect == .postgres { try connection.execute("LOCK TABLE accounts IN EXCLUSIVE MODE") }
        guard try !hasAccounts(on: connection) else { return nil }
        return try create(account, as: .owner, now: now, on: connection)
    }

    /// - Throws: `DatabaseError.constraint` where the e-mail address has an account.
    @discardableResult
    public func create(
        _ account: NewAccount, as role: Account.Role, now: Instant, on connection: any Connection
    ) throws -> Account {
        let email = AccountStore.normalised(account.email)
        let sql = """
            INSERT INTO accounts (email, name, password, role, created_at) VALUES ($1, $2, $3, $4, $5)
            RETURNING account
            """
        let id = try connection.first(
            sql,
            [
                .text(email), .text(account.name), .text(account.password), .text(role.rawValue),
                .int(now.milliseconds),
            ]
        ) { $0.int(0) }
        guard let id else { throw DatabaseError.failed("no account number came back", sql: sql) }
        return Account(
            id: id, email: email, name: account.name, password: account.password, role: role, createdAt: now,
            lastSignInAt: nil)
    }

    /// Upper and lower case are one address.
    public func account(email: String, on connection: any Connection) throws -> Account? {
        try account(where: "email = $1", .text(AccountStore.normalised(email)), on: connection)
    }

    public func account(_ id: Int64, on connection: any Connection) throws -> Account? {
        try account(where: "account = $1", .int(id), on: connection)
    }

    public func accounts(on connection: any Connection) throws -> [Account] {
        try connection.all("SELECT \(AccountStore.columns) FROM accounts ORDER BY email", []) { try Account($0) }
    }

    public func recordSignIn(of account: Int64, at now: Instant, on connection: any Connection) throws {
        try connection.execute(
            "UPDATE accounts SET last_sign_in_at = $2 WHERE account = $1", [.int(account), .int(now.milliseconds)])
    }

    /// Changes what is compared at sign-in, and ends every session of the account.
    /// - Parameter password: scrypt's parameters, salt and hash as one text.
    /// - Parameter known: what it is now, where it must not have changed meanwhile.
    /// - Returns: whether it was changed.
    @discardableResult
    public func setPassword(
        of account: Int64, to password: String, ifStill known: String? = nil, on connection: any Connection
    ) throws -> Bool {
        let changed = try connection.execute(
            "UPDATE accounts SET password = $2 WHERE account = $1 AND password = COALESCE($3, password)",
            [.int(account), .text(password), .optional(known)])
        guard changed > 0 else { return false }
        try SessionStore().deleteAll(of: account, on: connection)
        return true
    }

    /// Removes somebody with all their sessions; the last account stays, or whoever comes next would be the first.
    /// - Returns: whether the account is gone.
    public func remove(_ account: Int64, on connection: any Connection) throws -> Bool {
        if connection.dialect == .postgres { try connection.execute("LOCK TABLE accounts IN EXCLUSIVE MODE") }
        let removed = try connection.execute(
            "DELETE FROM accounts WHERE account = $1 AND EXISTS (SELECT 1 FROM accounts WHERE account <> $1)",
            [.int(account)])
        guard removed > 0 else { return false }
        try SessionStore().deleteAll(of: account, on: connection)
        return true
    }

    private func account(
        where condition: String, _ value: SQLValue, on connection: any Connection
    ) throws -> Account? {
        try connection.first("SELECT \(AccountStore.columns) FROM accounts WHERE \(condition)", [value]) {
            try Account($0)
        }
    }

    private static func normalised(_ email: String) -> String {
        Identity(.email, email)?.value ?? email.lowercased()
    }
}

/// Somebody who may sign in.
public struct Account: Sendable, Hashable {
    public enum Role: String, Sendable, Hashable, CaseIterable {
        /// May do everything.
        case owner
    }

    public let id: Int64
    /// In lower case.
    public let email: String
    public let name: String
    /// Opaque here: scrypt's parameters, salt and hash.
    public let password: String
    public let role: Role
    public let createdAt: Instant
    public let lastSignInAt: Instant?
}

extension Account {
    fileprivate init(_ row: Row) throws {
        guard let role = Role(rawValue: row.text(4)) else {
            throw StoredFormError(what: "account \(row.int(0))", reason: "its role is of a newer release")
        }
        self.init(
            id: row.int(0), email: row.text(1), name: row.text(2), password: row.text(3), role: role,
            createdAt: Instant(milliseconds: row.int(5)),
            lastSignInAt: row.optionalInt(6).map(Instant.init(milliseconds:)))
    }
}

public struct NewAccount: Sendable, Hashable {
    public var email: String
    public var name: String
    /// Scrypt's parameters, salt and hash as one text; never the password itself.
    public var password: String

    public init(email: String, name: String, password: String) {
        self.email = email
        self.name = name
        self.password = password
    }
}

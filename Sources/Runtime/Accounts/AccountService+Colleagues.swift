import Engine
import Storage
import Values

extension AccountService {
    /// Somebody who may sign in.
    public struct Colleague: Sendable, Hashable {
        public let id: Int64
        public let name: String
        public let email: String
        public let createdAt: Instant
        public let lastSignInAt: Instant?
        /// False until they have chosen a password.
        public let hasPassword: Bool
        /// Browsers they are signed in on.
        public let sessions: Int
    }

    public enum ColleagueProblem: Sendable, Hashable, CaseIterable {
        case nameMissing, emailInvalid, emailTaken, tooMany
    }

    public enum Invitation: Sendable, Hashable {
        /// The path of the page where they choose a password, for the next seven days.
        case made(id: Int64, path: String)
        case problems(Set<ColleagueProblem>)
    }

    /// A colleague has a week to follow the link.
    public static let invitationLasts = TimeSpan.days(7)
    /// A link to choose a new password lasts a day.
    public static let passwordLinkLasts = TimeSpan.days(1)
    /// A page lists them all.
    static let mostAccounts = 200

    /// Everybody who may sign in, by address.
    public func colleagues() async throws -> [Colleague] {
        let now = clock.now()
        return try await database.read { [accounts, sessions] connection in
            let counts = try sessions.counts(now: now, on: connection)
            return try accounts.accounts(on: connection).map { account in
                Colleague(
                    id: account.id, name: account.name, email: account.email, createdAt: account.createdAt,
                    lastSignInAt: account.lastSignInAt, hasPassword: Vault.isHash(account.password),
                    sessions: counts[account.id] ?? 0)
            }
        }
    }

    /// Makes an account that is entered by the link alone, until its owner has chosen a password.
    public func invite(name: String, email: String) async throws -> Invitation {
        var problems: Set<ColleagueProblem> = []
        if name.isBlank || name.count > AccountService.longestName { problems.insert(.nameMissing) }
        if Identity(.email, email) == nil { problems.insert(.emailInvalid) }
        guard problems.isEmpty else { return .problems(problems) }
        let account = NewAccount(email: email, name: name.trimmedOfSpace, password: PasswordLink.unset())
        let now = clock.now()
        return try await database.write(lane: .jobs) { [self] connection in
            let known = try accounts.accounts(on: connection)
            if known.count >= AccountService.mostAccounts { return .problems([.tooMany]) }
            if try accounts.account(email: email, on: connection) != nil { return .problems([.emailTaken]) }
            let made = try accounts.create(account, as: .owner, now: now, on: connection)
            return .made(id: made.id, path: path(of: made, lasting: AccountService.invitationLasts, now: now))
        }
    }

    /// A path where the account's owner chooses a new password; nil where there is no such account.
    public func passwordLink(for id: Int64) async throws -> String? {
        let now = clock.now()
        guard let account = try await database.read({ [accounts] in try accounts.account(id, on: $0) })
        else { return nil }
        let isNew = !Vault.isHash(account.password)
        return path(
            of: account, lasting: isNew ? AccountService.invitationLasts : AccountService.passwordLinkLasts, now: now)
    }

    public enum Removal: Sendable, Hashable { case removed(name: String), unknown, last }

    /// Takes somebody's way in away; they are signed out everywhere at once.
    public func remove(_ id: Int64) async throws -> Removal {
        try await database.write(lane: .jobs) { [accounts] connection in
            guard let account = try accounts.account(id, on: connection) else { return .unknown }
            return try accounts.remove(id, on: connection) ? .removed(name: account.name) : .last
        }
    }

    /// Ends every session of an account, this browser's included.
    public func signOutEverywhere(_ id: Int64) async throws {
        try await database.write(lane: .jobs) { [sessions] in try sessions.deleteAll(of: id, on: $0) }
    }

    private func path(of account: Account, lasting span: TimeSpan, now: Instant) -> String {
        let link = PasswordLink(account: account.id, expiresAt: now + span)
        return AccountService.passwordPath + "?token=" + link.token(password: account.password, key: linkKey)
    }

    /// Where links lead; the console serves it.
    public static let passwordPath = "/console/password"
}

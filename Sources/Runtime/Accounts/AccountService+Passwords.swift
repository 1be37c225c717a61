import Storage
import Values

extension AccountService {
    public enum PasswordChange: Sendable, Hashable {
        /// Every other browser is signed out; this one goes on with the token.
        case changed(token: String)
        case wrong
        case tooShort
        case tooManyTries(wait: TimeSpan)
    }

    /// Changes one's own password; who sits at an unlocked browser does not know the one that holds.
    ///
    /// - Parameter address: where the request came from; tries are counted as at sign-in.
    public func changePassword(
        of visitor: Visitor, from current: String, to new: String, at address: String
    ) async throws -> PasswordChange {
        guard AccountService.isLongEnough(new) else { return .tooShort }
        switch try await prove(email: visitor.email, password: current, from: address) {
        case .wrong: return .wrong
        case .tooManyTries(let wait): return .tooManyTries(wait: wait)
        case .proved(let account, let forgetTries):
            guard account.id == visitor.account else { return .wrong }
            let hash = try await Vault.hashOffPool(password: new)
            let token = Vault.randomToken()
            let now = clock.now()
            try await database.write(lane: .jobs) { [self] connection in
                try forgetTries(connection)
                try accounts.setPassword(of: account.id, to: hash, on: connection)
                try open(account.id, token: token, now: now, on: connection)
            }
            return .changed(token: token)
        }
    }

    /// Sets a password for somebody else, from this machine's command line; ends all their sessions.
    func setPassword(of id: Int64, to password: String) async throws -> Bool {
        guard AccountService.isLongEnough(password) else { return false }
        let hash = try await Vault.hashOffPool(password: password)
        try await database.write(lane: .jobs) { [accounts] in try accounts.setPassword(of: id, to: hash, on: $0) }
        return true
    }

    /// Whom a link to choose a password was made for; nil where it was used, is out of date or was never made.
    public func holder(ofLink token: String) async throws -> Visitor? {
        try await proved(link: token).map { Visitor(account: $0.id, name: $0.name, email: $0.email) }
    }

    public enum PasswordChoice: Sendable, Hashable {
        /// Chosen, and signed in with this token.
        case chosen(token: String)
        case tooShort
        case linkOver
    }

    /// Chooses a password by a link; every browser of the account is signed out.
    public func choosePassword(_ password: String, byLink token: String) async throws -> PasswordChoice {
        guard try await proved(link: token) != nil else { return .linkOver }
        guard AccountService.isLongEnough(password) else { return .tooShort }
        let hash = try await Vault.hashOffPool(password: password)
        let session = Vault.randomToken()
        let now = clock.now()
        return try await database.write(lane: .jobs) { [self] connection in
            // Of two that follow one link at once, one gets it.
            guard let account = try proved(link: token, on: connection),
                try accounts.setPassword(of: account.id, to: hash, ifStill: account.password, on: connection)
            else { return .linkOver }
            try open(account.id, token: session, now: now, on: connection)
            return .chosen(token: session)
        }
    }

    private func proved(link token: String) async throws -> Account? {
        try await database.read { [self] in try proved(link: token, on: $0) }
    }

    private func proved(link token: String, on connection: any Connection) throws -> Account? {
        guard let link = PasswordLink(token: token), let account = try accounts.account(link.account, on: connection),
            link.isProved(by: token, password: account.password, key: linkKey, now: clock.now())
        else { return nil }
        return account
    }

    static func isLongEnough(_ password: String) -> Bool {
        password.count >= shortestPassword && password.utf8.count <= longestPassword
    }
}

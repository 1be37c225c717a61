import Engine
import Storage
import Values

extension AccountService {
    /// What the first person of an installation says about themselves and their shop.
    public struct FirstAccount: Sendable {
        public var workspace: String
        public var name: String
        public var email: String
        public var password: String

        public init(workspace: String, name: String, email: String, password: String) {
            self.workspace = workspace
            self.name = name
            self.email = email
            self.password = password
        }

        /// What is wrong with it; empty where nothing is.
        public var problems: Set<FirstAccountProblem> {
            var problems: Set<FirstAccountProblem> = []
            if workspace.isBlank || workspace.count > AccountService.longestName { problems.insert(.workspaceMissing) }
            if name.isBlank || name.count > AccountService.longestName { problems.insert(.nameMissing) }
            if Identity(.email, email) == nil { problems.insert(.emailInvalid) }
            if !AccountService.isLongEnough(password) { problems.insert(.passwordTooShort) }
            return problems
        }
    }

    public enum FirstAccountProblem: Sendable, Hashable, CaseIterable {
        case workspaceMissing, nameMissing, emailInvalid
        case passwordTooShort
    }

    public enum FirstStart: Sendable, Hashable {
        /// Made, and signed in with this token.
        case made(token: String)
        case problems(Set<FirstAccountProblem>)
        /// Somebody was first: sign in.
        case over
    }

    /// Makes the installation's first account and names its workspace; only while there is none.
    public func makeFirst(_ first: FirstAccount) async throws -> FirstStart {
        if try await hasAccounts() { return .over }
        let problems = first.problems
        guard problems.isEmpty else { return .problems(problems) }
        let hash = try await Vault.hashOffPool(password: first.password)
        let account = NewAccount(email: first.email, name: first.name.trimmedOfSpace, password: hash)
        let token = Vault.randomToken()
        let now = clock.now()
        let isMade = try await database.write(lane: .jobs) { [self] connection in
            guard let made = try accounts.createFirst(account, now: now, on: connection) else { return false }
            try open(made.id, token: token, now: now, on: connection)
            try name(workspace: first.workspace.trimmedOfSpace, now: now, on: connection)
            return true
        }
        return isMade ? .made(token: token) : .over
    }

    /// Signs the one who watches a demo in, making the demo's account if need be; nil outside a demo.
    ///
    /// Whoever calls must have made sure that the visitor sits at this machine.
    public func signInToDemo() async throws -> String? {
        guard isDemo else { return nil }
        let token = Vault.randomToken()
        let now = clock.now()
        try await database.write(lane: .jobs) { [self] connection in
            // No password has this hash: the account is entered from this machine alone.
            let demo = NewAccount(email: "demo@localhost.localdomain", name: "Demo", password: "none")
            let made = try accounts.createFirst(demo, now: now, on: connection)
            guard let account = try made ?? accounts.accounts(on: connection).first else { return }
            try open(account.id, token: token, now: now, on: connection)
        }
        return token
    }

    private func name(workspace: String, now: Instant, on connection: any Connection) throws {
        let store = DefinitionStore()
        let known = try store.setting(DefinitionsService.settingsName, in: scope, on: connection)
        var settings = known.map(WorkspaceSettings.init(document:)) ?? WorkspaceSettings()
        settings.shopName = workspace
        try store.set(DefinitionsService.settingsName, to: settings.document, now: now, in: scope, on: connection)
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// Without white space at either end, control characters nowhere.
    public var trimmedOfSpace: String {
        let plain = filter { character in
            !character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        let start = plain.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}

import Values

/// The page that asks who you are.
public struct SignInModel: Sendable {
    /// Kept from the last attempt.
    public var email: String
    public var problem: Problem?
    /// Where to go afterwards: a path of the console.
    public var back: String

    public init(email: String = "", problem: Problem? = nil, back: String = Route.overview) {
        self.email = email
        self.problem = problem
        self.back = back
    }

    public enum Problem: Sendable, Equatable {
        case wrongPassword
        case tooManyTries(wait: TimeSpan)
        case sessionExpired
    }
}

/// The first page of a new installation: makes the account and names the workspace.
public struct FirstStartModel: Sendable {
    public var workspace: String
    public var name: String
    public var email: String
    public var problems: Set<Problem>

    public init(workspace: String = "", name: String = "", email: String = "", problems: Set<Problem> = []) {
        self.workspace = workspace
        self.name = name
        self.email = email
        self.problems = problems
    }

    public enum Problem: Sendable, Hashable, CaseIterable {
        case workspaceMissing, nameMissing, emailInvalid, passwordTooShort
    }

    /// Long enough that guessing is hopeless even without rules on characters (source: NIST SP 800-63B, 5.1.1.2).
    public static let shortestPassword = 12
}

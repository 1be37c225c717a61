import Values

/// One's own account, and who else may sign in.
public struct AccountModel: Sendable {
    public var name: String
    public var email: String
    /// False in a demo, which is entered without one.
    public var hasPassword: Bool
    /// Browsers this account is signed in on.
    public var browsers: Int
    public var colleagues: [Colleague]
    public var passwordProblem: PasswordProblem?
    public var invitation: Invitation
    /// A link that was made just now, shown this once.
    public var link: Link?

    public init(
        name: String, email: String, hasPassword: Bool, browsers: Int, colleagues: [Colleague],
        passwordProblem: PasswordProblem? = nil, invitation: Invitation = Invitation(), link: Link? = nil
    ) {
        self.name = name
        self.email = email
        self.hasPassword = hasPassword
        self.browsers = browsers
        self.colleagues = colleagues
        self.passwordProblem = passwordProblem
        self.invitation = invitation
        self.link = link
    }

    public struct Colleague: Sendable {
        public var id: String
        public var name: String
        public var email: String
        /// Nil where they never came.
        public var lastSignIn: Instant?
        /// False until they have chosen a password.
        public var hasPassword: Bool
        public var isYou: Bool

        public init(
            id: String, name: String, email: String, lastSignIn: Instant?, hasPassword: Bool, isYou: Bool
        ) {
            self.id = id
            self.name = name
            self.email = email
            self.lastSignIn = lastSignIn
            self.hasPassword = hasPassword
            self.isYou = isYou
        }
    }

    /// The form of a new colleague, kept from the last attempt.
    public struct Invitation: Sendable {
        public var name: String
        public var email: String
        public var problems: Set<InviteProblem>

        public init(name: String = "", email: String = "", problems: Set<InviteProblem> = []) {
            self.name = name
            self.email = email
            self.problems = problems
        }
    }

    public struct Link: Sendable {
        public var name: String
        public var email: String
        public var address: String
        /// How long it is good.
        public var days: Int

        public init(name: String, email: String, address: String, days: Int) {
            self.name = name
            self.email = email
            self.address = address
            self.days = days
        }
    }

    public enum InviteProblem: Sendable, Hashable, CaseIterable { case nameMissing, emailInvalid, emailTaken, tooMany }

    public enum PasswordProblem: Sendable, Hashable {
        case wrong, tooShort
        case tooManyTries(wait: TimeSpan)
    }
}

/// What the account's page says of a change that led to it.
public enum AccountNotice: String, Sendable, CaseIterable {
    case passwordChanged = "password"
    case colleagueRemoved = "removed"
    case lastAccount = "last"
    case colleagueGone = "gone"

    public func notice(in context: PageContext) -> Notice {
        let isProblem = self == .lastAccount || self == .colleagueGone
        return Notice(isProblem: isProblem, text: context.catalog.colleague.notice(self))
    }
}

/// The page behind a link that was handed over.
public struct PasswordModel: Sendable {
    /// Nil where the link is over.
    public var holder: Holder?
    public var token: String
    public var isTooShort: Bool

    public init(holder: Holder?, token: String, isTooShort: Bool = false) {
        self.holder = holder
        self.token = token
        self.isTooShort = isTooShort
    }

    public struct Holder: Sendable {
        public var name: String
        public var email: String

        public init(name: String, email: String) {
            self.name = name
            self.email = email
        }
    }
}

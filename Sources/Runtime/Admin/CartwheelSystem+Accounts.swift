import Storage
import Values

extension CartwheelSystem {
    func listAccounts() async throws -> JSON {
        .array(
            try await AccountService(self).colleagues().map { colleague in
                [
                    "email": .string(colleague.email), "name": .string(colleague.name),
                    "created_at": .string(colleague.createdAt.iso8601),
                    "last_sign_in_at": colleague.lastSignInAt.map { .string($0.iso8601) } ?? .null,
                    "has_password": .bool(colleague.hasPassword), "browsers": .number(Number(colleague.sessions)),
                ]
            })
    }

    /// Makes an account; answers with the link by which its owner chooses a password, unless one is given.
    func addAccount(_ parameters: JSON) async throws -> JSON {
        let email = try required("email", of: parameters)
        let service = AccountService(self)
        if let password = parameters["password"]?.string { try check(password) }
        switch try await service.invite(name: parameters["name"]?.string ?? email, email: email) {
        case .made(let id, let path):
            guard let password = parameters["password"]?.string else {
                return ["email": .string(email), "link": .string(link(path))]
            }
            _ = try await service.setPassword(of: id, to: password)
            return ["email": .string(email), "link": .null]
        case .problems(let problems):
            throw AdminError(problems.map { $0.words(email) }.sorted().joined(separator: "; "))
        }
    }

    func removeAccount(_ parameters: JSON) async throws -> JSON {
        let colleague = try await colleague(parameters)
        switch try await AccountService(self).remove(colleague.id) {
        case .removed: return ["email": .string(colleague.email), "removed": true]
        case .unknown: throw AdminError("“\(colleague.email)” was removed a moment ago")
        case .last:
            throw AdminError(
                "“\(colleague.email)” is the only account; add another first, or nobody could sign in any more")
        }
    }

    /// Sets a password that is given, or answers with a link to choose one.
    func setPassword(_ parameters: JSON) async throws -> JSON {
        let colleague = try await colleague(parameters)
        let service = AccountService(self)
        if let password = parameters["password"]?.string {
            try check(password)
            _ = try await service.setPassword(of: colleague.id, to: password)
            return ["email": .string(colleague.email), "link": .null]
        }
        guard let path = try await service.passwordLink(for: colleague.id) else {
            throw AdminError("“\(colleague.email)” was removed a moment ago")
        }
        return ["email": .string(colleague.email), "link": .string(link(path))]
    }

    private func check(_ password: String) throws {
        guard AccountService.isLongEnough(password) else {
            throw AdminError(
                "the password must have \(AccountService.shortestPassword) characters or more, and at most "
                    + "\(AccountService.longestPassword) bytes")
        }
    }

    private func colleague(_ parameters: JSON) async throws -> AccountService.Colleague {
        let email = try required("email", of: parameters).lowercased()
        guard let found = try await AccountService(self).colleagues().first(where: { $0.email == email }) else {
            throw AdminError("there is no account “\(email)”; see cartwheel accounts list")
        }
        return found
    }

    private func link(_ path: String) -> String { configuration.publicURL + path }
}

extension AccountService.ColleagueProblem {
    fileprivate func words(_ email: String) -> String {
        switch self {
        case .nameMissing: "the name is missing, or longer than \(AccountService.longestName) characters"
        case .emailInvalid: "“\(email)” is not an e-mail address"
        case .emailTaken: "“\(email)” has an account already; see cartwheel accounts list"
        case .tooMany: "there are \(AccountService.mostAccounts) accounts, which is the most; remove one first"
        }
    }
}

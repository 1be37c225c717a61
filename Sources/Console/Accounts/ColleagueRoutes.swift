import Hummingbird
import Pages
import Runtime
import Values

/// One's own account, and who else may sign in.
struct ColleagueRoutes: Sendable {
    let parts: ConsoleParts

    /// - Parameter rooms: where only those come who are signed in.
    func add(to rooms: RouterGroup<ConsoleContext>) {
        rooms.get("account") { request, context in try await page(request, context) }
        rooms.post("account/password") { request, context in try await changePassword(request, context) }
        rooms.post("account/sign-out-everywhere") { _, context in try await signOutEverywhere(context) }
        rooms.post("account/colleagues") { request, context in try await invite(request, context) }
        rooms.post("account/colleagues/:id/link") { request, context in try await newLink(request, context) }
        rooms.post("account/colleagues/:id/remove") { _, context in try await remove(context) }
    }

    private func page(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let notice = request.queryFields["done"].flatMap { AccountNotice(rawValue: $0) }
        return try await show(request, context, notice: notice) { _ in }
    }

    private func show(
        _ request: Request, _ context: ConsoleContext, status: HTTPResponse.Status = .ok,
        notice: AccountNotice? = nil, _ change: (inout AccountModel) -> Void
    ) async throws -> Response {
        let visitor = try visitor(context)
        let colleagues = try await parts.accounts.colleagues()
        let own = colleagues.first { $0.id == visitor.account }
        var model = AccountModel(
            name: visitor.name, email: visitor.email, hasPassword: own?.hasPassword ?? false,
            browsers: own?.sessions ?? 1,
            colleagues: colleagues.map { AccountModel.Colleague($0, isYou: $0.id == visitor.account) })
        change(&model)
        var page = try await parts.page(request, context)
        page.notice = notice?.notice(in: page)
        return .page(AccountView.render(model, in: page), status: status)
    }

    private func changePassword(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let answer = try await parts.accounts.changePassword(
            of: visitor(context), from: context.form["current"] ?? "", to: context.form["new"] ?? "",
            at: parts.client(of: request, context))
        switch answer {
        case .changed(let token):
            var response = Response.onward(to: Route.account + "?done=" + AccountNotice.passwordChanged.rawValue)
            parts.cookies.keep(session: token, seconds: parts.sessionSeconds, in: &response)
            return response
        case .wrong: return try await show(request, context) { $0.passwordProblem = .wrong }
        case .tooShort: return try await show(request, context) { $0.passwordProblem = .tooShort }
        case .tooManyTries(let wait):
            return try await show(request, context, status: .tooManyRequests) {
                $0.passwordProblem = .tooManyTries(wait: wait)
            }
        }
    }

    private func signOutEverywhere(_ context: ConsoleContext) async throws -> Response {
        try await parts.accounts.signOutEverywhere(visitor(context).account)
        var response = Response.onward(to: Route.signIn)
        parts.cookies.forgetSession(in: &response)
        return response
    }

    private func invite(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let name = context.form["name"] ?? ""
        let email = context.form["email"] ?? ""
        switch try await parts.accounts.invite(name: name, email: email) {
        case .made(_, let path):
            let link = link(path, name, email, lasts: AccountService.invitationLasts)
            return try await show(request, context) { $0.link = link }
        case .problems(let problems):
            let kept = AccountModel.Invitation(
                name: name, email: email, problems: Set(problems.map(AccountModel.InviteProblem.init)))
            return try await show(request, context) { $0.invitation = kept }
        }
    }

    private func newLink(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let colleagues = try await parts.accounts.colleagues()
        guard let colleague = colleagues.first(where: { $0.id == id(context) }),
            let path = try await parts.accounts.passwordLink(for: colleague.id)
        else { return back(.colleagueGone) }
        let lasts = colleague.hasPassword ? AccountService.passwordLinkLasts : AccountService.invitationLasts
        let link = link(path, colleague.name, colleague.email, lasts: lasts)
        return try await show(request, context) { $0.link = link }
    }

    private func remove(_ context: ConsoleContext) async throws -> Response {
        guard let id = id(context), id != (try visitor(context).account) else {
            throw HTTPError(.forbidden, message: "You cannot remove yourself; a colleague can.")
        }
        switch try await parts.accounts.remove(id) {
        case .removed: return back(.colleagueRemoved)
        case .unknown: return back(.colleagueGone)
        case .last: return back(.lastAccount)
        }
    }

    private func back(_ notice: AccountNotice) -> Response { .onward(to: Route.account + "?done=" + notice.rawValue) }

    private func id(_ context: ConsoleContext) -> Int64? { context.parameters.get("id").flatMap { Int64($0) } }

    private func link(_ path: String, _ name: String, _ email: String, lasts: TimeSpan) -> AccountModel.Link {
        AccountModel.Link(
            name: name, email: email, address: parts.system.configuration.publicURL + path,
            days: Int(lasts.milliseconds / TimeSpan.days(1).milliseconds))
    }

    private func visitor(_ context: ConsoleContext) throws -> AccountService.Visitor {
        guard let visitor = context.visitor else { throw HTTPError(.unauthorized, message: "Sign in first.") }
        return visitor
    }
}

extension AccountModel.Colleague {
    init(_ colleague: AccountService.Colleague, isYou: Bool) {
        self.init(
            id: String(colleague.id), name: colleague.name, email: colleague.email,
            lastSignIn: colleague.lastSignInAt, hasPassword: colleague.hasPassword, isYou: isYou)
    }
}

extension AccountModel.InviteProblem {
    init(_ problem: AccountService.ColleagueProblem) {
        switch problem {
        case .nameMissing: self = .nameMissing
        case .emailInvalid: self = .emailInvalid
        case .emailTaken: self = .emailTaken
        case .tooMany: self = .tooMany
        }
    }
}

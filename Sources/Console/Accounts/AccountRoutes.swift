import Hummingbird
import Pages
import Runtime
import Values

/// First start, signing in and out, and the choice of colours.
struct AccountRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("sign-in") { request, context in try await signInPage(request, context) }
        group.post("sign-in") { request, context in try await signIn(request, context) }
        group.get("first-start") { request, context in try await firstStartPage(request, context) }
        group.post("first-start") { request, context in try await firstStart(request, context) }
        group.post("sign-out") { request, context in try await signOut(request) }
        group.post("theme") { request, context in theme(context) }
    }

    private func signInPage(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let back = consolePath(request.queryFields["back"])
        if context.visitor != nil { return .onward(to: back) }
        guard try await parts.accounts.hasAccounts() else { return .onward(to: Route.firstStart) }
        let model = SignInModel(back: back)
        return .page(SignInView.render(model, in: try await parts.page(request, context)))
    }

    private func signIn(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let email = context.form["email"] ?? ""
        let back = consolePath(context.form["back"])
        let answer = try await parts.accounts.signIn(
            email: email, password: context.form["password"] ?? "", from: parts.client(of: request, context))
        switch answer {
        case .signedIn(let token): return entering(token, back)
        case .wrong:
            return try await again(
                SignInModel(email: email, problem: .wrongPassword, back: back), .ok, request, context)
        case .tooManyTries(let wait):
            let model = SignInModel(email: email, problem: .tooManyTries(wait: wait), back: back)
            var response = try await again(model, .tooManyRequests, request, context)
            response.headers[.retryAfter] = String(wait.milliseconds / 1000 + 1)
            return response
        }
    }

    private func again(
        _ model: SignInModel, _ status: HTTPResponse.Status, _ request: Request, _ context: ConsoleContext
    ) async throws -> Response {
        .page(SignInView.render(model, in: try await parts.page(request, context)), status: status)
    }

    private func firstStartPage(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        if try await parts.accounts.hasAccounts() { return .onward(to: Route.overview) }
        return .page(FirstStartView.render(FirstStartModel(), in: try await parts.page(request, context)))
    }

    private func firstStart(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let first = AccountService.FirstAccount(
            workspace: context.form["workspace"] ?? "", name: context.form["name"] ?? "",
            email: context.form["email"] ?? "", password: context.form["password"] ?? "")
        switch try await parts.accounts.makeFirst(first) {
        case .made(let token): return entering(token, Route.overview)
        case .over: return .onward(to: Route.signIn)
        case .problems(let problems):
            let model = FirstStartModel(
                workspace: first.workspace, name: first.name, email: first.email,
                problems: Set(problems.map(FirstStartModel.Problem.init)))
            return .page(FirstStartView.render(model, in: try await parts.page(request, context)))
        }
    }

    private func signOut(_ request: Request) async throws -> Response {
        if let token = parts.cookies.session(request) { try await parts.accounts.signOut(token) }
        var response = Response.onward(to: Route.signIn)
        parts.cookies.forgetSession(in: &response)
        return response
    }

    private func theme(_ context: ConsoleContext) -> Response {
        var response = Response.onward(to: LocationHeader.ours(context.form["back"]) ?? Route.overview)
        if let theme = context.form["theme"].flatMap({ Theme(rawValue: $0) }) {
            parts.cookies.keep(theme: theme.rawValue, in: &response)
        }
        return response
    }

    private func entering(_ token: String, _ path: String) -> Response {
        var response = Response.onward(to: path)
        parts.cookies.keep(session: token, seconds: parts.sessionSeconds, in: &response)
        return response
    }

    private func consolePath(_ path: String?) -> String {
        LocationHeader.ours(path).flatMap { $0.hasPrefix(Route.overview) ? $0 : nil } ?? Route.overview
    }
}

extension FirstStartModel.Problem {
    init(_ problem: AccountService.FirstAccountProblem) {
        switch problem {
        case .workspaceMissing: self = .workspaceMissing
        case .nameMissing: self = .nameMissing
        case .emailInvalid: self = .emailInvalid
        case .passwordTooShort: self = .passwordTooShort
        }
    }
}

import Hummingbird
import Pages
import Runtime

/// The page behind a link that was handed over.
struct PasswordRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("password") { request, context in
            try await page(request, context, token: request.queryFields["token"] ?? "")
        }
        group.post("password") { request, context in try await choose(request, context) }
    }

    private func page(
        _ request: Request, _ context: ConsoleContext, token: String, isTooShort: Bool = false
    ) async throws -> Response {
        let holder = try await parts.accounts.holder(ofLink: token)
        let model = PasswordModel(
            holder: holder.map { PasswordModel.Holder(name: $0.name, email: $0.email) }, token: token,
            isTooShort: isTooShort)
        return .page(
            PasswordView.render(model, in: try await parts.page(request, context)),
            status: holder == nil ? .gone : .ok)
    }

    private func choose(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let token = context.form["token"] ?? ""
        switch try await parts.accounts.choosePassword(context.form["password"] ?? "", byLink: token) {
        case .chosen(let session):
            var response = Response.onward(to: Route.overview)
            parts.cookies.keep(session: session, seconds: parts.sessionSeconds, in: &response)
            return response
        case .tooShort: return try await page(request, context, token: token, isTooShort: true)
        case .linkOver: return try await page(request, context, token: token)
        }
    }
}

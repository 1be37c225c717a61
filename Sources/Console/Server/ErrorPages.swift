import Hummingbird
import Logging
import Pages
import Runtime
import Storage
import Values

/// Answers what failed: a page for people, JSON for programs; and sets the headers that every answer carries.
struct ErrorPages: RouterMiddleware {
    typealias Context = ConsoleContext
    let parts: ConsoleParts

    func handle(
        _ request: Request, context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do { response = try await next(request, context) } catch {
            response = answer(to: error, request, context)
        }
        if request.method == .head { response = response.createHeadResponse() }
        response.headers[.xContentTypeOptions] = "nosniff"
        // Not "no-referrer": browsers then say "null" for the origin of our own forms.
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.openerPolicy] = "same-origin"
        if parts.cookies.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }

    private func answer(to error: any Error, _ request: Request, _ context: ConsoleContext) -> Response {
        if let problem = error as? HTTPError {
            return failure(problem.status, problem.body, reference: nil, headers: problem.headers, request, context)
        }
        let reference = String(Vault.randomToken().prefix(8))
        parts.system.logger.error("\(request.method) \(request.uri.path) failed [\(reference)]: \(error)")
        switch error as? DatabaseError {
        case .busy, .connectionLost, .closed, .ambiguousCommit, .serialization, .diskFull, .cannotOpen,
            .ownedByProcess:
            return failure(
                .serviceUnavailable, nil, reference: reference, headers: [.retryAfter: "5"], request, context)
        case .badData, .constraint, .schemaTooNew, .failed, nil:
            return failure(.internalServerError, nil, reference: reference, headers: [:], request, context)
        }
    }

    private func failure(
        _ status: HTTPResponse.Status, _ message: String?, reference: String?, headers: HTTPFields,
        _ request: Request, _ context: ConsoleContext
    ) -> Response {
        guard wantsPage(request) else {
            var error: JSONObject = [
                "code": .string(status.reasonPhrase.lowercased().replacing(" ", with: "_")),
                "message": .string(message ?? status.reasonPhrase),
            ]
            error["reference"] = reference.map(JSON.string)
            var response = Response(["success": false, "error": .object(error)], status: status)
            response.headers.append(contentsOf: headers)
            return response
        }
        let kind: ErrorModel.Kind =
            switch status.code {
            case 404, 405: .notFound
            case 503: .unavailable
            case 500...599: .failure
            default: .forbidden
            }
        let page = parts.page(request, context, settings: parts.system.definitions.latest.settings)
        var response = Response.page(
            ErrorView.render(
                ErrorModel(
                    kind: kind, reference: reference, isInConsole: request.uri.path.hasPrefix(Route.overview)),
                in: page), status: status)
        response.headers.append(contentsOf: headers)
        return response
    }

    /// Programs call `/v1` and say that they read something else; people's browsers ask for HTML.
    private func wantsPage(_ request: Request) -> Bool {
        let path = request.uri.path
        if path.hasPrefix("/v1/") || path == "/v1" || path == Route.live || path == Route.search { return false }
        return request.headers[.accept]?.contains("text/html") == true
    }
}

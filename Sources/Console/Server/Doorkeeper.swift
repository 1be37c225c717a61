import Hummingbird
import Pages
import Runtime
import Values

/// Finds out who comes, and gives strangers what their forms are made with.
struct Doorkeeper: RouterMiddleware {
    typealias Context = ConsoleContext
    let parts: ConsoleParts

    func handle(
        _ request: Request, context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        var fresh: String?
        if let token = parts.cookies.session(request), let visitor = try await parts.accounts.visitor(token) {
            context.visitor = visitor
            context.browserToken = token
        } else if let token = parts.cookies.form(request), (16...100).contains(token.utf8.count) {
            context.browserToken = token
        } else {
            context.browserToken = Vault.randomToken()
            fresh = context.browserToken
        }
        if request.method == .post {
            guard SameOrigin.allows(request, publicURL: parts.system.configuration.publicURL) else {
                throw HTTPError(.forbidden, message: "This form was sent from another site.")
            }
            context.form = try await request.formFields(
                within: .of(path: request.uri.path, isSignedIn: context.visitor != nil))
            guard parts.accounts.accepts(formToken: context.form["csrf"] ?? "", for: context.browserToken) else {
                throw HTTPError(.forbidden, message: "This form is out of date: reload the page and try again.")
            }
        }
        var response = try await next(request, context)
        if let fresh, request.method == .get { parts.cookies.keep(form: fresh, in: &response) }
        if context.visitor != nil, let token = parts.cookies.session(request), request.method == .get {
            parts.cookies.keep(session: token, seconds: parts.sessionSeconds, in: &response)
        }
        return response
    }
}

/// Lets nobody past who is not signed in.
struct SignedIn: RouterMiddleware {
    typealias Context = ConsoleContext
    let parts: ConsoleParts

    func handle(
        _ request: Request, context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        if context.visitor != nil { return try await next(request, context) }
        if DemoDoor.admits(request, peer: context.peer), let token = try await parts.accounts.signInToDemo() {
            var context = context
            context.visitor = try await parts.accounts.visitor(token)
            context.browserToken = token
            var response = try await next(request, context)
            parts.cookies.keep(session: token, seconds: parts.sessionSeconds, in: &response)
            return response
        }
        let path = request.uri.path
        guard request.method == .get, path != Route.live, path != Route.search else {
            throw HTTPError(.unauthorized, message: "Sign in first.")
        }
        guard try await parts.accounts.hasAccounts() else { return .onward(to: Route.firstStart) }
        let back = LocationHeader.ours(request.uri.string).flatMap { $0.utf8.count <= 1_000 ? $0 : nil }
        let query = back.map { $0 == Route.overview ? "" : "?back=" + FormFields.encoded($0) } ?? ""
        return .onward(to: Route.signIn + query)
    }
}

/// Whether a form came from a page of ours, by what the browser says itself (besides the form's token).
enum SameOrigin {
    static func allows(_ request: Request, publicURL: String) -> Bool {
        if let site = request.headers[.fetchSite], site != "same-origin", site != "none" { return false }
        guard let origin = request.headers[.origin] else { return true }
        guard let scheme = origin.firstRange(of: "://") else { return false }
        let host = origin[scheme.upperBound...].lowercased()
        let own = (request.head.authority ?? "").lowercased()
        let known = publicURL.firstRange(of: "://").map { publicURL[$0.upperBound...].lowercased() } ?? ""
        return host == own || host == known.prefix { $0 != "/" }
    }
}

/// A demo opens by itself, to whoever sits at this machine: not through a proxy, and not by a name that some page in
/// the browser had resolved to it.
enum DemoDoor {
    static func admits(_ request: Request, peer: String?) -> Bool {
        admits(
            peer: peer, host: request.head.authority ?? "",
            isForwarded: request.headers[.forwardedFor] != nil || request.headers[.forwarded] != nil)
    }

    static func admits(peer: String?, host: String, isForwarded: Bool) -> Bool {
        guard !isForwarded, let peer, peer == "::1" || peer.hasPrefix("127.") else { return false }
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" } + ""
        return name == "localhost" || name == "[::1]" || name == "127.0.0.1"
    }
}

extension ConsoleParts {
    var sessionSeconds: Int64 { AccountService.sessionLength.milliseconds / 1000 }
}

extension FormFields {
    /// Percent-encodes all but the unreserved characters (RFC 3986, 2.3).
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                result.append(character)
            } else {
                result += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
            }
        }
        return result
    }
}

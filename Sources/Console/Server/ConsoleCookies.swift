import Hummingbird
import Runtime

/// The cookies that hold who is signed in, and what forms of strangers are made with.
struct ConsoleCookies: Sendable {
    /// Whether the console is reached by https: then cookies go nowhere else.
    let isSecure: Bool

    /// `__Host-` keeps a neighbour under the same domain from setting it (RFC 6265bis, 4.1.3.2).
    private var prefix: String { isSecure ? "__Host-" : "" }
    private var sessionName: String { prefix + "cartwheel_session" }
    private var formName: String { prefix + "cartwheel_form" }

    func session(_ request: Request) -> String? { request.cookies[sessionName]?.value }
    func form(_ request: Request) -> String? { request.cookies[formName]?.value }

    func keep(session token: String, seconds: Int64, in response: inout Response) {
        response.headers[values: .setCookie].append(cookie(sessionName, token, "; Max-Age=\(seconds)"))
    }

    func forgetSession(in response: inout Response) {
        response.headers[values: .setCookie].append(cookie(sessionName, "", "; Max-Age=0"))
    }

    func keep(form token: String, in response: inout Response) {
        response.headers[values: .setCookie].append(cookie(formName, token, ""))
    }

    func keep(theme: String, in response: inout Response) {
        response.headers[values: .setCookie].append("theme=\(theme); Path=/; Max-Age=31536000; SameSite=Lax")
    }

    private func cookie(_ name: String, _ value: String, _ rest: String) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")\(rest)"
    }
}

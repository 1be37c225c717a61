import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Storage
import Synchronization
import Values

@testable import Console
@testable import Runtime

/// A browser before the router: it keeps cookies and fills in the forms of the page it was shown.
final class Browser: Sendable {
    private let client: any TestClientProtocol
    private let system: CartwheelSystem
    private let cookies = Mutex<[String: String]>([:])
    private let formToken = Mutex("")

    init(client: any TestClientProtocol, system: CartwheelSystem) {
        self.client = client
        self.system = system
    }

    /// Another browser before the same server.
    func stranger() -> Browser { Browser(client: client, system: system) }

    var cookieNames: Set<String> { cookies.withLock { Set($0.keys) } }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        var all = HTTPFields()
        all[.accept] = "text/html"
        for field in headers { all[field.name] = field.value }
        return try await send(.get, path, all, nil)
    }

    /// Posts a form, with the token of the last page unless another is given.
    func post(
        _ path: String, _ fields: [String: String] = [:], token: String? = nil, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var fields = fields
        fields["csrf"] = token ?? formToken.withLock { $0 }
        let body = fields.map { "\(FormFields.encoded($0))=\(FormFields.encoded($1))" }.joined(separator: "&")
        var all = headers
        all[.accept] = "text/html"
        all[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, all, ByteBuffer(string: body))
    }

    /// A call of the track API.
    func send(_ json: JSON, to call: String, key: String?) async throws -> TestResponse {
        try await send(bytes: Array(json.text.utf8), to: call, key: key)
    }

    func send(
        bytes: [UInt8], to call: String, key: String?, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var all = headers
        all[.contentType] = "application/json"
        if let key { all[.authorization] = "Basic " + Data((key + ":").utf8).base64EncodedString() }
        return try await client.executeRequest(
            uri: "/v1/" + call, method: .post, headers: all, body: ByteBuffer(bytes: bytes))
    }

    func request(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: String? = nil
    ) async throws -> TestResponse {
        try await client.executeRequest(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    }

    /// Sets a cookie as a module of the page does.
    func keep(cookie name: String, _ value: String) { cookies.withLock { $0[name] = value } }

    /// Comes in as the first account, which is made if need be.
    ///
    /// Without the form: hashing a password takes a processor's tenth of a second, and every test comes in.
    func enter() async throws {
        let token = Vault.randomToken()
        let accounts = AccountService(system)
        try await system.database.write(lane: .jobs) { connection in
            let mia = NewAccount(email: "mia@juniper.example", name: "Mia", password: TestConsole.passwordHash)
            let store = AccountStore()
            let now = SystemClock.real.now()
            let made = try store.createFirst(mia, now: now, on: connection)
            guard let account = try made ?? store.accounts(on: connection).first else { return }
            try accounts.open(account.id, token: token, now: now, on: connection)
        }
        _ = try await system.perform(.setSettings, ["shop_name": "Juniper & Oak"])
        keep(cookie: "cartwheel_session", token)
        _ = try await get("/console")
    }

    /// Makes the first account as its owner does, and comes in.
    func makeFirstAccount() async throws {
        _ = try await get("/console/first-start")
        let response = try await post(
            "/console/first-start",
            [
                "workspace": "Juniper & Oak", "name": "Mia", "email": "mia@juniper.example",
                "password": TestConsole.password,
            ])
        precondition(response.status == .seeOther, "the first account was not made: \(response.text.prefix(2_000))")
        _ = try await get("/console")
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: ByteBuffer?
    ) async throws -> TestResponse {
        var headers = headers
        let held = cookies.withLock { $0.map { "\($0)=\($1)" }.joined(separator: "; ") }
        if !held.isEmpty { headers[.cookie] = held }
        let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: body)
        for line in response.headers[values: .setCookie] { keep(line) }
        let text = response.text
        if let start = text.firstRange(of: "name=\"csrf\" value=\"") {
            formToken.withLock { $0 = String(text[start.upperBound...].prefix { $0 != "\"" }) }
        }
        return response
    }

    private func keep(_ line: String) {
        guard let pair = line.split(separator: ";").first, let equals = pair.firstIndex(of: "=") else { return }
        let value = String(pair[pair.index(after: equals)...])
        cookies.withLock { $0[String(pair[..<equals])] = line.contains("Max-Age=0") ? nil : value }
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
    var json: JSON? { try? JSON.parse([UInt8](buffer: body)) }
    var location: String? { headers[.location] }
}

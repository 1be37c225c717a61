import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Values

/// Speaks HTTP with a running server.
struct TrackClient: Sendable {
    let url: String
    /// The write key; nil sends none.
    let key: String?

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]

        var json: JSON { (try? JSON.parse(body)) ?? .null }
        var text: String { String(decoding: body, as: UTF8.self) }
        /// Of an answer of the track API that refuses the request.
        var errorCode: String? { json["error"]?["code"]?.string }
        /// The cookies that it sets, as a browser sends them back.
        var cookie: String {
            headers["set-cookie"].compactMap { $0.split(separator: ";").first.map(String.init) }.joined(separator: "; ")
        }
    }

    func get(_ path: String, cookie: String? = nil) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        return try await answer(request)
    }

    func post(_ path: String, form: String, cookie: String? = nil) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = .POST
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: form))
        return try await answer(request)
    }

    func post(_ path: String, json: JSON, token: String) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer " + token)
        request.body = .bytes(ByteBuffer(string: json.text))
        return try await answer(request)
    }

    func send(_ call: String, _ body: JSON) async throws -> Answer { try await send(call, Array(body.text.utf8)) }

    func send(_ call: String, _ body: [UInt8], headers: [String: String] = [:]) async throws -> Answer {
        var request = HTTPClientRequest(url: url + "/v1/" + call)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let key {
            request.headers.add(name: "Authorization", value: "Basic " + Data((key + ":").utf8).base64EncodedString())
        }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await answer(request)
    }

    /// Makes the console's first account, as its owner does.
    ///
    /// - Returns: the cookie of who is signed in then.
    func enterConsole() async throws -> String {
        let page = try await get("/console/first-start")
        let token = page.text.firstMatch(of: /name="csrf" value="([^"]+)"/).map { String($0.1) } ?? ""
        let fields = [
            ("csrf", token), ("workspace", "Test shop"), ("name", "Eva"), ("email", "eva@shop.example"),
            ("password", "correct horse battery"),
        ]
        let form = fields.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        let entered = try await post(
            "/console/first-start", form: form.joined(separator: "&"), cookie: page.cookie)
        guard entered.status == 303 else {
            throw TestFault("the first account was not made: \(entered.status) \(entered.text.prefix(500))")
        }
        return entered.cookie
    }

    private func answer(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await TrackClient.http.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 16 * 1024 * 1024)
        return Answer(status: Int(response.status.code), headers: response.headers, body: [UInt8](buffer: body))
    }

    /// Redirects are what the tests look at: they are not followed.
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        // A server that is not there is an answer too.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}

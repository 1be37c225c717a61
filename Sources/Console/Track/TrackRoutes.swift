import Connectors
import Engine
import Hummingbird
import Logging
import NIOCore
import Runtime
import Values

/// The track API: Segment's HTTP calls, stored before they are answered.
///
/// Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
struct TrackRoutes: Sendable {
    let system: CartwheelSystem

    /// A body on the wire; inflated it may not be larger either.
    static let maximumBody = IntakeLimits.requestBytes

    func add(to router: Router<some RequestContext>) {
        let group = router.group("v1")
        group.post(":call") { request, context in
            await cors(answer(request, call: context.parameters.get("call") ?? ""))
        }
        group.on(":call", method: .options) { _, _ in preflight() }
    }

    private func answer(_ request: Request, call: String) async -> Response {
        guard let endpoint = TrackEndpoint(rawValue: call) else {
            return failure(
                .notFound, .unknownCall,
                "There is no call /v1/\(call); use \(TrackEndpoint.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let receivedAt = system.clock.now()
        let body: [UInt8]
        do { body = try await self.body(of: request) } catch {
            return await unreadable(request, error, at: receivedAt)
        }
        let source: SourceKey
        switch await self.source(of: request, body: body) {
        case .success(let found): source = found
        case .failure(let refusal): return await counted(refusal)
        }
        let parsed: ParsedRequest
        do throws(TrackRequestError) {
            parsed = try TrackRequestParser(endpoint: endpoint, source: source, receivedAt: receivedAt).parse(body)
        } catch {
            await record(error, body, source: source, at: receivedAt)
            return response(.init(code: error.status), error.responseBody)
        }
        switch await system.intake.store(source: source.name, events: parsed.accepted, rejected: parsed.rejected) {
        case .stored(let refused):
            let answer = parsed.answer(refused: refused)
            return response(.init(code: answer.status), answer.body)
        case .refused(let refusal):
            var answer = failure(.init(code: refusal.status), refusal.rule, refusal.message)
            // What the database refuses once it refuses always.
            if refusal != .refusedByStorage { answer.headers[.retryAfter] = "5" }
            return answer
        }
    }

    /// The key that a request came with, or the answer to one without.
    func source(of request: Request, body: [UInt8]) async -> Result<SourceKey, KeyRefusal> {
        guard let key = key(of: request) ?? TrackRequestParser.writeKey(in: body) else {
            return .failure(
                KeyRefusal(
                    rule: .noKey, key: nil,
                    response: failure(
                        .unauthorized, .noKey,
                        "There is no write key; send it as the user of Basic authorization, or as writeKey in the body."
                    )))
        }
        let found: SourceKey?
        do { found = try await system.keys.source(for: key) } catch {
            var answer = failure(
                .serviceUnavailable, .storageUnavailable, IntakeGroup.Refusal.storageUnavailable.message)
            answer.headers[.retryAfter] = "5"
            return .failure(KeyRefusal(rule: .storageUnavailable, key: key, response: answer))
        }
        guard let source = found else {
            return .failure(
                KeyRefusal(
                    rule: .unknownKey, key: key,
                    response: failure(
                        .unauthorized, .unknownKey,
                        "This write key is not known or was revoked; see cartwheel keys list.")))
        }
        return .success(source)
    }

    /// A request that cannot be read at all is kept too: nothing is dropped in silence.
    private func record(_ error: TrackRequestError, _ body: [UInt8], source: SourceKey, at moment: Instant) async {
        let text = String(decoding: body.prefix(IntakeLimits.eventBytes), as: UTF8.self).replacing(
            "\0", with: "\u{FFFD}")
        await record(error.rule, error.message, text, source: source, at: moment)
    }

    private func record(
        _ rule: RequestRule, _ reason: String, _ body: String, source: SourceKey, at moment: Instant
    ) async {
        let rejected = RejectedEvent(
            receivedAt: moment, rule: rule.rawValue, reason: reason, source: source.name, body: body)
        _ = await system.intake.store(source: source.name, events: [], rejected: [rejected])
    }

    /// A body too large, or not to be unpacked: its size, its reason and its source are kept, of its bytes nothing.
    private func unreadable(_ request: Request, _ error: any Error, at moment: Instant) async -> Response {
        let known = error as? TrackRequestError
        let reason = known?.message ?? "The body cannot be read: \(error)"
        let answer =
            known.map { response(.init(code: $0.status), $0.responseBody) } ?? failure(.badRequest, .badBody, reason)
        // Without its body the key can only stand in the header.
        switch await source(of: request, body: []) {
        case .success(let source):
            let size = request.headers[.contentLength].map { " It was sent as \($0.prefix(20)) bytes." } ?? ""
            await record(known?.rule ?? .badBody, reason + size, "", source: source, at: moment)
        case .failure(let refusal): _ = await counted(refusal)
        }
        return answer
    }

    /// The answer to a request without a key that counts, which is counted.
    func counted(_ refusal: KeyRefusal) async -> Response {
        // While the database is away there is nowhere to write.
        if refusal.rule != .storageUnavailable { await system.refusals.count(refusal.rule, key: refusal.key) }
        return refusal.response
    }

    func body(of request: Request) async throws -> [UInt8] {
        var request = request
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > TrackRoutes.maximumBody {
            throw TrackRequestError.tooLarge(bytes: length, limit: TrackRoutes.maximumBody)
        }
        let buffer: ByteBuffer
        do { buffer = try await request.collectBody(upTo: TrackRoutes.maximumBody) } catch let error as HTTPError
            where error.status == .contentTooLarge
        { throw TrackRequestError.tooLarge(bytes: TrackRoutes.maximumBody + 1, limit: TrackRoutes.maximumBody) }
        let bytes = [UInt8](buffer: buffer)
        switch request.headers[.contentEncoding]?.lowercased() {
        case nil, "", "identity": return bytes
        case "gzip", "x-gzip": break
        case let other?: throw UnknownEncoding(name: other)
        }
        do throws(GzipError) { return try Gzip.inflate(bytes, limit: TrackRoutes.maximumBody) } catch {
            if case .tooLarge(let limit) = error { throw TrackRequestError.tooLarge(bytes: limit + 1, limit: limit) }
            throw error
        }
    }

    /// The user of Basic authorization (RFC 7617); Segment's clients leave the password empty.
    private func key(of request: Request) -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic", let text = Base64.decoded(String(parts[1]))
        else { return nil }
        let user = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
        return user?.isEmpty == false ? user : nil
    }

    private func preflight() -> Response {
        var response = Response(status: .noContent)
        response.headers[.accessControlAllowMethods] = "POST, OPTIONS"
        response.headers[.accessControlAllowHeaders] = "Authorization, Content-Type, Content-Encoding"
        response.headers[.accessControlMaxAge] = "86400"
        return cors(response)
    }

    /// Any shop's pages may send: the write key says what they may do.
    func cors(_ response: Response) -> Response {
        var response = response
        response.headers[.accessControlAllowOrigin] = "*"
        return response
    }

    func failure(_ status: HTTPResponse.Status, _ rule: RequestRule, _ message: String) -> Response {
        response(status, ["success": false, "error": ["code": .string(rule.rawValue), "message": .string(message)]])
    }

    func response(_ status: HTTPResponse.Status, _ json: JSON) -> Response {
        Response(json, status: status)
    }
}

/// A request without a key that counts, and what it is answered.
struct KeyRefusal: Error, Sendable {
    let rule: RequestRule
    /// As it came; nil where none did.
    let key: String?
    let response: Response
}

/// A body that is packed in a way that is not read here.
private struct UnknownEncoding: Error, CustomStringConvertible {
    let name: String
    var description: String { "its Content-Encoding is “\(name.prefix(40))”, expected gzip or none" }
}

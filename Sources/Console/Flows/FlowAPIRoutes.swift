import Engine
import Hummingbird
import Runtime
import Values

/// `POST /v1/flows/{flow}/start`: starts a flow with a server key, once for each cause.
struct FlowAPIRoutes: Sendable {
    let track: TrackRoutes

    /// A cause is kept with every person for whom it started something.
    static let longestCause = 200
    /// What the flow sees as `trigger.…` is kept with every journey.
    static let mostBytes = 16 * 1024

    func add(to router: Router<some RequestContext>) {
        router.group("v1").post("flows/:flow/start") { request, context in
            track.cors(await answer(request, flow: context.parameters.get("flow") ?? ""))
        }
    }

    private func answer(_ request: Request, flow: String) async -> Response {
        let body: [UInt8]
        do { body = try await track.body(of: request) } catch let error as TrackRequestError {
            return track.response(.init(code: error.status), error.responseBody)
        } catch { return track.failure(.badRequest, .badBody, "The body cannot be read: \(error)") }
        let source: String
        switch await track.source(of: request, body: body) {
        case .failure(let refusal): return await track.counted(refusal)
        case .success(let key):
            guard key.authority.isTrusted else {
                return failure(
                    .forbidden, "server_key_needed",
                    "Flows are started by a server key (sk_…) alone: anybody can read a browser key.")
            }
            source = key.name
        }
        let json: JSON
        do { json = try JSON.parse(body) } catch {
            return track.failure(.badRequest, .malformedJSON, "The body is not JSON that can be read: \(error)")
        }
        do { return try await start(flow, json, by: source) } catch let error as AdminError {
            return failure(.unprocessableContent, "cannot_start", error.sentence)
        } catch {
            track.system.logger.error("Starting a flow over the API failed: \(error)")
            var answer = track.failure(
                .serviceUnavailable, .storageUnavailable, IntakeGroup.Refusal.storageUnavailable.message)
            answer.headers[.retryAfter] = "5"
            return answer
        }
    }

    private func start(_ flow: String, _ json: JSON, by source: String) async throws -> Response {
        let audience = try FlowAudience(json)
        let flows = track.system.flows
        if json["preview"]?.bool == true {
            var answer =
                try await flows.previewStart(
                    flow, for: audience, properties: json["with"]?.object ?? JSONObject()
                ).json.object ?? JSONObject()
            answer["success"] = true
            return Response(.object(answer))
        }
        guard let cause = json["cause"]?.string ?? json["messageId"]?.string, !cause.isEmpty,
            cause.count <= FlowAPIRoutes.longestCause
        else {
            return failure(
                .badRequest, "no_cause",
                "cause is missing or longer than \(FlowAPIRoutes.longestCause) characters: name what this start is for, such as an order's id; the same cause starts the flow once for a person, however often it is sent."
            )
        }
        let properties = json["with"]?.object ?? JSONObject()
        guard JSON.object(properties).text.utf8.count <= FlowAPIRoutes.mostBytes else {
            return failure(
                .contentTooLarge, "too_much",
                "with holds more than \(FlowAPIRoutes.mostBytes / 1024) KB; send what the flow's messages show.")
        }
        let given = try await flows.start(
            flow, for: audience, properties: properties, cause: cause, author: "API key “\(source)”")
        return Response(
            ["success": true, "given": given.map { .number(Number($0)) } ?? .null, "background": .bool(given == nil)],
            status: .accepted)
    }

    private func failure(_ status: HTTPResponse.Status, _ code: String, _ message: String) -> Response {
        Response(["success": false, "error": ["code": .string(code), "message": .string(message)]], status: status)
    }
}

extension AdminError {
    /// As it stands alone.
    var sentence: String { description.prefix(1).uppercased() + description.dropFirst() + "." }
}

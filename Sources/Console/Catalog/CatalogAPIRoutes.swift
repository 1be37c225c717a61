import Engine
import Hummingbird
import Runtime
import Storage
import Values

/// `POST /v1/catalog`: products stated by a server key, good ones taken and bad ones listed.
struct CatalogAPIRoutes: Sendable {
    let track: TrackRoutes

    /// Refused items that an answer lists; it counts them all.
    static let mostErrors = 100

    func add(to router: Router<some RequestContext>) {
        router.group("v1").post("catalog") { request, _ in track.cors(await answer(request)) }
    }

    private func answer(_ request: Request) async -> Response {
        let body: [UInt8]
        do { body = try await track.body(of: request) } catch let error as TrackRequestError {
            return track.response(.init(code: error.status), error.responseBody)
        } catch { return track.failure(.badRequest, .badBody, "The body cannot be read: \(error)") }
        switch await track.source(of: request, body: body) {
        case .failure(let refusal): return await track.counted(refusal)
        case .success(let source):
            guard source.authority.isTrusted else {
                return Response(
                    CatalogAPIRoutes.failure(
                        "server_key_needed",
                        "The catalog is stated by a server key (sk_…) alone: anybody can read a browser key."),
                    status: .forbidden)
            }
        }
        let json: JSON
        do { json = try JSON.parse(body) } catch {
            return track.failure(.badRequest, .malformedJSON, "The body is not JSON that can be read: \(error)")
        }
        guard let list = json["items"]?.array else {
            return Response(
                CatalogAPIRoutes.failure("no_items", "The body has no list items of products."), status: .badRequest)
        }
        return await take(list, isSilent: json["silent"]?.bool ?? false)
    }

    private func take(_ list: [JSON], isSilent: Bool) async -> Response {
        var items: [CatalogItem] = []
        var places: [Int] = []
        var errors: [(place: Int, rejection: CatalogRejection)] = []
        for (place, json) in list.enumerated() {
            do {
                let read = try CatalogItemReader.items(json)
                items += read
                places += read.map { _ in place }
            } catch { errors.append((place: place, rejection: error)) }
        }
        guard items.count <= CatalogLimits.itemsAtOnce else {
            return Response(
                CatalogAPIRoutes.failure(
                    CatalogRejection.Rule.tooManyItems.rawValue,
                    "The call has \(items.count) variants, the limit is \(CatalogLimits.itemsAtOnce); send them in parts."
                ),
                status: .contentTooLarge)
        }
        let outcome: CatalogOutcome
        do { outcome = try await track.system.catalog.apply(items, announces: !isSilent) } catch {
            track.system.logger.error("Storing the catalog failed: \(error)")
            var answer = track.failure(
                .serviceUnavailable, .storageUnavailable, IntakeGroup.Refusal.storageUnavailable.message)
            answer.headers[.retryAfter] = "5"
            return answer
        }
        errors += outcome.rejected.map { (place: places[$0.place], rejection: $0.rejection) }
        errors.sort { $0.place < $1.place }
        let refused = Set(errors.map(\.place)).count
        let accepted = list.count - refused
        return Response(
            [
                "success": .bool(accepted > 0 || list.isEmpty), "accepted": .number(Number(accepted)),
                "rejected": .number(Number(refused)), "changed": .number(Number(outcome.changed)),
                "unchanged": .number(Number(outcome.unchanged)), "deleted": .number(Number(outcome.deleted)),
                "errors": .array(
                    errors.prefix(CatalogAPIRoutes.mostErrors).map { error in
                        [
                            "code": .string(error.rejection.rule.rawValue),
                            "message": .string("items[\(error.place)]: \(error.rejection.reason)"),
                        ]
                    }),
            ], status: accepted > 0 || list.isEmpty ? .ok : .badRequest)
    }

    private static func failure(_ code: String, _ message: String) -> JSON {
        ["success": false, "error": ["code": .string(code), "message": .string(message)]]
    }
}

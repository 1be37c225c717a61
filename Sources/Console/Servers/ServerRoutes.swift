import Hummingbird
import NIOCore
import Runtime
import Values

/// What the servers on one database ask of each other.
struct ServerRoutes: Sendable {
    let system: CartwheelSystem

    private static let maximumBody = 256 * 1024

    func add(to router: Router<some RequestContext>) {
        router.group("servers").post("preview") { request, _ in
            try await answer(request) { try await system.segments.answer($0) }
        }
    }

    /// A question without a good seal learns nothing, not even whether it could be read.
    private func answer(_ request: Request, _ body: (JSON) async throws -> JSON) async throws -> Response {
        var request = request
        let question = [UInt8](buffer: try await request.collectBody(upTo: ServerRoutes.maximumBody))
        guard let seal = request.headers[.seal],
            system.seal.isGood(seal, question: question, to: request.uri.path, at: system.clock.now())
        else { return Response(["error": "this address is for the servers on the same database"], status: .forbidden) }
        do {
            let answer = try await body(try JSON.parse(question))
            var response = Response(answer)
            response.headers[.seal] = system.seal.seal(answer: Array(answer.text.utf8), to: seal)
            return response
        } catch {
            return Response(["error": .string("\(error)")], status: .badRequest)
        }
    }
}

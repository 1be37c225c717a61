import Hummingbird
import NIOCore
import Runtime
import Values

/// What commands on the same machine ask of the server that has the database open.
struct AdminRoutes: Sendable {
    let system: CartwheelSystem

    private static let maximumBody = 32 * 1024 * 1024

    func add(to router: Router<some RequestContext>) {
        router.group("admin").post(":action") { request, context in
            await answer(request, context.parameters.get("action") ?? "")
        }
    }

    private func answer(_ request: Request, _ name: String) async -> Response {
        guard let expected = system.adminToken, let header = request.headers[.authorization],
            Vault.equal(Array(header.utf8), Array("Bearer \(expected)".utf8))
        else { return Response(["error": "this address is for commands on the same machine"], status: .forbidden) }
        guard let action = AdminAction(rawValue: name) else {
            return Response(["error": .string("there is no action “\(name)”")], status: .notFound)
        }
        do {
            var request = request
            let body = try await request.collectBody(upTo: AdminRoutes.maximumBody)
            let parameters = try JSON.parse([UInt8](buffer: body))
            return Response(["result": try await system.perform(action, parameters)])
        } catch {
            return Response(["error": .string("\(error)")], status: .badRequest)
        }
    }
}

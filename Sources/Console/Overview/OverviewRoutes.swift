import Hummingbird
import NIOCore
import Pages
import Runtime

/// The first room, its live stream, and the search of the palette.
struct OverviewRoutes: Sendable {
    let parts: ConsoleParts
    private let live: LiveStreams

    init(parts: ConsoleParts) {
        self.parts = parts
        live = LiveStreams(parts: parts)
    }

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get { request, context in
            let model = OverviewModel(try await parts.rooms.overview())
            return Response.page(OverviewView.render(model, in: try await parts.page(request, context)))
        }
        group.get("live") { request, context in try await live.response(to: request, context) }
        group.get("search") { request, context in try await search(request, context) }
    }

    private func search(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let text = request.queryFields["q"] ?? ""
        let found = try await parts.rooms.customers(search: text, limit: SearchResults.most)
        let results = SearchResults(customers: found.rows.map(CustomersModel.Row.init))
        let page = try await parts.page(request, context)
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: results.payload(in: page))))
    }
}

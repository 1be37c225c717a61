import Hummingbird
import Pages
import Runtime

/// Events that could not be taken.
struct RejectedRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("rejected") { request, context in
            let query = request.queryFields
            let found = try await parts.rooms.rejected(
                rule: query["reason"], search: query["q"] ?? "", at: ListPosition(query))
            let page = try await parts.page(request, context)
            return Response.page(RejectedView.render(RejectedModel(found), in: page))
        }
        group.get("rejected/export.csv") { request, _ in
            let query = request.queryFields
            let rooms = parts.rooms
            return try await ListFiles.rejected.response { position in
                let found = try await rooms.rejected(
                    rule: query["reason"], search: query["q"] ?? "", at: position, limit: ListFileRows.rejected)
                return (found.listing.rows, found.listing.older)
            }
        }
    }
}

extension RejectedModel {
    init(_ page: RejectedPage) {
        self.init(
            search: page.search, reason: page.rule,
            reasons: page.counts.map { ReasonCount(code: $0.rule, count: $0.count) },
            rows: page.listing.rows.map {
                Row(
                    id: $0.id, at: $0.at, code: $0.rule, explanation: $0.reason, sourceKey: $0.source, raw: $0.body)
            }, paging: Paging(page.listing))
    }
}

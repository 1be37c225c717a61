import Hummingbird
import Pages
import Runtime

/// Flows: the list, and one of them drawn.
struct FlowRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows") { request, context in
            let model = FlowsModel(rows: try await parts.rooms.flows().map { .init($0) })
            return Response.page(FlowsView.render(model, in: try await parts.page(request, context)))
        }
        group.get("flows/:id") { request, context in
            let slug = context.parameters.get("id") ?? ""
            guard let found = try await parts.rooms.flow(slug) else {
                throw HTTPError(.notFound, message: "There is no flow \(slug.prefix(40)).")
            }
            return Response.page(FlowView.render(FlowModel(found), in: try await parts.page(request, context)))
        }
    }
}

import Hummingbird
import Pages
import Runtime

/// Flows: the list, one of them drawn, and what its buttons change.
struct FlowRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows") { request, context in
            let model = FlowsModel(rows: try await parts.rooms.flows().map { .init($0) })
            return Response.page(FlowsView.render(model, in: try await parts.page(request, context)))
        }
        group.get("flows/:id") { request, context in
            let done = request.queryFields["done"].flatMap { FlowChange(rawValue: $0) }
            return try await show(request, context) { done?.notice(in: $0) }
        }
        group.get("flows/:id/versions") { request, context in
            let (found, page) = try await find(request, context, part: .versions)
            return Response.page(FlowVersionsView.render(FlowVersionsModel(found), in: page))
        }
        group.get("flows/:id/settings") { request, context in
            let (found, page) = try await find(request, context, part: .settings)
            return Response.page(FlowSettingsView.render(FlowSettingsModel(found), in: page))
        }
        group.post("flows/:id/:change") { request, context in try await change(request, context) }
    }

    private func show(
        _ request: Request, _ context: ConsoleContext, status: HTTPResponse.Status = .ok,
        notice: (PageContext) -> Notice?
    ) async throws -> Response {
        let (found, bare) = try await find(request, context, part: .drawing)
        var page = bare
        page.notice = notice(bare)
        return .page(FlowView.render(FlowModel(found), in: page), status: status)
    }

    private func find(
        _ request: Request, _ context: ConsoleContext, part: FlowPart
    ) async throws -> (FlowDetail, PageContext) {
        let slug = context.parameters.get("id") ?? ""
        guard let found = try await parts.rooms.flow(slug) else {
            throw HTTPError(.notFound, message: "There is no flow \(slug.prefix(40)).")
        }
        var page = try await parts.page(request, context)
        page.path = Route.flow(slug, part)
        return (found, page)
    }

    private func change(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let slug = context.parameters.get("id") ?? ""
        guard let change = context.parameters.get("change").flatMap({ FlowChange(rawValue: $0) }) else {
            throw HTTPError(.notFound, message: "A flow can be paused, resumed, rolled back or archived.")
        }
        let flows = parts.system.flows
        do {
            switch change {
            case .pause: _ = try await flows.pause(slug)
            case .resume: _ = try await flows.resume(slug)
            case .archive: _ = try await flows.archive(slug)
            case .rollBack:
                _ = try await flows.rollBack(slug, to: context.form["version"].flatMap { Int64($0) } ?? 0)
            }
        } catch let error as AdminError {
            // Somebody else changed it meanwhile: the page shows how it stands now.
            return try await show(request, context, status: .conflict) { _ in
                Notice(
                    isProblem: true,
                    text: error.description.prefix(1).uppercased() + error.description.dropFirst() + ".")
            }
        }
        return .onward(to: Route.flow(slug) + "?done=" + change.rawValue)
    }
}

import Engine
import Hummingbird
import NIOCore
import Pages
import Runtime
import Storage

/// Flows: the list, one of them drawn, and what its buttons change.
struct FlowRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows") { request, context in
            let model = try await list(request)
            return Response.page(FlowsView.render(model, in: try await parts.page(request, context)))
        }
        group.get("flows/export.csv") { request, _ in
            let rows = try await list(request).rows
            return try await ListFiles.flows.response { _ in (rows, nil) }
        }
        group.get("flows/:id") { request, context in
            let query = request.queryFields
            let done = query["done"].flatMap { FlowChange(rawValue: $0) }
            let said = query["said"].flatMap { FlowNotice(rawValue: $0) }
            return try await show(request, context) { done?.notice(in: $0) ?? said?.notice(in: $0) }
        }
        group.get("flows/:id/versions") { request, context in
            let (found, page) = try await find(request, context, part: .versions)
            var model = FlowVersionsModel(found)
            model.comparison = try await comparison(of: found, request.queryFields)
            return Response.page(FlowVersionsView.render(model, in: page))
        }
        group.get("flows/:id/settings") { request, context in
            let (found, page) = try await find(request, context, part: .settings)
            return Response.page(FlowSettingsView.render(FlowSettingsModel(found), in: page))
        }
        group.get("flows/:id/file.yaml") { request, context in
            let (found, _) = try await find(request, context, part: .settings)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/yaml; charset=utf-8", .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"\(found.flow.slug).yaml\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(string: found.flow.text)))
        }
        group.post("flows/:id/:change") { request, context in try await change(request, context) }
    }

    private func list(_ request: Request) async throws -> FlowsModel {
        let state = request.queryFields["state"].flatMap { FlowState(rawValue: $0) }
        let rows = try await parts.rooms.flows().map { FlowsModel.Row($0) }
        return FlowsModel(
            filter: state, rows: rows.filter { state == nil ? $0.state != .archived : $0.state == state })
    }

    private func show(
        _ request: Request, _ context: ConsoleContext, status: HTTPResponse.Status = .ok,
        notice: (PageContext) -> Notice?
    ) async throws -> Response {
        var (found, page) = try await find(request, context, part: .drawing)
        page.notice = notice(page)
        var model = FlowModel(found)
        if let who = request.queryFields["who"] { model.why = try await why(who, found) }
        return .page(FlowView.render(model, in: page), status: status)
    }

    private func why(_ who: String, _ found: FlowDetail) async throws -> FlowWhyModel.Answer {
        guard let (person, account) = try await parts.rooms.account(of: who, in: found.flow.slug) else {
            return .nobody(asked: who)
        }
        return .found(FlowWhyModel.Found(person, account), asked: who)
    }

    /// Of the versions that the query names, else of the newest two.
    private func comparison(
        of found: FlowDetail, _ query: FormFields
    ) async throws -> FlowVersionsModel.Comparison? {
        let versions = try await parts.system.flows.versions(of: found.flow.slug).versions
        func version(_ name: String, _ place: Int) -> StoredFlowVersion? {
            let wanted = query[name].flatMap { Int64($0) }
            return wanted == nil
                ? versions.dropFirst(place).first : versions.first { $0.version == wanted }
        }
        guard let to = version("to", 0), let from = version("from", 1),
            let diff = try? FlowDiff(from: from.text, to: to.text)
        else { return nil }
        return FlowVersionsModel.Comparison(
            from: Int(from.version), to: Int(to.version), changes: diff.changes.map { FlowDifference($0) })
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
        let author = context.visitor?.name ?? ""
        do {
            switch change {
            case .pause: _ = try await flows.pause(slug, by: author)
            case .resume: _ = try await flows.resume(slug, by: author)
            case .archive: _ = try await flows.archive(slug, by: author)
            case .rollBack:
                _ = try await flows.rollBack(
                    slug, to: context.form["version"].flatMap { Int64($0) } ?? 0, by: author)
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

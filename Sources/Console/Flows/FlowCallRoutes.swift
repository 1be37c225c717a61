import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// What a flow asked of the outside, and trying one of it again.
struct FlowCallRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows/:id/calls") { request, context in try await list(request, context) }
        group.post("flows/:id/calls/:call/retry") { request, context in
            let slug = context.parameters.get("id") ?? ""
            guard let id = Int64(context.parameters.get("call") ?? ""),
                try await parts.system.tryAgain(effect: id)
            else { throw HTTPError(.notFound, message: "There is no call that failed under this number.") }
            return Response.onward(to: Route.flow(slug, .calls) + "?said=" + FlowNotice.retried.rawValue)
        }
    }

    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let slug = context.parameters.get("id") ?? ""
        let query = request.queryFields
        let filter = query["state"].flatMap { CallState(rawValue: $0) }
        guard let detail = try await parts.rooms.flow(slug),
            let found = try await parts.rooms.calls(
                of: slug, state: filter.map { StoredEffect.State($0) }, at: ListPosition(query))
        else { throw HTTPError(.notFound, message: "There is no flow \(slug.prefix(40)).") }
        let rows = found.rows.map { FlowCallsModel.Row($0) }.filter { filter == nil || $0.state == filter }
        let model = FlowCallsModel(
            head: FlowHead(detail), filter: filter, rows: rows,
            paging: Paging(newer: found.newer, older: found.older))
        var page = try await parts.page(request, context)
        page.notice = query["said"].flatMap { FlowNotice(rawValue: $0) }?.notice(in: page)
        return .page(FlowCallsView.render(model, in: page))
    }
}

extension StoredEffect.State {
    init(_ state: CallState) {
        switch state {
        case .waiting, .trying: self = .waiting
        case .done: self = .done
        case .failed: self = .failed
        }
    }
}

extension FlowCallsModel.Row {
    init(_ row: CallPage.Row) {
        let effect = row.effect
        let kind: Kind =
            switch effect.request.kind {
            case .alert: .alert
            case .audience: .audience
            case .webhook, .task: .webhook
            }
        let state: CallState =
            switch effect.state {
            case .waiting: effect.reason.isEmpty ? .waiting : .trying
            case .done: .done
            case .failed: .failed
            }
        self.init(
            id: String(effect.request.effectID), kind: kind, target: row.target, step: effect.request.step,
            person: PersonName(row.person), journey: row.journey?.text, state: state, tries: effect.attempts,
            lastError: effect.reason.isEmpty ? nil : effect.reason, at: effect.request.requestedAt,
            nextTry: effect.state == .waiting ? effect.dueAt : nil)
    }
}

import Engine
import Hummingbird
import Pages
import Runtime
import Values

/// A dry run of a flow over the store's own past, and one person's way through it.
struct BacktestRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows/:id/backtest") { request, context in try await show(request, context) }
        group.post("flows/:id/backtest") { request, context in
            let slug = context.parameters.get("id") ?? ""
            let days = context.form["days"].flatMap { Int($0) } ?? BacktestRoutes.usualDays
            try await parts.system.backtests.begin(slug, days: days)
            return Response.onward(to: Route.flow(slug, .backtest))
        }
        group.get("flows/:id/backtest/:person") { request, context in try await path(request, context) }
    }

    private static let usualDays = 90

    private func detail(_ context: ConsoleContext) async throws -> FlowDetail {
        let slug = context.parameters.get("id") ?? ""
        guard let detail = try await parts.rooms.flow(slug) else {
            throw HTTPError(.notFound, message: "There is no flow \(slug.prefix(40)).")
        }
        return detail
    }

    private func show(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let detail = try await detail(context)
        let query = request.queryFields
        let asked = (query["who"] ?? "").trimmedOfSpace
        if let key = try await person(asked) {
            return .onward(to: Route.backtestPath(PublicID.customer.text(key.rawValue), of: detail.flow.slug))
        }
        var model = BacktestModel(
            head: FlowHead(detail), days: BacktestRoutes.usualDays, state: .neverRun, asked: asked)
        switch try await parts.system.backtests.state(of: detail.flow.slug) {
        case .neverRun: break
        case .running(let progress):
            let people = progress.people
            model.state = .running(
                .init(percent: min(99, people * 100 / max(progress.total, 1)), people: people, of: progress.total))
        case .failed(let reason): model.state = .failed(reason)
        case .done(let result):
            model.days = result.days
            let names = try await parts.rooms.names(of: result.sampled)
            model.state = .done(Pages.BacktestResult(result, detail, names, step: query["step"]))
        }
        return .page(BacktestView.render(model, in: try await parts.page(request, context)))
    }

    /// Whom an address, a user id or a customer's id names; nil where nobody is known by it.
    private func person(_ who: String) async throws -> ProfileKey? {
        guard !who.isEmpty else { return nil }
        if let key = PublicID.customer.key(who) { return ProfileKey(rawValue: key) }
        return try await parts.system.profile(of: who)?.key
    }

    private func path(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let detail = try await detail(context)
        let id = context.parameters.get("person") ?? ""
        guard let key = PublicID.customer.key(id).map(ProfileKey.init(rawValue:)),
            case .done(let result) = try await parts.system.backtests.state(of: detail.flow.slug),
            let lines = try await parts.system.backtests.path(
                of: key, in: detail.flow.slug, days: result.days)
        else { throw HTTPError(.notFound, message: "There is no such person in this backtest.") }
        let name = try await parts.rooms.names(of: [key])[key]
        let draft = try await parts.system.flows.newest(detail.flow.slug)
        let model = BacktestPathModel(
            head: FlowHead(detail), person: PersonName(id: id, name: name), from: result.report.from,
            until: result.report.until, steps: lines.map { JourneyEntry($0, draft) })
        return .page(BacktestPathView.render(model, in: try await parts.page(request, context)))
    }
}

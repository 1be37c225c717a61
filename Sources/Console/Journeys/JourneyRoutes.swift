import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// Journeys through a flow: the list, one of them, and what staff may do with it.
struct JourneyRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows/:id/journeys") { request, context in try await list(request, context) }
        group.get("flows/:id/journeys/:journey") { request, context in
            let done = request.queryFields["done"].flatMap { JourneyChange(rawValue: $0) }
            return try await journey(request, context) { done?.notice(in: $0) }
        }
        group.post("flows/:id/journeys/:journey/:change") { request, context in try await change(request, context) }
    }

    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let slug = context.parameters.get("id") ?? ""
        let filter = FlowJourneysModel.Filter(request.queryFields)
        guard let detail = try await parts.rooms.flow(slug),
            let found = try await parts.rooms.journeys(
                of: slug, where: JourneyFilter(filter), at: ListPosition(request.queryFields))
        else { throw HTTPError(.notFound, message: "There is no flow \(slug.prefix(40)).") }
        let model = FlowJourneysModel(
            head: FlowHead(detail), filter: filter,
            steps: detail.flow.steps.map { .init(id: $0.id, sentence: $0.kind.sentence) },
            versions: detail.versions.map { Int($0.version) },
            rows: found.rows.map { FlowJourneysModel.Row($0, liveVersion: detail.version) },
            paging: Paging(found))
        return .page(FlowJourneysView.render(model, in: try await parts.page(request, context)))
    }

    private func found(
        _ context: ConsoleContext
    ) async throws -> (id: JourneyID, person: PersonLine, account: FlowAccount, run: FlowAccount.Run) {
        let slug = context.parameters.get("id") ?? ""
        let text = context.parameters.get("journey") ?? ""
        guard let id = JourneyID(text: text), let found = try await parts.rooms.journey(id, in: slug) else {
            throw HTTPError(.notFound, message: "There is no journey \(text.prefix(60)).")
        }
        return (id, found.person, found.account, found.run)
    }

    private func journey(
        _ request: Request, _ context: ConsoleContext, status: HTTPResponse.Status = .ok,
        notice: (PageContext) -> Notice?
    ) async throws -> Response {
        let (id, person, account, run) = try await found(context)
        let model = JourneyModel(id, person, account, run)
        var page = try await parts.page(request, context)
        page.path = Route.journey(id.text, of: account.flow)
        page.notice = notice(page)
        return .page(JourneyView.render(model, in: page), status: status)
    }

    private func change(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        guard let change = context.parameters.get("change").flatMap({ JourneyChange(rawValue: $0) }) else {
            throw HTTPError(.notFound, message: "A journey can be skipped ahead, stopped or retried.")
        }
        let (id, _, account, run) = try await found(context)
        do {
            guard let journey = run.journey, run.standing != nil else {
                throw AdminError("the journey is over")
            }
            try await parts.system.flows.act(
                JourneyAction.Kind(change), on: journey, of: account.profile, by: context.visitor?.name ?? "staff")
        } catch let error as AdminError {
            return try await self.journey(request, context, status: .conflict) { _ in Notice(error) }
        }
        return .onward(to: Route.journey(id.text, of: account.flow) + "?done=" + change.rawValue)
    }
}

extension JourneyAction.Kind {
    init(_ change: JourneyChange) {
        switch change {
        case .skip: self = .skip
        case .stop: self = .stop
        case .retry: self = .retry
        }
    }
}

extension JourneyChange {
    init(_ kind: JourneyAction.Kind) {
        switch kind {
        case .skip: self = .skip
        case .stop: self = .stop
        case .retry: self = .retry
        }
    }
}

extension JourneyModel {
    init(
        _ id: JourneyID, _ person: PersonLine, _ account: FlowAccount, _ run: FlowAccount.Run
    ) {
        self.init(
            id: id.text, person: PersonName(person), flowID: account.flow, flowName: account.name,
            version: Int(run.version ?? account.version), state: run.state, trigger: run.trigger ?? run.entered,
            began: run.enteredAt, ended: run.endedAt, endReason: run.ended,
            steps: run.entries, next: run.next,
            changes: Set((run.standing?.actions ?? []).map { JourneyChange($0) }))
    }
}

extension FlowJourneysModel.Filter {
    init(_ query: FormFields) {
        self.init(
            search: query["q"] ?? "", state: query["state"].flatMap { JourneyState(rawValue: $0) },
            step: query["step"], version: query["version"].flatMap { Int($0) })
    }
}

extension JourneyFilter {
    init(_ filter: FlowJourneysModel.Filter) {
        let state: JourneyRow.State? =
            switch filter.state {
            case nil: nil
            case .underWay: .underWay
            case .goal: .goal
            case .exited: .exited
            case .finished: .finished
            case .stopped: .stopped
            case .failed: .failed
            }
        self.init(
            search: String(filter.search.prefix(200)).trimmedOfSpace, state: state, step: filter.step,
            version: filter.version.map { Int64($0) })
    }
}

extension FlowJourneysModel.Row {
    init(_ row: JourneyRow, liveVersion: Int) {
        let state: JourneyState =
            switch row.state {
            case .underWay: .underWay
            case .goal: .goal
            case .exited: .exited
            case .finished: .finished
            case .stopped: .stopped
            case .failed: .failed
            }
        self.init(
            id: row.id, person: PersonName(row.person), began: row.began,
            version: row.version.map { Int($0) } ?? liveVersion, state: state, place: row.place, next: row.next,
            nextAt: row.nextAt)
        stepID = row.step
    }
}

import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// The last look before a draft goes live, and publishing it.
struct FlowPublishRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows/:id/publish") { request, context in try await show(request, context) }
        group.post("flows/:id/publish") { request, context in try await publish(request, context) }
    }

    private func show(
        _ request: Request, _ context: ConsoleContext, choice: MoveChoice = MoveChoice(), faults: [String] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let slug = context.parameters.get("id") ?? ""
        guard let detail = try await parts.rooms.flow(slug) else {
            throw HTTPError(.notFound, message: "There is no flow \(slug.prefix(40)).")
        }
        let model = try await model(detail, choice, faults)
        var page = try await parts.page(request, context)
        page.path = Route.flowPublish(slug)
        return .page(FlowPublishView.render(model, in: page), status: status)
    }

    private func model(_ detail: FlowDetail, _ choice: MoveChoice, _ faults: [String]) async throws -> FlowPublishModel
    {
        let flows = parts.system.flows
        let draft = try await flows.newest(detail.flow.slug)
        let preview = try await flows.previewMove(detail.flow.slug)
        let live = detail.state == .draft ? nil : detail.flow
        let targets = draft.steps.map { FlowJourneysModel.StepChoice(id: $0.id, sentence: $0.kind.sentence) }
        let rows = (preview?.rows ?? []).map { row in
            let isGone = draft.step(id: row.step) == nil
            let place = choice.places[row.step]
            return FlowPublishModel.Row(
                step: row.step, sentence: row.sentence, journeys: row.journeys, isGone: isGone, place: place,
                isMissing: choice.moves && isGone && place == nil)
        }
        var head = FlowHead(detail)
        head.warnings += draft.notices.filter { !head.warnings.contains($0) }
        return FlowPublishModel(
            head: head, version: Int(draft.version),
            changes: live.map { FlowDiff($0, draft).changes.map { FlowDifference($0) } } ?? [],
            faults: faults + flows.faults(of: draft), underWay: rows.reduce(0) { $0 + $1.journeys }, rows: rows,
            targets: targets, moves: choice.moves, already: draft.takesInPast ? choice.already : nil)
    }

    private func publish(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let slug = context.parameters.get("id") ?? ""
        let flows = parts.system.flows
        let draft = try await flows.newest(slug)
        var choice = MoveChoice()
        choice.moves = context.form["journeys"] == "move"
        choice.already.isChosen = context.form["already"] == "yes"
        // Where journeys of steps stand that nobody is at, nothing is asked: a step that is gone ends them there.
        var places: [String: FlowMove.Place] = [:]
        if let preview = try await flows.previewMove(slug) {
            for step in preview.gone { places[step] = .end }
            for row in preview.rows {
                guard let place = context.form["place." + row.step].flatMap({ FlowPublishModel.Place(field: $0) })
                else {
                    if draft.step(id: row.step) == nil { places[row.step] = nil }
                    continue
                }
                choice.places[row.step] = place
                places[row.step] = FlowMove.Place(place)
            }
        }
        guard context.form["version"] == String(draft.version) else {
            return try await show(
                request, context, choice: choice,
                faults: ["Somebody saved a newer draft meanwhile: look at it before it goes live."], status: .conflict)
        }
        if context.form["do"] == "count", draft.takesInPast {
            choice.already.preview = FlowStartModel.Preview(try await flows.previewPast(of: draft))
            return try await show(request, context, choice: choice)
        }
        do {
            _ = try await flows.publish(
                slug, version: draft.version, underWay: choice.moves ? .move(places) : .finish,
                takesInPast: choice.already.isChosen, author: context.visitor?.name ?? "")
        } catch let error as AdminError {
            return try await show(
                request, context, choice: choice, faults: error.description.split(separator: "\n").map(String.init),
                status: .unprocessableContent)
        }
        return .onward(to: Route.flow(slug) + "?said=" + FlowNotice.published.rawValue)
    }
}

/// What the form chose for journeys under way, and for those who meet a trigger already.
struct MoveChoice {
    var moves = false
    var already = FlowPublishModel.Already()
    var places: [String: FlowPublishModel.Place] = [:]
}

extension FlowMove.Place {
    init(_ place: FlowPublishModel.Place) {
        switch place {
        case .step(let id): self = .step(id)
        case .end: self = .end
        case .stay: self = .stay
        }
    }
}

extension FlowDifference {
    init(_ change: FlowDiff.Change) {
        switch change {
        case .key(let name, let from, let to): self.init(.key, name: name, fields: [.init(from: from, to: to)])
        case .stepAdded(let id, let sentence): self.init(.added, name: id, sentence: sentence)
        case .stepRemoved(let id, let sentence): self.init(.removed, name: id, sentence: sentence)
        case .stepMoved(let id, let sentence): self.init(.moved, name: id, sentence: sentence)
        case .stepChanged(let id, let sentence, let fields):
            self.init(
                .changed, name: id, sentence: sentence,
                fields: fields.map { .init(name: $0.name, from: $0.from, to: $0.to) })
        }
    }
}

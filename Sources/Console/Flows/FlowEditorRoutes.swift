import Engine
import Hummingbird
import Pages
import Runtime
import Values

/// The editor of a flow: its steps as cards beside its file. Nothing is kept between two requests but what is saved.
struct FlowEditorRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows/:id/edit") { request, context in try await show(request, context) }
        group.post("flows/:id/edit") { request, context in try await change(request, context) }
    }

    private var flows: FlowService { parts.system.flows }

    private func show(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let reading = try await reading(context)
        var model = try await reading.model(of: reading.stored.text)
        let page = try await parts.page(request, context)
        if request.queryFields["done"] == "saved" {
            model.notice = FlowEditorNotice.saved.notice(in: page)
        } else if let lost = try? FlowDraft(reading.stored.text).commentsLost, lost > 0 {
            model.notice = FlowEditorNotice.commentsLost(lost).notice(in: page)
        }
        return .page(FlowEditorView.render(model, in: page))
    }

    private func reading(_ context: ConsoleContext) async throws -> FlowEditorReading {
        let slug = context.parameters.get("id") ?? ""
        do {
            return FlowEditorReading(
                parts: parts, slug: slug, stored: try await flows.draft(of: slug),
                address: context.visitor?.email ?? "")
        } catch let error as AdminError { throw HTTPError(.notFound, message: error.description.asSentence) }
    }

    private func change(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let fields = context.form.all.merging(request.queryFields.all) { $1 }
        guard let edit = FlowEdit(fields) else {
            throw HTTPError(.badRequest, message: "The editor cannot do that: reload the page and try again.")
        }
        let reading = try await reading(context)
        if edit.operation == .drop { return try await drop(edit, reading, request, context) }
        let page = try await parts.page(request, context)
        var turn = try await FlowEditorTurn(edit, reading, page)
        switch edit.operation {
        case .save:
            if turn.canBeSaved, let saved = try await save(&turn, context) { return saved }
        case .preview: try await preview(&turn)
        case .sendTest: try await sendTest(&turn, context)
        default: break
        }
        let isRefused = edit.operation == .save
        return answer(turn.model, edit, page, status: isRefused ? .unprocessableContent : .ok)
    }

    private func answer(
        _ model: FlowEditorModel, _ edit: FlowEdit, _ page: PageContext, status: HTTPResponse.Status
    ) -> Response {
        if edit.wantsFragment { return .page(FlowEditorView.fragment(model, in: page)) }
        return .page(FlowEditorView.render(model, in: page), status: status)
    }

    // MARK: Saving

    private func save(_ turn: inout FlowEditorTurn, _ context: ConsoleContext) async throws -> Response? {
        let slug = turn.reading.slug
        do {
            try await flows.saveDraft(turn.model.text, of: slug, author: context.visitor?.name ?? "")
            return .onward(to: Route.flowEditor(slug) + "?done=saved")
        } catch let error as AdminError {
            turn.model.notice = Notice(refusal: error)
        } catch is FlowFileErrors {
            turn.model.notice = FlowEditorNotice.faults.notice(in: turn.page)
        }
        return nil
    }

    private func drop(
        _ edit: FlowEdit, _ reading: FlowEditorReading, _ request: Request, _ context: ConsoleContext
    ) async throws -> Response {
        do {
            let isLeft = try await flows.dropDraft(of: reading.slug)
            return .onward(to: isLeft ? Route.flow(reading.slug) : Route.flows)
        } catch let error as AdminError {
            var model = try await reading.model(of: edit.text, base: edit.base)
            model.notice = Notice(refusal: error)
            return answer(model, edit, try await parts.page(request, context), status: .conflict)
        }
    }

    // MARK: Trying out

    private func preview(_ turn: inout FlowEditorTurn) async throws {
        guard !turn.edit.who.isEmpty else { return }
        guard let flow = turn.flow else {
            turn.model.notice = FlowEditorNotice.mendFirst.notice(in: turn.page)
            return
        }
        guard let profile = try await parts.system.profile(of: turn.edit.who) else {
            turn.model.preview = FlowPreviewModel(person: nil)
            return
        }
        turn.model.preview = FlowPreviewModel(try await flows.preview(flow.text, for: profile), of: flow)
    }

    private func sendTest(_ turn: inout FlowEditorTurn, _ context: ConsoleContext) async throws {
        guard let flow = turn.flow else {
            turn.model.notice = FlowEditorNotice.mendFirst.notice(in: turn.page)
            return
        }
        guard let step = turn.stepID(turn.edit.step) else {
            turn.model.notice = FlowEditorNotice.stepUnnamed.notice(in: turn.page)
            return
        }
        do {
            var profile: Profile?
            if !turn.edit.who.isEmpty {
                profile = try await parts.system.profile(of: turn.edit.who)
                if profile == nil { throw AdminError("nobody is known as “\(turn.edit.who)”") }
            }
            let isSent = try await parts.system.testMessages.send(
                flow.text, step: step, as: profile, to: turn.edit.to, by: String(context.visitor?.account ?? 0))
            let notice = isSent ? FlowEditorNotice.testSent(to: turn.edit.to) : .testKept
            turn.model.notice = notice.notice(in: turn.page)
        } catch let error as AdminError { turn.model.notice = Notice(refusal: error) }
    }
}

import Engine
import Hummingbird
import Pages
import ReadyFlows
import Runtime
import Values

/// The page on which a flow begins: from one that is ready, or blank. Both become drafts.
struct NewFlowRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows/new") { request, context in try await page(request, context) }
        group.post("flows/new") { request, context in try await begin(request, context) }
    }

    private func page(
        _ request: Request, _ context: ConsoleContext, name: String = "", problem: NewFlowModel.Problem? = nil,
        notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let installed = Set(try await parts.system.flows.list().map(\.flow.id))
        let languages = ReadyFlows.languages.map { NewFlowModel.Language(code: $0.tag, name: $0.name) }
        let model = NewFlowModel(
            groups: NewFlowRoutes.groups.map { group in
                NewFlowModel.Group(
                    name: group.name,
                    flows: group.flows.map { ready in
                        var ready = ready
                        ready.isInstalled = installed.contains(Flow.id(slug: ready.id))
                        return ready
                    })
            }, languages: languages, language: language(context), name: name, problem: problem)
        return .page(
            NewFlowView.render(model, in: try await parts.page(request, context, notice: notice)), status: status)
    }

    /// Read once: what comes along does not change.
    private static let groups = ReadyFlows.groups.map { group in
        NewFlowModel.Group(
            name: group.name,
            flows: group.flows.compactMap { ready in
                guard let flow = try? FlowFile.read(ready.text) else { return nil }
                return NewFlowModel.Ready(
                    id: ready.slug, name: flow.name, about: flow.about,
                    steps: FlowDetail.steps(of: flow).map { Pages.FlowStep($0) })
            })
    }

    private func language(_ context: ConsoleContext) -> String {
        let known = ReadyFlows.languages.map(\.tag)
        return context.form["language"].flatMap { known.contains($0) ? $0 : nil } ?? known[0]
    }

    private func begin(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        if let slug = context.form["from"] {
            guard let ready = ReadyFlows.named(slug) else {
                throw HTTPError(.notFound, message: "No flow that is called \(slug.prefix(40)) comes along.")
            }
            let draft = try FlowDraft(ready.text).speaking(language(context))
            // As it was written, where nothing of it changes.
            let text = draft.language == ReadyFlows.languages[0].tag ? ready.text : draft.text
            return try await save(text, slug: slug, request, context)
        }
        let name = FormFieldText.trimmed(context.form["name"] ?? "")
        guard !name.isEmpty else {
            return try await page(request, context, problem: .nameMissing, status: .unprocessableContent)
        }
        guard name.contains(where: { $0.isLetter || $0.isNumber }) else {
            return try await page(request, context, name: name, problem: .nameUnusable, status: .unprocessableContent)
        }
        var blank = FlowDraft.blank(name: name)
        if language(context) != blank.language { blank = try blank.speaking(language(context)) }
        return try await save(blank.text, slug: blank.slug, name: name, request, context)
    }

    private func save(
        _ text: String, slug: String, name: String = "", _ request: Request, _ context: ConsoleContext
    ) async throws -> Response {
        let isTaken =
            "\(Route.flows)/\(slug)" == Route.newFlow
            ? true : try await parts.system.flows.list().contains { $0.flow.id == Flow.id(slug: slug) }
        guard !isTaken else {
            return try await page(request, context, name: name, problem: .nameTaken, status: .conflict)
        }
        do {
            try await parts.system.flows.saveDraft(text, of: nil, author: context.visitor?.name ?? "")
            return .onward(to: Route.flowEditor(slug))
        } catch let error as AdminError {
            return try await page(
                request, context, name: name, notice: Notice(refusal: error), status: .conflict)
        } catch is FlowFileErrors {
            return try await page(request, context, name: name, problem: .nameUnusable, status: .unprocessableContent)
        }
    }
}

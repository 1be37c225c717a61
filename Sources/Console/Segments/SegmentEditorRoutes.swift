import Foundation
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// Writing a segment: a new one or another rule of one, with a preview of who is in.
struct SegmentEditorRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("segments/new") { request, context in
            let kind = request.queryFields["kind"].flatMap { RuleKind.Word(rawValue: $0) } ?? .segment
            return try await page(SegmentEditorModel(kind: kind), request, context)
        }
        group.post("segments/new") { request, context in try await create(request, context) }
        group.post("segments/preview") { request, context in try await preview(request, context) }
        group.get("segments/:id/edit") { request, context in try await edit(request, context) }
        group.post("segments/:id/edit") { request, context in try await save(request, context) }
    }

    private var service: SegmentService { parts.system.segments }

    private func page(
        _ model: SegmentEditorModel, _ request: Request, _ context: ConsoleContext,
        status: HTTPResponse.Status = .ok, notice: Notice? = nil
    ) async throws -> Response {
        var model = model
        model.vocabulary = try await parts.segmentVocabulary()
        let page = try await parts.page(request, context, notice: notice)
        return .page(SegmentEditorView.render(model, in: page), status: status)
    }

    private func edit(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let segment = try await found(context)
        let model = SegmentEditorModel(
            id: PublicID.segment.text(segment.id), name: segment.name, about: segment.description, text: segment.text,
            kind: RuleKind(segment.role).word, figures: .init(segment.role))
        return try await page(model, request, context)
    }

    private func create(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try await submit(nil, request, context) { written in
            let draft = SegmentDraft(
                name: written.name, description: written.about, text: written.text,
                role: written.figures.role(written.kind).role)
            let created = try await service.create(
                [draft], author: context.visitor?.name ?? "", announces: written.announces)
            return created[0].id
        }
    }

    private func save(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let segment = try await found(context)
        return try await submit(segment, request, context) { written in
            try await service.edit(
                String(segment.id), author: context.visitor?.name ?? "", announces: written.announces
            ) { draft in
                draft.name = written.name.trimmingCharacters(in: .whitespacesAndNewlines)
                draft.description = written.about
                draft.text = written.text
                draft.role = written.figures.role(written.kind).role
            }.id
        }
    }

    /// Stores what was written and leads to its page; what cannot be stored is shown again with what is wrong.
    private func submit(
        _ segment: StoredSegment?, _ request: Request, _ context: ConsoleContext,
        _ store: (SegmentEditorModel) async throws -> Int64
    ) async throws -> Response {
        var written = SegmentEditorModel(
            id: segment.map { PublicID.segment.text($0.id) }, name: context.form["name"] ?? "",
            about: context.form["about"] ?? "", text: context.form["text"] ?? "",
            announces: context.form["announces"] != nil,
            // What a rule is for stays; only its numbers are changed.
            kind: segment.map { RuleKind($0.role).word }
                ?? context.form["kind"].flatMap { RuleKind.Word(rawValue: $0) } ?? .segment,
            figures: .init(context.form))
        written.problems = written.figures.role(written.kind).problems
        if written.name.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty {
            written.problems.insert(.nameMissing)
        }
        if written.text.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty {
            written.problems.insert(.ruleMissing)
        } else {
            written.faults = ConditionReading(text: written.text).faults.map(ConditionFault.init)
        }
        guard written.problems.isEmpty, written.faults.isEmpty else {
            return try await page(written, request, context, status: .unprocessableContent)
        }
        do {
            let id = try await store(written)
            return .onward(to: Route.segment(PublicID.segment.text(id)) + "?done=" + SegmentNotice.saved.rawValue)
        } catch let error as AdminError {
            return try await page(written, request, context, status: .conflict, notice: Notice(refusal: error))
        }
    }

    private func preview(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let start = ContinuousClock.now
        let text = context.form["text"] ?? ""
        let preview: SegmentPreview
        let kind = context.form["kind"].flatMap { RuleKind.Word(rawValue: $0) } ?? .segment
        let (role, problems) = SegmentEditorModel.Figures(context.form).role(kind)
        var moving: RuleMove?
        do {
            preview = try await service.preview(text, of: context.form["segment"])
            // Numbers that are not written yet change nobody.
            if kind != .segment, problems.isEmpty {
                moving = try await service.moving(text, of: context.form["segment"], as: role)
            }
        } catch let error as AdminError {
            throw HTTPError(.unprocessableContent, message: error.description)
        }
        let took = ContinuousClock.now - start
        var model = SegmentPreviewModel(preview, took: took.span, isEdit: context.form["segment"] != nil)
        if let moving { model.moving = .init(kind: kind, people: moving.people, isExact: moving.isExact) }
        return .page(SegmentPreviewView.fragment(model, in: try await parts.page(request, context)))
    }

    private func found(_ context: ConsoleContext) async throws -> StoredSegment {
        let id = context.parameters.get("id") ?? ""
        guard PublicID.segment.key(id) != nil, let segment = try? await service.find(id) else {
            throw HTTPError(.notFound, message: "There is no segment \(id.prefix(40)).")
        }
        return segment
    }
}

extension ConsoleParts {
    /// The names that complete what is typed.
    func segmentVocabulary() async throws -> SegmentVocabulary {
        let names = try await vocabulary.names()
        let rules = try await system.segments.list().map(\.segment)
        var (segments, stages, scores): ([String], [String], Set<String>) = ([], [], [])
        for rule in rules {
            switch rule.role {
            case .segment: segments.append(rule.name)
            case .stage: stages.append(rule.name)
            case .points(let points): if !points.score.isEmpty { scores.insert(points.score) }
            }
        }
        return SegmentVocabulary(
            events: names.events, properties: names.properties, segments: segments, lists: names.lists,
            tags: names.tags, flows: system.definitions.latest.flows.map(\.slug), pools: names.pools,
            topics: names.topics, stages: stages, scores: scores.sorted())
    }
}

extension SegmentPreviewModel {
    init(_ preview: SegmentPreview, took: TimeSpan, isEdit: Bool) {
        self.init(
            count: preview.matching, people: preview.total, isExact: preview.isExact, margin: preview.margin,
            took: took,
            sample: preview.sample.map(SegmentModel.Member.init), silent: preview.silent,
            change: isEdit ? (preview.entering, preview.leaving) : nil,
            entrants: preview.entrants.map(SegmentModel.Member.init),
            leavers: preview.leavers.map(SegmentModel.Member.init))
    }
}

extension SegmentModel.Member {
    fileprivate init(_ member: SegmentPreview.SampleMember) {
        self.init(
            id: PublicID.customer.text(member.profile.rawValue), name: member.name, email: member.email, since: nil)
    }
}

extension Duration {
    fileprivate var span: TimeSpan {
        TimeSpan(milliseconds: components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}

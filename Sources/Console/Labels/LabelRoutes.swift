import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// Static lists and tags: which there are, and one of them.
struct LabelRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        for kind in LabelKind.allCases {
            let path = kind == .list ? "segments/lists" : "segments/tags"
            group.get(RouterPath(path)) { request, context in try await all(kind, request, context) }
            group.post(RouterPath(path)) { request, context in try await make(kind, request, context) }
            group.get(RouterPath(path + "/:name")) { request, context in try await show(kind, request, context) }
            group.post(RouterPath(path + "/:name/:change")) { request, context in
                try await LabelChanging(parts: parts, kind: kind).change(request, context)
            }
        }
    }

    private static let mostListed = 500

    private func all(
        _ kind: LabelKind, _ request: Request, _ context: ConsoleContext, draft: LabelDraft = LabelDraft(),
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let search = request.queryFields["q"] ?? ""
        let lines = try await parts.system.lists.list(Label.Kind(kind))
        let uses = try await parts.system.lists.uses(Label.Kind(kind))
        let wanted = search.lowercased()
        let rows = lines.filter { line in
            // A tag that nobody has is no more.
            (kind == .list || line.size > 0) && (wanted.isEmpty || line.name.lowercased().contains(wanted))
        }.prefix(LabelRoutes.mostListed).map { line in
            LabelsModel.Row(
                name: line.name, about: line.description, people: line.size, uses: uses[line.name] ?? 0,
                since: line.createdAt)
        }
        var page = try await parts.page(request, context)
        if request.method == .get {
            page.notice = LabelNotice.said(request.queryFields, kind, in: page)
        } else {
            page.path = Route.labels(kind)
        }
        let model = LabelsModel(kind: kind, search: search, rows: Array(rows), draft: draft)
        return .page(LabelsView.render(model, in: page), status: status)
    }

    private func make(_ kind: LabelKind, _ request: Request, _ context: ConsoleContext) async throws -> Response {
        var draft = LabelDraft(
            name: context.form["name"] ?? "", about: context.form["about"] ?? "", people: context.form["people"] ?? "")
        let name = draft.name.trimmedOfSpace
        do {
            if kind == .list {
                if try await parts.system.lists.show(.list, name, limit: 1) != nil {
                    throw AdminError("there is a list “\(name)” already; choose another name")
                }
                try await parts.system.lists.create(name, description: draft.about)
                return .onward(to: Route.label(.list, name) + LabelNotice.made.query())
            }
            let people = try await LabelPeople(
                draft.people, consent: "", label: Label(.tag, name), in: parts.system)
            guard !people.joining.isEmpty else {
                throw AdminError(
                    people.already > 0
                        ? "they have the tag already"
                        : "nobody is known as “\(people.unknown.first ?? "")”; check the spelling")
            }
            let answer = try await parts.system.lists.change(
                .tag, name, people: people.joining, isMember: true, source: context.visitor?.name ?? "",
                startsFlows: false)
            return .onward(to: Route.label(.tag, name) + LabelNotice.added.query(answer.changed))
        } catch let error as AdminError {
            draft.problem = Notice(refusal: error).text
            return try await all(kind, request, context, draft: draft, status: .unprocessableContent)
        }
    }

    private func show(_ kind: LabelKind, _ request: Request, _ context: ConsoleContext) async throws -> Response {
        let reading = LabelReading(parts: parts, kind: kind)
        let name = LabelReading.name(context)
        let model = try await reading.model(name, after: request.queryFields["older"])
        var page = try await parts.page(request, context)
        page.notice = LabelNotice.said(request.queryFields, kind, in: page)
        return .page(LabelView.render(model, in: page))
    }
}

/// Reads what the page of a list or tag shows.
struct LabelReading: Sendable {
    let parts: ConsoleParts
    let kind: LabelKind

    private static let membersShown = 50

    static func name(_ context: ConsoleContext) -> String {
        FormFields.decoded(context.parameters.get("name") ?? "")
    }

    func model(_ name: String, after: String? = nil) async throws -> LabelModel {
        let start = after.flatMap(MemberPlace.init(text:))
        let isName = !name.isEmpty && name.count <= ListService.longestName && !name.contains(where: \.isNewline)
        guard isName,
            let detail = try await parts.system.lists.show(
                Label.Kind(kind), name, after: start, limit: LabelReading.membersShown + 1)
        else {
            throw HTTPError(
                .notFound, message: "There is no \(kind == .list ? "list" : "tag") \(name.prefix(40)).")
        }
        let shown = detail.members.prefix(LabelReading.membersShown)
        let names = try await parts.rooms.names(of: detail.changes.map(\.profile))
        let flows = detail.flows.map { SegmentModel.Use(kind: .flow, id: $0.slug, name: $0.name) }
        let segments = detail.segments.map {
            SegmentModel.Use(kind: .segment, id: PublicID.segment.text($0.id), name: $0.name)
        }
        return LabelModel(
            kind: kind, name: detail.line.name, about: detail.line.description, people: detail.line.size,
            members: shown.map(LabelModel.Member.init),
            paging: Paging(
                newer: start == nil ? nil : "first",
                older: detail.members.count > shown.count ? shown.last?.member.place.text : nil),
            uses: flows + segments,
            changes: detail.changes.map { change in
                let id = PublicID.customer.text(change.profile.rawValue)
                return SegmentModel.Change(
                    id: id, name: names[change.profile] ?? id, at: change.at, isEntry: change.isMember)
            })
    }
}

extension LabelModel.Member {
    init(_ found: ListMember) {
        self.init(
            person: PersonName(
                id: PublicID.customer.text(found.member.profile.rawValue), name: found.member.name,
                email: found.member.email), since: found.member.since, consent: ConsentState(found.consent?.status))
    }
}

extension Label.Kind {
    init(_ kind: LabelKind) { self = kind == .list ? .list : .tag }
}

extension LabelNotice {
    func query(_ count: Int = 0) -> String { "?done=\(rawValue)&count=\(count)" }

    static func said(_ query: FormFields, _ kind: LabelKind, in page: PageContext) -> Notice? {
        query["done"].flatMap { LabelNotice(rawValue: $0) }?.notice(
            kind, count: query["count"].flatMap { Int($0) } ?? 0, in: page)
    }
}

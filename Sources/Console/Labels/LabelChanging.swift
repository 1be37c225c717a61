import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// What is done to a list or tag from its page: what changes many people is told before it is done.
struct LabelChanging: Sendable {
    let parts: ConsoleParts
    let kind: LabelKind

    private var service: ListService { parts.system.lists }

    func change(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let name = LabelReading.name(context)
        guard let change = context.parameters.get("change").flatMap({ LabelChange(rawValue: $0) }),
            change != .rename || kind == .tag, change != .file || kind == .list, change != .remove || kind == .list
        else { throw HTTPError(.notFound, message: "That cannot be done to a \(kind.rawValue).") }
        let reading = LabelReading(parts: parts, kind: kind)
        // Where there is none of that name, this says so.
        var model = try await reading.model(name)
        let isConfirmed = context.form["confirmed"] != nil
        do {
            let done: (LabelNotice, Int)? =
                switch change {
                case .people: try await people(&model, context, isConfirmed)
                case .file: try await file(&model, context, isConfirmed)
                case .rename: try await rename(&model, context, isConfirmed)
                case .about: try await about(&model, context)
                case .takeOff: try await takeOff(name, context)
                case .empty: try await empty(name, context)
                case .remove: try await remove(name)
                }
            guard let (notice, count) = done else { return try await show(model, request, context) }
            return .onward(to: target(notice, name, context) + notice.query(count))
        } catch let error as AdminError {
            let refusal = Notice(refusal: error)
            model.form.problem = refusal.text
            return try await show(
                model, request, context, status: .unprocessableContent,
                notice: model.form.kind == nil ? refusal : nil)
        }
    }

    private func target(_ notice: LabelNotice, _ name: String, _ context: ConsoleContext) -> String {
        switch notice {
        case .gone: Route.labels(kind)
        case .renamed: Route.label(kind, (context.form["name"] ?? "").trimmedOfSpace)
        case .made, .added, .removed, .imported, .described, .emptied: Route.label(kind, name)
        }
    }

    private func show(
        _ model: LabelModel, _ request: Request, _ context: ConsoleContext, status: HTTPResponse.Status = .ok,
        notice: Notice? = nil
    ) async throws -> Response {
        var page = try await parts.page(request, context, notice: notice)
        page.path = Route.label(kind, model.name)
        return .page(LabelView.render(model, in: page), status: status)
    }

    private func people(
        _ model: inout LabelModel, _ context: ConsoleContext, _ isConfirmed: Bool
    ) async throws -> (LabelNotice, Int)? {
        model.form = .init(
            kind: .people, text: context.form["people"] ?? "", consentSource: context.form["consent"] ?? "",
            startsFlows: context.form["starts"] != nil)
        let label = Label(Label.Kind(kind), model.name)
        let people = try await LabelPeople(
            model.form.text, consent: model.form.consentSource, label: label, in: parts.system)
        guard isConfirmed, !people.addition.isEmpty else {
            model.pending = .people(people.addition)
            return nil
        }
        try await people.consents(at: parts.system.clock.now())?.store(in: parts.system)
        let answer = try await service.change(
            label.kind, label.name, people: people.joining + people.new, isMember: true,
            source: context.visitor?.name ?? "", startsFlows: model.form.startsFlows)
        return (.added, answer.changed)
    }

    private func file(
        _ model: inout LabelModel, _ context: ConsoleContext, _ isConfirmed: Bool
    ) async throws -> (LabelNotice, Int)? {
        model.form = .init(kind: .file, text: context.form["rows"] ?? "")
        // A form is read up to this; what lies behind would be lost without a word.
        guard model.form.text.utf8.count <= LabelModel.longestFile else {
            throw AdminError(
                "these are more than \(LabelModel.longestFile / 1000) KB; import the file with: "
                    + "cartwheel import profiles --list “\(model.name)” FILE.csv")
        }
        let file = try PeopleFile(model.form.text, at: parts.system.clock.now())
        guard isConfirmed, file.found.people > 0 else {
            model.pending = .file(file.found)
            return nil
        }
        try await file.store(in: parts.system)
        let people = file.people
        var changed = 0
        for start in stride(from: 0, to: people.count, by: ListService.peopleAtOnce) {
            let chunk = Array(people[start..<min(start + ListService.peopleAtOnce, people.count)])
            changed += try await service.change(
                .list, model.name, people: chunk, isMember: true, source: "import", startsFlows: false
            ).changed
        }
        return (.imported, changed)
    }

    private func rename(
        _ model: inout LabelModel, _ context: ConsoleContext, _ isConfirmed: Bool
    ) async throws -> (LabelNotice, Int)? {
        let other = (context.form["name"] ?? "").trimmedOfSpace
        model.form = .init(kind: .rename, text: other)
        if isConfirmed {
            let move = try await service.renameTag(
                model.name, to: other, merges: true, source: context.visitor?.name ?? "")
            return (.renamed, move.people)
        }
        let move = try await service.previewRename(model.name, to: other)
        if other == model.name { throw AdminError("“\(other)” is what the tag is called already") }
        model.pending = .rename(
            LabelRename(name: other, people: move.people, both: move.both, isMerge: move.isMerge))
        return nil
    }

    private func about(_ model: inout LabelModel, _ context: ConsoleContext) async throws -> (LabelNotice, Int) {
        model.form = .init(kind: .about, text: context.form["about"] ?? "")
        try await service.describe(Label.Kind(kind), model.name, as: model.form.text)
        return (.described, 0)
    }

    private func takeOff(_ name: String, _ context: ConsoleContext) async throws -> (LabelNotice, Int) {
        guard let key = context.form["who"].flatMap({ PublicID.customer.key($0) }) else {
            throw AdminError("that customer is no more; reload the page")
        }
        try await service.takeOff(
            Label.Kind(kind), name, ProfileKey(rawValue: key), source: context.visitor?.name ?? "")
        return (.removed, 1)
    }

    private func empty(_ name: String, _ context: ConsoleContext) async throws -> (LabelNotice, Int) {
        let source = context.visitor?.name ?? ""
        return (.emptied, try await service.takeFromAll(Label.Kind(kind), name, source: source))
    }

    private func remove(_ name: String) async throws -> (LabelNotice, Int) {
        try await service.removeList(name)
        return (.gone, 0)
    }
}

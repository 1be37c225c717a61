import Hummingbird
import Pages
import Runtime
import Values

/// Segments: the list, one of them, how they overlap.
struct SegmentRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("segments") { request, context in try await list(request, context) }
        group.get("segments/overlap") { request, context in try await overlap(request, context) }
        group.get("segments/:id") { request, context in try await show(request, context) }
        group.get("segments/:id/members.csv") { _, context in try await export(context) }
        group.post("segments/:id/archive") { request, context in try await archive(request, context) }
    }

    private var service: SegmentService { parts.system.segments }

    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let search = request.queryFields["q"] ?? ""
        let isArchived = request.queryFields["state"] == "archived"
        let (lines, people) = try await service.room(search: search, archived: isArchived)
        let model = SegmentsModel(
            search: search, showsArchived: isArchived, rows: lines.map(SegmentsModel.Row.init), people: people)
        return .page(SegmentsView.render(model, in: try await parts.page(request, context)))
    }

    private func show(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let name = try await segment(context)
        let query = request.queryFields
        let reading = SegmentPageReading(parts: parts, after: query["older"], who: query["who"])
        let model = try await reading.model(of: name)
        var page = try await parts.page(request, context)
        page.notice = query["done"].flatMap { SegmentNotice(rawValue: $0)?.notice(in: page) }
        return .page(SegmentView.render(model, in: page))
    }

    private func archive(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let name = try await segment(context)
        do {
            let archived = try await service.archive(name)
            return .onward(to: Route.segment(PublicID.segment.text(archived.id)) + "?done=archived")
        } catch let error as AdminError {
            var page = try await parts.page(request, context)
            page.path = Route.segment(name)
            page.notice = Notice(refusal: error)
            let model = try await SegmentPageReading(parts: parts, after: nil, who: nil).model(of: name)
            return .page(SegmentView.render(model, in: page), status: .conflict)
        }
    }

    private func overlap(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let wanted = (1...SegmentOverlapModel.most).compactMap { request.queryFields["s\($0)"] }
        let entries = try await service.list().filter { $0.segment.role == .segment && $0.segment.state != .archived }
            .map { SegmentOverlapModel.Entry($0) }
        var chosen: [SegmentOverlapModel.Entry] = []
        for id in wanted where !chosen.contains(where: { $0.id == id }) {
            chosen += entries.filter { $0.id == id }
        }
        var regions: [SegmentOverlapModel.Region] = []
        if chosen.count >= 2 {
            let shared = try await service.overlaps(of: chosen.map(\.name))
            regions = SegmentOverlapModel.regions(of: chosen, shared: shared)
        }
        let model = SegmentOverlapModel(choices: entries, chosen: chosen, regions: regions)
        return .page(SegmentOverlapView.render(model, in: try await parts.page(request, context)))
    }

    /// The members as a CSV file, read and written a thousand at a time.
    private func export(_ context: ConsoleContext) async throws -> Response {
        let found = try await service.find(try await segment(context))
        let service = service
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: MemberFile.header))
            var last: SegmentMember?
            while true {
                let members = try await service.members(
                    of: String(found.id), after: last?.place, limit: MemberFile.rowsAtOnce)
                if members.isEmpty { break }
                try await writer.write(ByteBuffer(string: members.map(MemberFile.row).joined()))
                last = members.last
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(MemberFile.name(of: found.name))\"",
            ], body: body)
    }

    /// The id in the address, of a segment that there is.
    private func segment(_ context: ConsoleContext) async throws -> String {
        let id = context.parameters.get("id") ?? ""
        guard PublicID.segment.key(id) != nil, (try? await service.find(id)) != nil else {
            throw HTTPError(.notFound, message: "There is no segment \(id.prefix(40)).")
        }
        return id
    }
}

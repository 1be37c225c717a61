import Hummingbird
import Pages
import Runtime
import Values

/// The segments that come along: their gallery, and installing them.
struct ReadySegmentRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("segments/ready") { request, context in try await page(request, context) }
        group.post("segments/ready") { request, context in try await install(request, context) }
    }

    private func page(
        _ request: Request, _ context: ConsoleContext, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let rows = try await parts.system.segments.readySegments().map { ready in
            ReadySegmentsModel.Row(
                slug: ready.slug, name: ready.name, about: ready.about, text: ready.text, sentence: ready.sentence,
                installedID: ready.installed.map(PublicID.segment.text))
        }
        let page = try await parts.page(request, context, notice: notice)
        return .page(ReadySegmentsView.render(ReadySegmentsModel(rows: rows), in: page), status: status)
    }

    /// One leads to its page, several to the list; what is there already stays as it is.
    private func install(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let slug = context.form["from"]
        let known = try await parts.system.segments.readySegments()
        if let slug, !known.contains(where: { $0.slug == slug }) {
            throw HTTPError(.notFound, message: "No segment that is called \(slug.prefix(40)) comes along.")
        }
        guard slug != nil || context.form["all"] != nil else {
            throw HTTPError(.badRequest, message: "Say which segment: from is missing.")
        }
        do {
            let installed = try await parts.system.segments.install(
                slug.map { [$0] } ?? [], author: context.visitor?.name ?? "")
            guard slug != nil, let segment = installed.first else { return .onward(to: Route.segments) }
            return .onward(
                to: Route.segment(PublicID.segment.text(segment.id)) + "?done=" + SegmentNotice.saved.rawValue)
        } catch let error as AdminError {
            return try await page(request, context, notice: Notice(refusal: error), status: .conflict)
        }
    }
}

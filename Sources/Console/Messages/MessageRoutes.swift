import Hummingbird
import Pages
import Runtime

/// Messages: the list, one of them, and its body alone for the sandboxed frame.
struct MessageRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("messages") { request, context in try await list(request, context) }
        group.get("messages/export.csv") { request, _ in try await export(request) }
        group.get("messages/:id") { request, context in try await message(request, context) }
        group.get("messages/:id/body") { request, context in try await body(context) }
    }

    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let query = request.queryFields
        let filter = MessagesModel.Filter(query)
        let model = MessagesModel(
            try await found(filter, at: ListPosition(query)), filter: filter)
        return .page(MessagesView.render(model, in: try await parts.page(request, context)))
    }

    private func export(_ request: Request) async throws -> Response {
        let filter = MessagesModel.Filter(request.queryFields)
        return try await ListFiles.messages.response { position in
            let found = try await found(filter, at: position, limit: ListFileRows.messages).listing
            return (found.rows, found.older)
        }
    }

    private func found(
        _ filter: MessagesModel.Filter, at position: ListPosition, limit: Int = Rooms.pageLength
    ) async throws -> Rooms.MessagePage {
        let asked = Rooms.MessageQuery(
            search: filter.search, state: filter.state.map { .init($0) }, flow: filter.flowID,
            channel: filter.channel.flatMap { .init($0) })
        var page = try await parts.rooms.messages(asked, at: position, limit: limit)
        // Nothing was ever sent on a channel that is not there yet.
        if filter.channel != nil, asked.channel == nil { page.listing.empty() }
        return page
    }

    private func message(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let query = request.queryFields
        let id = context.parameters.get("id") ?? ""
        guard let found = try await parts.rooms.message(id) else {
            throw HTTPError(.notFound, message: "There is no message \(id.prefix(40)).")
        }
        let model = MessageModel(
            found, part: query["show"].flatMap { .init(rawValue: $0) } ?? .html,
            width: query["width"].flatMap { .init(rawValue: $0) } ?? .desktop)
        return .page(MessageView.render(model, in: try await parts.page(request, context)))
    }

    private func body(_ context: ConsoleContext) async throws -> Response {
        guard let html = try await parts.rooms.messageHTML(context.parameters.get("id") ?? "") else {
            throw HTTPError(.notFound, message: "The message's body is not kept.")
        }
        return .page(Array(html.utf8), policy: ContentPolicy.messageBody)
    }
}

extension MessagesModel.Filter {
    /// What an address asks for; values that are none of ours stand for all.
    init(_ query: FormFields) {
        self.init(
            search: query["q"] ?? "", state: query["state"].flatMap { MessageState(rawValue: $0) },
            flowID: query["flow"], channel: query["channel"].flatMap { Pages.Channel(rawValue: $0) })
    }
}

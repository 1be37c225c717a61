import Hummingbird
import Pages
import Runtime

/// Customers: the list, and one of them.
struct CustomerRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("customers") { request, context in try await list(request, context) }
        group.get("customers/export.csv") { request, _ in try await export(request) }
        group.get("customers/:id") { request, context in try await customer(request, context) }
    }

    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let query = request.queryFields
        let search = query["q"] ?? ""
        let found = try await parts.rooms.customers(search: search, at: ListPosition(query))
        let model = CustomersModel(
            search: search, rows: found.rows.map(CustomersModel.Row.init), paging: Paging(found))
        return .page(CustomersView.render(model, in: try await parts.page(request, context)))
    }

    private func export(_ request: Request) async throws -> Response {
        let search = request.queryFields["q"] ?? ""
        let rooms = parts.rooms
        return try await ListFiles.customers.response { position in
            let found = try await rooms.customers(
                search: search, at: position, limit: ListFileRows.customers, counting: false)
            return (found.rows.map(CustomersModel.Row.init), found.older)
        }
    }

    private func customer(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let query = request.queryFields
        let id = context.parameters.get("id") ?? ""
        let filter = query["kind"].flatMap { TimelineFilter(rawValue: $0) } ?? .all
        guard
            let found = try await parts.rooms.customer(
                id, showing: HistoryFilter(filter), at: ListPosition(query))
        else { throw HTTPError(.notFound, message: "There is no customer \(id.prefix(40)).") }
        // Joined with somebody since: on to where they live now.
        if found.id != id { return .onward(to: Route.customer(found.id)) }
        var model = CustomerModel(found, showing: filter)
        model.why = try await why(query["why"], found)
        return .page(CustomerView.render(model, in: try await parts.page(request, context)))
    }

    /// The flows that can be asked about, and the answer for the one that was.
    private func why(_ slug: String?, _ found: CustomerDetail) async throws -> FlowWhyModel {
        let flows = try await parts.rooms.flows().filter { $0.state != .archived }
        var model = FlowWhyModel(
            flows: flows.map { MessagesModel.FlowChoice(id: $0.flow.slug, name: $0.flow.name) }, flowID: slug)
        guard let slug, flows.contains(where: { $0.flow.slug == slug }),
            let (person, account) = try await parts.rooms.account(of: found.id, in: slug)
        else { return model }
        model.answer = .found(FlowWhyModel.Found(person, account), asked: found.id)
        return model
    }
}

import Engine
import Hummingbird
import Pages
import Runtime

/// Messages that are held, and dropping one of them.
struct HeldRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("messages/held") { request, context in
            let isDropped = request.queryFields["done"] != nil
            return try await list(request, context) { isDropped ? HeldModel.dropped(in: $0) : nil }
        }
        group.post("messages/:id/drop") { request, context in
            let id = context.parameters.get("id") ?? ""
            guard let key = PublicID.message.key(id) else {
                throw HTTPError(.notFound, message: "There is no message \(id.prefix(40)).")
            }
            do { try await parts.system.flows.drop(message: key, by: context.visitor?.name ?? "") } catch let error
                as AdminError
            {
                return try await list(request, context, status: .conflict) { _ in Notice(error) }
            }
            return .onward(to: Route.heldMessages + "?done=drop")
        }
    }

    private func list(
        _ request: Request, _ context: ConsoleContext, status: HTTPResponse.Status = .ok,
        notice: (PageContext) -> Notice?
    ) async throws -> Response {
        let query = request.queryFields
        let (rows, next, flows, values) = try await parts.rooms.held(flow: query["flow"], after: query["older"])
        let model = HeldModel(
            flowID: query["flow"], flows: flows.map { MessagesModel.FlowChoice(id: $0.slug, name: $0.name) },
            rows: rows.map { HeldModel.Row($0, values) },
            paging: Paging(older: next))
        var page = try await parts.page(request, context)
        page.path = Route.heldMessages
        page.notice = notice(page)
        return .page(HeldView.render(model, in: page), status: status)
    }
}

extension HeldModel.Row {
    init(_ row: HeldRow, _ values: MessageValues) {
        let message = row.message
        self.init(
            id: PublicID.message.text(message.id), rank: row.rank, subject: row.subject, person: PersonName(row.person),
            flowID: row.flow.slug, flowName: row.flow.name, step: message.step,
            reason: MessageReason(engine: message.reason) ?? .words(message.reason), until: message.dueAt,
            expires: message.expiresAt, value: row.value.map { MoneyAmount($0) },
            why: row.value == nil
                ? nil
                : HeldModel.Why(
                    orders: row.measured.orders, sent: row.measured.sent, allOrders: values.all.orders,
                    allSent: values.all.sent,
                    order: MoneyAmount(Money(minorUnits: values.averageOrder ?? 0, currency: values.currency)),
                    measuredAt: values.takenAt ?? message.createdAt), priority: row.priority.name)
    }
}

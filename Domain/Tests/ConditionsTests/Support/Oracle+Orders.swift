import Values

@testable import Conditions

extension Oracle {
    /// Looks at every cancellation and refund for every order.
    func orders(_ figure: OrderFigure, at now: Instant, in currency: String?) -> Found {
        let counted = events.reversed().filter { $0.name == "Order Completed" && isIn(figure.window, $0, at: now) }
        let kept = counted.compactMap { order in left(of: order, at: now).map { (order, $0) } }.filter {
            passes($0, $1, figure.filter, at: now)
        }
        let amounts = kept.compactMap { order, properties -> Number? in
            if case .json(.number(let number)) = amount(["total"], in: properties, order.occurredAt, currency) {
                number
            } else {
                nil
            }
        }
        let sum = amounts.reduce(.zero, +)
        switch figure.measure {
        case .spent: return .json(.number(sum))
        case .orders: return .json(.number(Number(kept.count)))
        case .average:
            return amounts.isEmpty ? .absent : .json(.number(sum.divided(by: Int64(amounts.count))))
        case .first: return kept.last.map { .moment($0.0.occurredAt) } ?? .absent
        case .last: return kept.first.map { .moment($0.0.occurredAt) } ?? .absent
        }
    }

    /// Whether a filter holds of an order as it stands.
    private func passes(_ order: TimelineEvent, _ properties: JSON, _ filter: Expression?, at now: Instant) -> Bool {
        guard let filter else { return true }
        var order = order
        order.body = .tree(properties.object ?? JSONObject())
        return holds(filter, at: now, of: Scope(event: order))
    }

    /// The properties of an order with what is left of its total; nil of one that was taken back.
    private func left(of order: TimelineEvent, at now: Instant) -> JSON? {
        let properties = json(order.body)
        guard let id = id(properties) else { return properties }
        let known = events.filter { $0.occurredAt <= now && self.id(json($0.body)) == id }
        if known.contains(where: { $0.name == "Order Cancelled" }) { return nil }
        let refunds = known.filter { $0.name == "Order Refunded" }.map { json($0.body) }
        if refunds.contains(where: isOfEverything) { return nil }
        guard let total = decimal(properties["total"]) else { return properties }
        let amounts = refunds.compactMap { refunded($0, of: order) }
        if amounts.isEmpty { return properties }
        let rest = total - amounts.reduce(.zero, +)
        if rest <= .zero { return nil }
        guard case .number? = properties["total"], var object = properties.object else { return properties }
        object["total"] = .number(rest)
        return .object(object)
    }

    private func isOfEverything(_ refund: JSON) -> Bool {
        (refund["total"] ?? .null) == .null && (refund["products"]?.array ?? []).isEmpty
    }

    private func refunded(_ refund: JSON, of order: TimelineEvent) -> Number? {
        var amount = Number.zero
        if let total = refund["total"], total != .null {
            guard let number = decimal(total) else { return nil }
            amount = max(number, -number)
        } else {
            for product in refund["products"]?.array ?? [] {
                guard let price = decimal(product["price"]) else { return nil }
                amount = amount + price * (decimal(product["quantity"]) ?? Number(1))
            }
        }
        guard let currency = refund["currency"]?.string?.uppercased() else { return amount }
        let own = json(order.body)["currency"]?.string?.uppercased() ?? subject.workspace.currency ?? currency
        return subject.workspace.rates.convert(amount, from: currency, to: own, at: order.occurredAt)
    }

    private func id(_ properties: JSON) -> String? {
        for name in ["order_id", "orderId", "OrderId", "orderID", "transaction_id"] {
            if case .number(let number)? = properties[name] { return number.description }
            if let text = properties[name]?.string, text != "" { return text }
        }
        return nil
    }

    private func decimal(_ json: JSON?) -> Number? {
        json?.number ?? json?.string.flatMap { Number(literal: $0) }
    }
}

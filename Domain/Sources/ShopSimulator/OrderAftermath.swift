import Values

/// What becomes of an order after it was placed.
struct OrderAftermath: Sendable {
    let kind: Kind
    let order: PlacedOrder
    let at: Instant
    /// Drawn when the order was placed, so that it does not shift later numbers.
    let portion: Double

    enum Kind: Sendable {
        case cancelled
        case refunded
        case reviewed
    }

    /// Most orders are simply kept: then nil.
    static func drawn(
        for order: PlacedOrder, placedAt: Instant, rates: ShopRates, using random: inout SeededRandom
    ) -> OrderAftermath? {
        let chance = random.unit()
        func after(_ least: TimeSpan, _ most: TimeSpan) -> Instant {
            let range = Double(most.milliseconds - least.milliseconds)
            return placedAt + least + TimeSpan(milliseconds: Int64(random.unit() * range))
        }
        let (kind, at): (Kind, Instant)
        if chance < rates.cancelled {
            (kind, at) = (.cancelled, after(.minutes(5), .hours(2)))
        } else if chance < rates.cancelled + rates.refunded {
            (kind, at) = (.refunded, after(.days(2), .days(14)))
        } else if chance < rates.cancelled + rates.refunded + rates.reviewed {
            (kind, at) = (.reviewed, after(.days(7), .days(21)))
        } else {
            return nil
        }
        return OrderAftermath(kind: kind, order: order, at: at, portion: random.unit())
    }

    func event(shop: Shop, id: String) -> SimulatedEvent {
        let call = SegmentCall(shopper: order.shopper, device: order.device, userID: order.userID)
        let key: SimulatedEvent.Key = kind == .reviewed ? .browser : .server
        let (name, properties) = report(currency: shop.catalog.currency)
        return SimulatedEvent(
            at: at, shopper: order.shopper.number,
            action: .send(call.track(name, properties, key: key, id: id, at: at), key: key, copy: .none))
    }

    private func report(currency: String) -> (String, JSONObject) {
        switch kind {
        case .cancelled: ("Order Cancelled", order.properties(currency: currency))
        case .refunded: ("Order Refunded", refund(currency: currency))
        case .reviewed:
            (
                "Product Reviewed",
                [
                    "product_id": .string(order.cart.lines[0].product.id),
                    "review_id": .string("review-\(order.id)"), "order_id": .string(order.id),
                    "rating": .number(Number(portion < 0.1 ? 2 : portion < 0.3 ? 4 : 5)),
                ]
            )
        }
    }

    /// Everything, or the first line alone where there are several.
    private func refund(currency: String) -> JSONObject {
        let line = order.cart.lines[0]
        if order.cart.lines.count > 1, portion < 0.4 {
            let cents = order.coupon == nil ? line.cents : line.cents - line.cents / 10
            return [
                "order_id": .string(order.id), "email": .string(order.shopper.typedEmail),
                "total": .amount(cents: cents), "currency": .string(currency),
                "products": [.object(line.properties)],
            ]
        }
        return order.properties(currency: currency)
    }
}

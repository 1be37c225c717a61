import Engine
import Values

/// An order or a refund with all of its lines, read from a file.
struct OrderRecord {
    let id: String
    let isRefund: Bool
    let lines: [OrderLine]

    /// JSON text that one order may have: five thousand lines, which no shopper's cart has.
    static let maximumBytes = 512 * 1024

    /// - Parameter lines: at least one, in the file's order.
    init(id: String, lines: [OrderLine]) {
        self.id = id
        self.lines = lines
        isRefund = OrderRecord.isRefund(id: id, lines)
    }

    /// UCI Online Retail, as older shop systems do, numbers what it takes back C and the next invoice number. Elsewhere
    /// a refund is what only takes back.
    private static func isRefund(id: String, _ lines: [OrderLine]) -> Bool {
        let isCancellation = id.first == "C" || id.first == "c"
        if isCancellation, id.dropFirst().allSatisfy(\.isNumber) { return lines.contains { $0.quantity < .zero } }
        return lines.allSatisfy { $0.quantity < .zero }
    }

    var currency: String { lines[0].currency }
    var occurredAt: Instant { lines.map(\.date).min() ?? lines[0].date }
    var isOfOneCurrency: Bool { lines.allSatisfy { $0.currency == currency } }

    /// The exact sum of the lines: of a refund what the customer got back, as a positive amount.
    var total: Number { sum { _ in true } }

    /// User id, e-mail and phone, the strongest first; empty where no line names the customer.
    var identities: [Identity] {
        let values: [(Identity.Kind, String?)] = [
            (.user, first(\.customer)), (.email, first(\.email)), (.phone, first(\.phone)),
        ]
        return values.compactMap { kind, value in value.flatMap { Identity(kind, $0) } }
    }

    /// What is odd in each line, by itself and beside the others.
    var oddities: [OddLine: Int] {
        var counts: [OddLine: Int] = [:]
        let customer = first(\.customer)
        for line in lines {
            var odd = line.oddities(inRefund: isRefund)
            if line.date != lines[0].date { odd.append(.otherDate) }
            if line.customer != nil, line.customer != customer { odd.append(.otherCustomer) }
            for oddity in odd { counts[oddity, default: 0] += 1 }
        }
        return counts
    }

    /// Cost: linear in its lines.
    func event(for identities: [Identity], in context: ImportContext) -> IncomingEvent {
        IncomingEvent(
            identity: identities[0], call: .track, name: isRefund ? "Order Refunded" : "Order Completed",
            occurredAt: min(occurredAt, context.receivedAt), receivedAt: context.receivedAt, authority: .server,
            isHistorical: true, properties: Array(JSON.object(properties).text.utf8),
            envelope: Envelope(identities: identities, messageID: "\(isRefund ? "refund" : "order"):\(id)"))
    }

    private var properties: JSONObject {
        var properties: JSONObject = [isRefund ? "refund_id" : "order_id": .string(id)]
        let shipping = sum { $0.kind == .shipping }
        let discount = -sum { $0.kind == .discount }
        properties.members.append(.init(key: "total", value: .number(total)))
        // As the Segment specification has it: what the products brought, without shipping.
        properties.members.append(.init(key: "revenue", value: .number(total - shipping)))
        if shipping != .zero { properties.members.append(.init(key: "shipping", value: .number(shipping))) }
        if discount != .zero { properties.members.append(.init(key: "discount", value: .number(discount))) }
        properties.members.append(.init(key: "currency", value: .string(currency)))
        if let email = first(\.email) { properties.members.append(.init(key: "email", value: .string(email))) }
        if let country = first(\.country) { properties.members.append(.init(key: "country", value: .string(country))) }
        properties.members.append(
            .init(key: "products", value: .array(lines.map { $0.product(inRefund: isRefund) })))
        return properties
    }

    private func sum(where isIncluded: (OrderLine) -> Bool) -> Number {
        let sum = lines.reduce(Number.zero) { isIncluded($1) ? $0 + $1.amount : $0 }
        return isRefund ? -sum : sum
    }

    private func first(_ property: KeyPath<OrderLine, String?>) -> String? {
        lines.lazy.compactMap { $0[keyPath: property] }.first
    }
}

import Values

/// One line of an order, read.
struct OrderLine {
    var row: Int
    var date: Instant
    var quantity: Number
    var unitPrice: Number
    var kind: OrderLineKind
    var productID: String?
    var productName: String?
    var customer: String?
    var email: String?
    var phone: String?
    var country: String?
    var currency: String
    var others: [JSONObject.Member]

    var amount: Number { quantity * unitPrice }

    /// What is odd in the line itself.
    func oddities(inRefund isRefund: Bool) -> [OddLine] {
        var odd: [OddLine] = []
        if unitPrice == .zero { odd.append(.zeroPrice) }
        if unitPrice < .zero { odd.append(.negativePrice) }
        if quantity == .zero { odd.append(.zeroQuantity) }
        if quantity < .zero, !isRefund { odd.append(.negativeQuantity) }
        if quantity > .zero, isRefund { odd.append(.positiveQuantityInRefund) }
        let huge = Number(OddLine.hugeQuantityFrom)
        if quantity >= huge || -quantity >= huge { odd.append(.hugeQuantity) }
        return odd
    }

    /// As a member of `products`; of a refund the quantity that came back is positive.
    func product(inRefund isRefund: Bool) -> JSON {
        var product = JSONObject()
        // Both names stand for the code: flows and the cart ask for either.
        if let productID {
            product.members.append(.init(key: "product_id", value: .string(productID)))
            product.members.append(.init(key: "sku", value: .string(productID)))
        }
        if let productName { product.members.append(.init(key: "name", value: .string(productName))) }
        product.members.append(.init(key: "price", value: .number(unitPrice)))
        product.members.append(.init(key: "quantity", value: .number(isRefund ? -quantity : quantity)))
        if kind != .product { product.members.append(.init(key: "kind", value: .string(kind.rawValue))) }
        product.members += others
        return .object(product)
    }
}

/// Reads the rows of an order file.
struct OrderLineReader {
    var columns: OrderColumns
    var dates: DateText
    var currency: String
    var hasDecimalCommas: Bool

    /// Why a row is no line of an order.
    struct Misfit: Error {
        var rule: String
        var reason: String
    }

    func line(_ row: CSVRow) throws(Misfit) -> OrderLine {
        if row.bytes.contains(0) {
            throw Misfit(rule: "nul_character", reason: "contains the character NUL, which no database text can hold")
        }
        let date = try date(row[columns.date])
        let quantity = try number(row[columns.quantity], "quantity")
        let unitPrice = try number(row[columns.unitPrice], "price")
        guard case .exact = quantity * unitPrice else {
            throw Misfit(rule: "bad_amount", reason: "quantity times price is too large to be kept exactly")
        }
        let code = columns.text(.productID, of: row)
        return OrderLine(
            row: row.number, date: date, quantity: quantity, unitPrice: unitPrice, kind: OrderLineKind(code: code),
            productID: code, productName: columns.text(.productName, of: row), customer: customer(row),
            email: columns.text(.email, of: row), phone: columns.text(.phone, of: row),
            country: columns.text(.country, of: row),
            currency: columns.text(.currency, of: row)?.uppercased() ?? currency, others: others(of: row))
    }

    /// The order's number; empty where the row has none.
    func order(of row: CSVRow) -> String {
        columns.order < row.count ? IdentifierText.normalised(row[columns.order]) : ""
    }

    private func date(_ text: String) throws(Misfit) -> Instant {
        guard let date = dates.instant(text) else {
            let slashed = text.contains("/") && dates.order == nil
            throw Misfit(
                rule: "bad_date",
                reason: "“\(text)” is no date that can be read"
                    + (slashed ? "; say whether day or month comes first" : ", expected such as 2010-12-31 08:26"))
        }
        return date
    }

    private func number(_ text: String, _ what: String) throws(Misfit) -> Number {
        if let number = AmountText.number(text.trimmingBlanks, decimalComma: hasDecimalCommas) { return number }
        throw Misfit(rule: "bad_\(what)", reason: "the \(what) “\(text)” is no number")
    }

    private func customer(_ row: CSVRow) -> String? {
        guard let text = columns.text(.customer, of: row) else { return nil }
        let id = IdentifierText.normalised(text)
        return MissingValue.matchesIdentifier(id) ? nil : id
    }

    private func others(of row: CSVRow) -> [JSONObject.Member] {
        columns.others.compactMap { name, place in
            let text = row[place].trimmingBlanks
            return MissingValue.matches(text) ? nil : JSONObject.Member(key: name, value: .string(text))
        }
    }
}

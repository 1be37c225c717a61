/// What a column of an order-line file means, by the names that shops give it.
///
/// Case and the signs between words do not matter: "InvoiceNo", "Invoice No" and "invoice_no" are one. Columns that
/// are not here are kept with their line.
///
/// Sources: UCI Online Retail; help.shopify.com (orders export); WooCommerce's order export.
enum OrderColumn: String, CaseIterable {
    case order, date, productID, productName, quantity, unitPrice, customer, email, phone, country, currency

    static let table: [(column: OrderColumn, names: [String])] = [
        (
            .order,
            ["InvoiceNo", "Invoice", "order_id", "Order Number", "Order", "Order Name", "transaction_id", "Name"]
        ),
        (.date, ["InvoiceDate", "Order Date", "Paid at", "Created at", "Date", "ordered_at", "timestamp"]),
        (.productID, ["StockCode", "SKU", "Lineitem sku", "product_id", "Item SKU", "variant_id"]),
        (.productName, ["Description", "Product Name", "Lineitem name", "Item Name", "Product", "Item", "Title"]),
        (.quantity, ["Quantity", "Lineitem quantity", "Qty", "Item Quantity"]),
        (.unitPrice, ["UnitPrice", "Unit Price", "Price", "Lineitem price", "Item Price", "Item Cost"]),
        (.customer, ["CustomerID", "Customer", "user_id", "Customer Number", "client_id"]),
        (.email, ["Email", "Email Address", "E-Mail", "Customer Email", "Billing Email"]),
        (.phone, ["Phone", "Phone Number", "Billing Phone"]),
        (.country, ["Country", "Billing Country", "Shipping Country", "Country Code"]),
        (.currency, ["Currency", "Currency Code", "Order Currency"]),
    ]

    var names: [String] { OrderColumn.table.first { $0.column == self }?.names ?? [] }
}

/// Where the columns of one file are.
struct OrderColumns {
    private let places: [OrderColumn: Int]
    /// Columns without a meaning here, by the name under which their line keeps them.
    let others: [(name: String, place: Int)]
    let order: Int
    let date: Int
    let quantity: Int
    let unitPrice: Int

    init(_ header: ColumnNames, path: String) throws(ImportFileError) {
        var places: [OrderColumn: Int] = [:]
        for column in OrderColumn.allCases { places[column] = header.place(of: column.names) }
        func required(_ column: OrderColumn, _ words: String) throws(ImportFileError) -> Int {
            if let place = places[column] { return place }
            throw .missingColumn(path: path, missing: words, known: column.names, found: header.names)
        }
        order = try required(.order, "the order number")
        date = try required(.date, "the order's date")
        quantity = try required(.quantity, "the quantity")
        unitPrice = try required(.unitPrice, "the price of one")
        if places[.customer] == nil, places[.email] == nil {
            throw .missingColumn(
                path: path, missing: "the customer", known: OrderColumn.customer.names + OrderColumn.email.names,
                found: header.names)
        }
        self.places = places
        let known = Set(places.values)
        others = header.names.indices.filter { !known.contains($0) }
            .map { (ColumnNames.property(header.names[$0]), $0) }
    }

    func has(_ column: OrderColumn) -> Bool { places[column] != nil }

    /// The text of a column; nil where the file has none, or it is empty in this row.
    func text(_ column: OrderColumn, of row: CSVRow) -> String? {
        guard let place = places[column], place < row.count, !row.isEmpty(place) else { return nil }
        let text = row[place].trimmingBlanks
        return MissingValue.matches(text) ? nil : text
    }
}

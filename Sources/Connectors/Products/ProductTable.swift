import Engine
import Values

/// Reads a table of one variant a row: Shopify's product export as it is, others by the names of their columns.
public struct ProductTable: ProductFile, ~Copyable {
    private var reader: CSVReader
    private let header: ColumnNames
    private let fields: ProductColumns
    private let options: Options
    private var row = CSVRow()
    /// In an export the first row of a product says whether the store shows it.
    private var hidden: String?
    public private(set) var report = ProductImportReport()

    /// What the file does not say itself.
    public struct Options: Sendable {
        /// Of prices in a file without a column for it: ISO 4217; nil for the workspace's.
        public var currency: String?
        /// Where the store is, such as `https://my.shop`: an export of Shopify has no addresses.
        public var store: String?

        public init(currency: String? = nil, store: String? = nil) {
            self.currency = currency
            self.store = store
        }
    }

    public init(path: String, options: Options) throws(ImportFileError) {
        var reader = try CSVReader(path: path)
        let header = try ColumnNames(reading: &reader)
        let fields = try ProductColumns(header, path: path)
        self.fields = fields
        self.header = header
        self.options = options
        self.reader = reader
    }

    public var columns: [String] { header.names }

    public mutating func next() throws(ImportFileError) -> ProductBatch? {
        var batch = ProductBatch()
        var rows = 0
        while batch.items.count < ProductBatch.mostItems, rows < ProductBatch.rowsBetweenProgress,
            try reader.next(&row)
        {
            rows += 1
            report.rows += 1
            take(into: &batch)
        }
        batch.progress = reader.progress
        return rows == 0 ? nil : batch
    }

    private mutating func take(into batch: inout ProductBatch) {
        let id = fields.text(.productID, of: row)
        if let status = fields.text(.status, of: row)?.lowercased() {
            hidden = ["draft", "archived"].contains(status) ? id : nil
        }
        if let id, id == hidden {
            report.hiddenRows += 1
            return
        }
        if isPicture {
            report.pictureRows += 1
            return
        }
        do throws(CatalogRejection) {
            guard row.count == header.count else {
                throw CatalogRejection(.wrongType, "has \(row.count) fields, the header has \(header.count)")
            }
            let items = try CatalogItemReader.items(.object(product(id)))
            report.variants += items.count
            batch.items += items
        } catch {
            report.rejectedRows += 1
            batch.rejected.append(
                RejectedRow(row: row.number, rule: error.rule.rawValue, reason: error.reason, fields: row.fields))
        }
    }

    /// Whether a row of an export holds nothing but one more picture.
    private var isPicture: Bool {
        fields.has(.option1) && fields.text(.option1, of: row) == nil && fields.text(.price, of: row) == nil
            && fields.text(.sku, of: row) == nil && fields.text(.title, of: row) == nil
    }

    private func product(_ id: String?) -> JSONObject {
        var object = JSONObject()
        func put(_ name: String, _ text: String?) { if let text { object[name] = .string(text) } }
        put("product_id", id)
        put("sku", fields.text(.sku, of: row))
        let options = [ProductColumn.option1, .option2, .option3].compactMap { fields.text($0, of: row) }
        let choice = options == ["Default Title"] ? nil : options.isEmpty ? nil : options.joined(separator: " / ")
        put("variant_id", fields.text(.variantID, of: row) ?? choice)
        put("title", fields.text(.title, of: row))
        put("variant_title", fields.text(.variantTitle, of: row) ?? choice)
        put("brand", fields.text(.brand, of: row))
        if let text = fields.text(.categories, of: row) {
            let names = text.split { $0 == ";" || $0 == "|" }.map { String($0).trimmingBlanks }
            object["categories"] = .array(names.filter { !$0.isEmpty }.map(JSON.string))
        }
        put("url", fields.text(.url, of: row) ?? address(of: id))
        put("image_url", fields.text(.variantImage, of: row) ?? fields.text(.image, of: row))
        for (name, column) in [("price", ProductColumn.price), ("compare_at_price", .compareAtPrice)] {
            guard let text = fields.text(column, of: row) else { continue }
            let amount = AmountText.number(text, decimalComma: reader.hasDecimalCommas)
            object[name] = amount.map(JSON.number) ?? .string(text)
        }
        put("currency", fields.text(.currency, of: row) ?? self.options.currency)
        // Without a tracker, and where the store goes on selling, it can be bought whatever the figure says.
        let isUntracked = fields.has(.tracker) && fields.text(.tracker, of: row) == nil
        if isUntracked || fields.text(.policy, of: row)?.lowercased() == "continue" {
            object["track_stock"] = false
        } else {
            put("stock", fields.text(.stock, of: row))
        }
        put("low_stock_at", fields.text(.lowStockAt, of: row))
        return object
    }

    private func address(of id: String?) -> String? {
        guard let store = options.store, let id else { return nil }
        return (store.hasSuffix("/") ? String(store.dropLast()) : store) + "/products/" + id
    }
}

import ArgumentParser
import Connectors
import Engine
import Runtime
import Values

struct ImportProductsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "products",
        abstract: "The catalog, one variant a row or product a line: FILE.csv, FILE.jsonl, or either with .gz.",
        discussion: """
            Reads Shopify's product export as it is, and other tables by their headings: product_id, variant_id, sku, \
            title, url, image_url, price, compare_at_price, currency, stock, low_stock_at, categories (parted by ;), \
            brand. Lines are objects as POST /v1/catalog takes them. What a file does not name stays as it was. \
            Prices that fell and goods that are back are told to who waits for them, unless --silent is given; the same \
            file again changes nothing.
            Example: cartwheel import products products_export.csv --store https://my.shop
            """)

    @Argument(help: "The file.") var file: String
    @Option(help: "Currency of prices that name none; without it the workspace's.") var currency: String?
    @Option(help: "The store's address, such as https://my.shop: Shopify's export has no links.") var store: String?
    @Flag(help: "Tell nobody of what changed.") var silent = false
    @OptionGroup var options: ImportOptions

    func run() async throws {
        if ProductLines.reads(file) {
            var source = try ProductLines(path: file)
            try await read(&source)
        } else {
            var source = try ProductTable(
                path: file, options: ProductTable.Options(currency: currency?.uppercased(), store: store))
            try await read(&source)
        }
    }

    private func read(_ source: inout some ProductFile & ~Copyable) async throws {
        let admin = options.dryRun ? nil : try Admin.open(options.system)
        let rejects = try options.rejects.map { try RejectsFile(path: $0, columns: source.columns) }
        var progress = ProgressLine()
        var shown: [String] = []
        var refused: [String] = []
        var sums: [String: Int64] = [:]
        while let batch = try source.next() {
            for row in batch.rejected {
                if shown.count < ImportRun.rejectsShown { shown.append("row \(row.row): \(row.reason)") }
                try rejects?.write(row)
            }
            for part in batch.items.parts(of: ProductBatch.mostItems) {
                guard let admin else { break }
                let answer = try await admin.perform(
                    .applyCatalog, ["items": .array(part.map(\.json)), "announces": .bool(!silent)])
                for name in ["changed", "unchanged"] {
                    sums[name, default: 0] += answer[name]?.number?.integer ?? 0
                }
                let reasons = (answer["refused"]?.array ?? []).compactMap(\.string)
                sums["refused", default: 0] += Int64(reasons.count)
                refused += reasons.prefix(ImportRun.rejectsShown - min(refused.count, ImportRun.rejectsShown))
            }
            progress.show("Importing", done: batch.progress.rows, fraction: batch.progress.fraction)
        }
        progress.finish()
        try rejects?.close()
        await admin?.close()
        var report = source.report.json.object ?? JSONObject()
        for name in ["changed", "unchanged", "refused"] where admin != nil {
            report[name] = .number(Number(sums[name] ?? 0))
        }
        options.report(.object(report), shown + refused)
    }
}

extension Array {
    fileprivate func parts(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}

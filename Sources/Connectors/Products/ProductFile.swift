import Engine
import Values

/// A file of products being read, some of them at a time; the caller stores them.
public protocol ProductFile: ~Copyable {
    /// What was found so far.
    var report: ProductImportReport { get }
    /// The names of the columns that refused rows have.
    var columns: [String] { get }
    /// The next piece, which may hold progress only; nil after the last one.
    mutating func next() throws(ImportFileError) -> ProductBatch?
}

/// A part of a file of products.
public struct ProductBatch: Sendable {
    public var items: [CatalogItem] = []
    public var rejected: [RejectedRow] = []
    public var progress = FileProgress()

    /// As many as one transaction takes without making its neighbours wait.
    public static let mostItems = 200
    static let rowsBetweenProgress = 5_000

    public init() {}
}

/// What a file of products holds.
public struct ProductImportReport: ImportReport, Hashable {
    public var rows = 0
    /// Variants that are taken.
    public var variants = 0
    /// Rows that hold nothing but one more picture of a product.
    public var pictureRows = 0
    /// Rows of products that the store does not show.
    public var hiddenRows = 0
    public var rejectedRows = 0

    public init() {}

    public var json: JSON {
        [
            "rows": .number(Number(rows)), "variants": .number(Number(variants)),
            "picture_rows": .number(Number(pictureRows)), "hidden_rows": .number(Number(hiddenRows)),
            "rejected_rows": .number(Number(rejectedRows)),
        ]
    }
}

/// Reads a file of one product a line, each an object as `POST /v1/catalog` takes it.
public struct ProductLines: ProductFile, ~Copyable {
    private var reader: LineReader
    public private(set) var report = ProductImportReport()
    public var columns: [String] { ["line"] }

    public init(path: String) throws(ImportFileError) { reader = try LineReader(path: path) }

    /// Whether a file of this name holds lines rather than a table.
    public static func reads(_ path: String) -> Bool {
        let name = path.lowercased()
        return [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"].contains { name.hasSuffix($0) }
    }

    public mutating func next() throws(ImportFileError) -> ProductBatch? {
        var batch = ProductBatch()
        var lines = 0
        while batch.items.count < ProductBatch.mostItems, lines < ProductBatch.rowsBetweenProgress,
            let line = try reader.next()
        {
            lines += 1
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
            if report.rows == 0, line.first(where: { $0 != 0x20 }) == UInt8(ascii: "[") {
                throw .oneJSONList(path: reader.path)
            }
            report.rows += 1
            take(line, into: &batch)
        }
        batch.progress = reader.progress
        return lines == 0 ? nil : batch
    }

    private mutating func take(_ line: [UInt8], into batch: inout ProductBatch) {
        let refusal: CatalogRejection
        do {
            let json = try JSON.parse(line)
            do {
                let items = try CatalogItemReader.items(json)
                report.variants += items.count
                batch.items += items
                return
            } catch { refusal = error }
        } catch { refusal = CatalogRejection(.notAnObject, "it is no JSON: \(error)") }
        report.rejectedRows += 1
        batch.rejected.append(
            RejectedRow(
                row: reader.number, rule: refusal.rule.rawValue, reason: refusal.reason,
                fields: [String(decoding: line.prefix(4_096), as: UTF8.self)]))
    }
}

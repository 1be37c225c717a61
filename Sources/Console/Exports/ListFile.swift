import Connectors
import Hummingbird
import NIOCore
import Pages
import Runtime
import Storage
import Values

/// A list as a CSV file: every row that its filters admit, read and sent a page at a time.
///
/// The file follows the list from its newest row to its oldest. A row that moves to the list's beginning meanwhile, such
/// as a customer who comes by, may be missing.
struct ListFile<Row: Sendable>: Sendable {
    typealias Column = (name: String, cell: @Sendable (Row) -> String)
    typealias Rows = (rows: [Row], older: String?)

    /// Without `.csv`.
    let name: String
    let columns: [Column]

    /// - Parameter read: rows at a place, and the cursor for those behind them; nil behind the last.
    func response(_ read: @escaping @Sendable (ListPosition) async throws -> Rows) async throws -> Response {
        // What is wrong with the first page is still said by a page of errors.
        let first = try await read(.first)
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: CSVText.spreadsheetRow(columns.map { $0.name })))
            var (rows, older) = first
            while true {
                if !rows.isEmpty { try await writer.write(ByteBuffer(string: rows.map(line).joined())) }
                guard let cursor = older else { break }
                (rows, older) = try await read(ListPosition(newer: nil, older: cursor))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name).csv\"",
            ], body: body)
    }

    private func line(_ row: Row) -> String { CSVText.spreadsheetRow(columns.map { $0.cell(row) }) }
}

extension MoneyAmount {
    /// `82.50`, as programs read it.
    var decimal: String {
        Number.exact(coefficient: minorUnits, scale: UInt8(CurrencyDigits.of(currency))).description
    }
}

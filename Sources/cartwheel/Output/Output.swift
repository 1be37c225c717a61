import ArgumentParser
import Foundation
import Values

/// `--json` on every command that prints data.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON, one value on one line.")
    var json = false

    /// Prints a result: as JSON where asked, else as the text made of it.
    func print(_ result: JSON, text: (JSON) -> String) {
        Swift.print(json ? result.text : text(result))
    }
}

/// Columns of text under headings, as wide as their widest value.
enum Table {
    static let widest = 60

    static func text(_ headings: [String], _ rows: [[String]]) -> String {
        if rows.isEmpty { return "Nothing yet." }
        let cells = ([headings] + rows).map { $0.map(shortened) }
        let widths = headings.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func shortened(_ text: String) -> String {
        let line = text.replacing("\n", with: " ")
        return line.count > widest ? line.prefix(widest - 1) + "…" : line
    }
}

extension JSON {
    /// The value as a cell of a table.
    var cell: String {
        switch self {
        case .null: "–"
        case .string(let text): text
        case .bool(let value): value ? "yes" : "no"
        case .number(let number): number.description
        case .array(let items): items.map(\.cell).joined(separator: ", ")
        case .object: text
        }
    }

    func table(_ columns: [(heading: String, key: String)]) -> String {
        Table.text(
            columns.map(\.heading),
            (array ?? []).map { row in columns.map { (row[$0.key] ?? .null).cell } })
    }
}

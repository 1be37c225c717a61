/// Why a file cannot be imported, or no further. What came before stays imported; importing the mended file again
/// changes nothing of it.
public enum ImportFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// `reason` in the system's words.
    case cannotOpen(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    case notAFile(path: String)
    case gzip(path: String, GzipError)
    case empty(path: String)
    /// `encoding` is "UTF-16" or "UTF-32".
    case wrongEncoding(path: String, encoding: String)
    /// A JSON list over many lines where one event a line is expected.
    case oneJSONList(path: String)
    /// `row` as a spreadsheet counts it, the header being 1; `line` as an editor does.
    case unclosedQuote(path: String, row: Int, line: Int)
    case fieldTooLong(path: String, row: Int, line: Int, limit: Int)
    case tooManyFields(path: String, row: Int, limit: Int)
    /// `missing` in words, `known` being the names that would do.
    case missingColumn(path: String, missing: String, known: [String], found: [String])
    case tooManyOrders(path: String, limit: Int)
    /// More lines than `limit` had to be held because others of their orders come later.
    case linesTooFarApart(path: String, row: Int, limit: Int)

    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "“\(path)” cannot be opened: \(reason)."
        case .cannotRead(let path, let reason): "“\(path)” cannot be read to its end: \(reason)."
        case .notAFile(let path): "“\(path)” is not a file; name the file to import."
        case .gzip(let path, let error): "“\(path)”: \(error)"
        case .empty(let path): "“\(path)” is empty."
        case .wrongEncoding(let path, let encoding):
            "“\(path)” is \(encoding); save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)."
        case .oneJSONList(let path):
            "“\(path)” is one JSON list; write one event a line (jq -c '.[]' FILE > FILE.jsonl)."
        case .unclosedQuote(let path, let row, let line):
            "“\(path)” ends inside a quoted field of row \(row), line \(line); close the quote there."
        case .fieldTooLong(let path, let row, let line, let limit):
            "“\(path)” has a field of more than \(limit) bytes in row \(row), line \(line); is a quote not closed there?"
        case .tooManyFields(let path, let row, let limit):
            "“\(path)” has more than \(limit) fields in row \(row); is it a CSV file?"
        case .missingColumn(let path, let missing, let known, let found):
            "“\(path)” has no column for \(missing) (such as \(ImportFileError.list(known))); "
                + "it has \(ImportFileError.list(found))."
        case .tooManyOrders(let path, let limit):
            "“\(path)” has more than \(limit) orders; split it, with the lines of one order in one file."
        case .linesTooFarApart(let path, let row, let limit):
            "“\(path)” has the lines of its orders so far apart that \(limit) are open at row \(row); "
                + "sort it by order number."
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(20).joined(separator: ", ")
        return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
    }
}

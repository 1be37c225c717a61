import Foundation
import Runtime

/// Lines of CSV as spreadsheets read them.
enum CSVCells {
    /// Quoted where need be; a cell that a spreadsheet would run as a formula begins with an apostrophe.
    static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { $0 == "\"" || $0 == "," || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

/// A file that a command writes.
struct OutputFile {
    private let handle: FileHandle

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw AdminError("cannot write \(path); check the folder's permissions") }
        self.handle = handle
    }

    func write(_ text: String) throws { try handle.write(contentsOf: Data(text.utf8)) }
    func close() throws { try handle.close() }
}

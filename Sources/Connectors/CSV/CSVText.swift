import Values

/// Writes CSV (RFC 4180).
public enum CSVText {
    /// The fields as one row, with CRLF at its end.
    public static func row(_ fields: [String]) -> String {
        fields.map(field).joined(separator: ",") + "\r\n"
    }

    /// The cells as one row that a spreadsheet only shows: none of them is taken for a formula.
    public static func spreadsheetRow(_ cells: [String]) -> String { row(cells.map(harmless)) }

    /// With an apostrophe before what a spreadsheet would take for a formula, at the beginning or where it may begin a cell,
    /// as behind a semicolon in many countries (source: OWASP, "CSV Injection"). A number stays one.
    public static func harmless(_ text: String) -> String {
        if Number(literal: text) != nil { return text }
        var harmless = String.UnicodeScalarView()
        var mayBegin = true
        // By scalars: an accent that joins the sign makes another character of it, yet not for a spreadsheet.
        for scalar in text.unicodeScalars {
            if mayBegin, signs.contains(scalar) || harmless.isEmpty && edges.contains(scalar) { harmless.append("'") }
            mayBegin = scalar == ";" || edges.contains(scalar)
            harmless.append(scalar)
        }
        return String(harmless)
    }

    private static let signs = Set("=+-@＝＋－＠".unicodeScalars)
    private static let edges = Set("\t\r\n".unicodeScalars)

    private static func field(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes
            ? "\""
                + text.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\"" : text
    }
}

/// Writes CSV (RFC 4180).
public enum CSVText {
    /// The fields as one row, with CRLF at its end.
    public static func row(_ fields: [String]) -> String {
        fields.map(field).joined(separator: ",") + "\r\n"
    }

    /// The cells as one row that a spreadsheet only shows: none of them is taken for a formula.
    public static func spreadsheetRow(_ cells: [String]) -> String { row(cells.map(harmless)) }

    /// With an apostrophe before it where a spreadsheet would take it for a formula (source: OWASP, "CSV Injection").
    public static func harmless(_ text: String) -> String {
        // By scalars: an accent that joins the sign makes another character of it, yet not for a spreadsheet.
        guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else {
            return text
        }
        return "'" + text
    }

    private static func field(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes
            ? "\""
                + text.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\"" : text
    }
}

/// Reads ids that went through a spreadsheet.
enum IdentifierText {
    /// "17850.0" is 17850: programs that take a column for decimals write whole numbers so.
    static func normalised(_ text: String) -> String {
        let text = text.trimmingBlanks
        guard text.hasSuffix(".0"), text.utf8.count > 2, text.utf8.dropLast(2).allSatisfy({ (48...57).contains($0) })
        else { return text }
        return String(text.dropLast(2))
    }

    /// Whether a spreadsheet has rounded a long number away ("4.47712E+11").
    static func isRounded(_ text: String) -> Bool {
        guard let exponent = text.firstIndex(where: { $0 == "E" || $0 == "e" }) else { return false }
        return text[..<exponent].allSatisfy { $0.isNumber || $0 == "." || $0 == "," } && exponent > text.startIndex
            && text[text.index(after: exponent)...].allSatisfy { $0.isNumber || $0 == "+" }
            && text.last?.isNumber == true
    }
}

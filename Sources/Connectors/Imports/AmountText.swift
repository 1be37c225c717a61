import Values

/// Reads amounts as spreadsheets write them, exactly: "2.55", "2,55", "1,234.50", "1.234,50", "£2.55", "-3".
enum AmountText {
    /// - Parameter decimalComma: how to read the single comma or point of a text such as "1,234".
    /// - Returns: nil for what is no amount, or has more digits than can be kept exactly.
    static func number(_ text: String, decimalComma: Bool) -> Number? {
        // Nearly all amounts of a large file are plain already.
        if !(decimalComma && text.utf8.contains(UInt8(ascii: "."))), let plain = exact(text) { return plain }
        var digits = text.filter { !$0.isWhitespace && $0 != "'" && !$0.isCurrencySymbol }
        if digits.hasPrefix("+") { digits.removeFirst() }
        // Bookkeepers put what is owed in brackets.
        if digits.hasPrefix("("), digits.hasSuffix(")") { digits = "-" + digits.dropFirst().dropLast() }
        guard let separator = decimalSeparator(of: digits, decimalComma: decimalComma) else { return exact(digits) }
        let grouping: Character = separator == "," ? "." : ","
        guard isGrouped(digits, by: grouping, before: separator) else { return nil }
        return exact(digits.replacing(String(grouping), with: "").replacing(String(separator), with: "."))
    }

    /// Of two kinds of sign the later one parts off the decimals; of one kind, the one that the file uses.
    private static func decimalSeparator(of text: String, decimalComma: Bool) -> Character? {
        switch (text.lastIndex(of: ","), text.lastIndex(of: ".")) {
        case (nil, nil): nil
        case (let comma?, let point?): comma > point ? "," : "."
        case (.some, nil), (nil, .some): decimalComma ? "," : "."
        }
    }

    /// Whether groups have three digits each, so that "1,5" is not read as fifteen.
    private static func isGrouped(_ text: String, by grouping: Character, before separator: Character) -> Bool {
        let whole = text.prefix { $0 != separator }
        let groups = whole.split(separator: grouping, omittingEmptySubsequences: false)
        return groups.dropFirst().allSatisfy { $0.count == 3 } && !text.dropFirst(whole.count).contains(grouping)
    }

    private static func exact(_ text: String) -> Number? {
        guard let number = Number(literal: text), case .exact = number else { return nil }
        return number
    }
}

extension Character {
    fileprivate var isCurrencySymbol: Bool {
        unicodeScalars.first.map { $0.properties.generalCategory == .currencySymbol } ?? false
    }
}

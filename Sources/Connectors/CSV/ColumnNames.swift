/// The header of a table: what its columns are called, and where each is.
public struct ColumnNames: Sendable, Hashable {
    /// Trimmed; a column without a name is called by its place, a second one of a name gets a number.
    public let names: [String]
    private let places: [String: Int]

    public init(_ header: [String]) {
        var names: [String] = []
        var taken: [String: Int] = [:]
        for (place, name) in header.enumerated() {
            let name = name.trimmingBlanks
            let base = name.isEmpty ? "column \(place + 1)" : name
            let count = taken[base, default: 0] + 1
            taken[base] = count
            names.append(count == 1 ? base : "\(base) (\(count))")
        }
        self.names = names
        places = Dictionary(
            names.enumerated().map { (ColumnNames.folded($0.element), $0.offset) }, uniquingKeysWith: { a, _ in a })
    }

    public var count: Int { names.count }

    /// The first column that has one of these names; case and the signs between words do not matter.
    func place(of candidates: [String]) -> Int? {
        for name in candidates {
            if let place = places[ColumnNames.folded(name)] { return place }
        }
        return nil
    }

    /// Lower case, letters and digits only.
    static func folded(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// A property's name: lower case words joined by underscores.
    static func property(_ name: String) -> String {
        var result = ""
        for character in name.lowercased() {
            if character.isLetter || character.isNumber {
                result.append(character)
            } else if !result.isEmpty, result.last != "_" {
                result.append("_")
            }
        }
        if result.last == "_" { result.removeLast() }
        return result.isEmpty ? "column" : result
    }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
    /// Without white space at either end.
    var trimmingBlanks: String {
        // Nearly all fields begin and end with a printable ASCII character.
        guard let first = utf8.first, let last = utf8.last else { return "" }
        if (0x21..<0x7F).contains(first), (0x21..<0x7F).contains(last) { return String(self) }
        var slice = self[...]
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return String(slice)
    }
}

extension ColumnNames {
    /// Reads the header, the first row that is not empty.
    init(reading reader: inout CSVReader) throws(ImportFileError) {
        var row = CSVRow()
        guard try reader.next(&row) else { throw .empty(path: reader.path) }
        self.init(row.fields)
    }
}

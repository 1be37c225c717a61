/// How a CSV file begins: byte order mark, `sep=` and what parts its fields.
struct CSVOpening {
    /// What was read of the file to find out.
    private(set) var text: [UInt8] = []
    /// Where its first row begins in `text`.
    private(set) var position = 0
    private(set) var delimiter = UInt8(ascii: ",")
    /// 1 where a `sep=` line stands before the header.
    private(set) var rowsBefore = 0

    init(of chunks: inout FileChunks) throws(ImportFileError) {
        while !text.contains(UInt8(ascii: "\n")), text.count < CSVReader.fieldBytes, try chunks.read(into: &text) {}
        if text.isEmpty { throw .empty(path: chunks.path) }
        if let encoding = TextEncoding.unreadable(text) { throw .wrongEncoding(path: chunks.path, encoding: encoding) }
        if text.starts(with: TextEncoding.mark) { position = TextEncoding.mark.count }
        if let stated = statedDelimiter() {
            delimiter = stated
        } else {
            delimiter = CSVOpening.delimiter(of: text[position...])
        }
    }

    /// Of a first line `sep=;`, which is no row of the table.
    private mutating func statedDelimiter() -> UInt8? {
        let line = text[position...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard line.count == 5, line.starts(with: "sep=".utf8), let last = line.last else { return nil }
        position = line.endIndex
        if position < text.count, text[position] == UInt8(ascii: "\r") { position += 1 }
        if position < text.count, text[position] == UInt8(ascii: "\n") { position += 1 }
        rowsBefore = 1
        return last
    }

    /// Which of comma, semicolon and tab the first row has most of outside quotes; a comma where it has none.
    private static func delimiter(of text: ArraySlice<UInt8>) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var counts = [0, 0, 0]
        var isQuoted = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }
}

import Values

/// Reads a CSV file (RFC 4180) row by row, never more of it than a piece and a row.
///
/// Beyond the RFC: comma, semicolon or tab by what the header has most of, `sep=` lines as spreadsheets write them,
/// LF and CR as well as CRLF, a byte order mark, quotes inside an unquoted field kept as they are, bytes that are
/// not UTF-8 read as Windows-1252. Cost: 100 MB/s and more on one core.
public struct CSVReader: ~Copyable {
    private var chunks: FileChunks
    private var text: [UInt8]
    private var position: Int
    private let delimiter: UInt8
    /// Of the row being read.
    private var rowNumber: Int
    /// Of the row being read, as an editor counts.
    private var lineNumber: Int
    private var lineEnds = 0
    /// Rows that were not UTF-8.
    public private(set) var rowsInWindows1252 = 0
    public private(set) var firstRowInWindows1252: Int?

    /// Bytes of one field: above it a quote was not closed, or the file is none of ours.
    public static let fieldBytes = 256 * 1024
    /// Fields of one row: spreadsheets have 16,384 columns.
    public static let maximumFields = 16_384

    /// Opens the file and finds out its delimiter.
    public init(path: String) throws(ImportFileError) {
        var chunks = try FileChunks(path: path)
        let opening = try CSVOpening(of: &chunks)
        self.chunks = chunks
        text = opening.text
        position = opening.position
        delimiter = opening.delimiter
        rowNumber = opening.rowsBefore
        lineNumber = 1 + opening.rowsBefore
    }

    public var path: String { chunks.path }
    public var modifiedAt: Instant { chunks.modifiedAt }
    public var progress: FileProgress {
        FileProgress(bytesRead: chunks.bytesRead, bytesTotal: chunks.bytesTotal, rows: rowNumber)
    }
    /// Whether amounts are likely written with a decimal comma: where that is so, spreadsheets part by semicolons.
    var hasDecimalCommas: Bool { delimiter == UInt8(ascii: ";") }

    /// Reads the next row that is not an empty line; false after the last one.
    public mutating func next(_ row: inout CSVRow) throws(ImportFileError) -> Bool {
        repeat {
            lineNumber += lineEnds
            lineEnds = 0
            row.clear()
            rowNumber += 1
            row.number = rowNumber
            guard try scan(into: &row) else {
                rowNumber -= 1
                return false
            }
        } while row.isBlank
        checkEncoding(of: &row)
        return true
    }

    private mutating func checkEncoding(of row: inout CSVRow) {
        let isASCII = row.bytes.withUnsafeBufferPointer { bytes in !bytes.contains { $0 >= 0x80 } }
        if isASCII || String(validating: row.bytes, as: UTF8.self) != nil { return }
        row.isUTF8 = false
        rowsInWindows1252 += 1
        if firstRowInWindows1252 == nil { firstRowInWindows1252 = row.number }
    }

    private enum State { case fieldStart, unquoted, quoted, afterQuote, afterReturn }

    /// Takes in bytes up to the row's end; false where there are none.
    private mutating func scan(into row: inout CSVRow) throws(ImportFileError) -> Bool {
        var state = State.fieldStart
        var isAny = false
        while true {
            if position == text.count, !(try refill()) {
                // A file that ends with a lone CR has ended its row there.
                if state == .quoted { throw unclosedQuote() }
                if isAny, state != .afterReturn { row.ends.append(row.bytes.count) }
                return isAny
            }
            isAny = true
            if try advance(&state, &row) { return true }
        }
    }

    /// Reads on to the end of the row, which is told by true, or of what is at hand.
    private mutating func advance(_ state: inout State, _ row: inout CSVRow) throws(ImportFileError) -> Bool {
        let (delimiter, count) = (self.delimiter, text.count)
        var index = position
        var isRowEnd = false
        text.withUnsafeBufferPointer { text in
            scanning: while index < count {
                let byte = text[index]
                switch state {
                case .fieldStart where byte == CSVReader.quote:
                    state = .quoted
                    index += 1
                case .afterQuote where byte == CSVReader.quote:
                    row.bytes.append(byte)
                    state = .quoted
                    index += 1
                case .fieldStart, .unquoted, .afterQuote:
                    state = .unquoted
                    let start = index
                    while index < count, !CSVReader.endsField(text[index], delimiter) { index += 1 }
                    row.bytes.append(contentsOf: text[start..<index])
                    guard index < count else { break scanning }
                    row.ends.append(row.bytes.count)
                    state = text[index] == delimiter ? .fieldStart : .afterReturn
                    isRowEnd = text[index] == CSVReader.lineFeed
                    index += 1
                    if isRowEnd || row.ends.count > CSVReader.maximumFields { break scanning }
                case .quoted:
                    let start = index
                    while index < count, text[index] != CSVReader.quote {
                        if text[index] == CSVReader.lineFeed { lineEnds += 1 }
                        index += 1
                    }
                    row.bytes.append(contentsOf: text[start..<index])
                    guard index < count else { break scanning }
                    state = .afterQuote
                    index += 1
                case .afterReturn:
                    isRowEnd = true
                    if byte == CSVReader.lineFeed { index += 1 }
                    break scanning
                }
            }
        }
        position = index
        try checkBounds(of: row)
        if isRowEnd { lineEnds += 1 }
        return isRowEnd
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")

    @inline(__always)
    private static func endsField(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
        byte == delimiter || byte == lineFeed || byte == UInt8(ascii: "\r")
    }

    private func checkBounds(of row: CSVRow) throws(ImportFileError) {
        guard row.bytes.count - (row.ends.last ?? 0) <= CSVReader.fieldBytes else {
            throw .fieldTooLong(path: path, row: rowNumber, line: lineNumber, limit: CSVReader.fieldBytes)
        }
        guard row.ends.count <= CSVReader.maximumFields else {
            throw .tooManyFields(path: path, row: rowNumber, limit: CSVReader.maximumFields)
        }
    }

    private func unclosedQuote() -> ImportFileError {
        .unclosedQuote(path: path, row: rowNumber, line: lineNumber)
    }

    private mutating func refill() throws(ImportFileError) -> Bool {
        text.removeAll(keepingCapacity: true)
        position = 0
        return try chunks.read(into: &text)
    }
}

/// Reads a text file line by line; lines end with LF or CRLF, the last one also with the file.
public struct LineReader: ~Copyable {
    private var chunks: FileChunks
    private var text: [UInt8] = []
    private var position = 0
    private var isStarted = false
    /// Of the line read last, from 1.
    public private(set) var number = 0

    /// Bytes of one line that are kept: more than any event may have, so that what is too long is seen to be.
    public static let lineBytes = 1024 * 1024

    public init(path: String) throws(ImportFileError) { chunks = try FileChunks(path: path) }

    public var path: String { chunks.path }
    public var progress: FileProgress {
        FileProgress(bytesRead: chunks.bytesRead, bytesTotal: chunks.bytesTotal, rows: number)
    }

    /// The next line without its end, cut to `lineBytes`; nil after the last one.
    public mutating func next() throws(ImportFileError) -> [UInt8]? {
        if !isStarted { try start() }
        var line: [UInt8] = []
        var isAny = false
        while true {
            if position == text.count {
                text.removeAll(keepingCapacity: true)
                position = 0
                guard try chunks.read(into: &text) else { break }
            }
            isAny = true
            let end = text[position...].firstIndex(of: UInt8(ascii: "\n"))
            let piece = text[position..<(end ?? text.count)]
            line += piece.prefix(LineReader.lineBytes - line.count)
            position = end.map { $0 + 1 } ?? text.count
            if end != nil { break }
        }
        guard isAny else { return nil }
        number += 1
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    /// Leaves out a byte order mark.
    private mutating func start() throws(ImportFileError) {
        isStarted = true
        while text.count < 4, try chunks.read(into: &text) {}
        if let encoding = TextEncoding.unreadable(text) {
            throw .wrongEncoding(path: chunks.path, encoding: encoding)
        }
        if text.starts(with: TextEncoding.mark) { position = TextEncoding.mark.count }
    }
}

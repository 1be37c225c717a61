import Foundation
import Values

/// Reads a file piece by piece, inflating it where its first bytes are gzip's, whatever its name.
///
/// Never holds more than one piece: 64 KB of the file, and what that inflates to.
public struct FileChunks: ~Copyable {
    public let path: String
    /// Size on disk when it was opened.
    public let bytesTotal: Int
    /// Of the bytes on disk.
    public private(set) var bytesRead = 0
    /// When the file was last written.
    public let modifiedAt: Instant
    private let descriptor: Int32
    private var compressed: [UInt8]
    private var isGzip: Bool?
    private var inflater = Inflater()
    private var isFinished = false

    /// Bytes a call of the system: below it the calls cost, above it only memory grows, up to a thousandfold where
    /// the file is gzip.
    static let chunkBytes = 64 * 1024

    public init(path: String) throws(ImportFileError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        // The members are set first: a failing initialiser must still close what it opened.
        compressed = []
        var status = stat()
        let isRead = descriptor >= 0 && fstat(descriptor, &status) == 0
        bytesTotal = isRead ? Int(status.st_size) : 0
        modifiedAt = FileChunks.instant(of: status)
        guard isRead else { throw .cannotOpen(path: path, reason: FileChunks.systemReason()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        compressed = [UInt8](repeating: 0, count: FileChunks.chunkBytes)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Appends the next piece of the text to `text`; false at the file's end.
    public mutating func read(into text: inout [UInt8]) throws(ImportFileError) -> Bool {
        let before = text.count
        while !isFinished {
            let count = try fill()
            guard count > 0 else {
                isFinished = true
                if isGzip == true { try finishInflating() }
                break
            }
            if isGzip == nil { isGzip = Gzip.begins(compressed[..<count]) }
            if isGzip == true { try inflate(count, into: &text) } else { text += compressed[..<count] }
            // A piece may inflate to nothing yet, when it holds only a header.
            if text.count > before { return true }
        }
        return text.count > before
    }

    private mutating func fill() throws(ImportFileError) -> Int {
        while true {
            let count = compressed.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytesRead += count
                return count
            }
            guard errno == EINTR else { throw .cannotRead(path: path, reason: FileChunks.systemReason()) }
        }
    }

    private mutating func inflate(_ count: Int, into text: inout [UInt8]) throws(ImportFileError) {
        var failure: GzipError?
        compressed.withUnsafeBytes { buffer in
            do throws(GzipError) {
                try inflater.inflate(UnsafeRawBufferPointer(rebasing: buffer[..<count]), into: &text)
            } catch {
                failure = error
            }
        }
        if let failure { throw .gzip(path: path, failure) }
    }

    private func finishInflating() throws(ImportFileError) {
        do { try inflater.finish() } catch { throw .gzip(path: path, error) }
    }

    private static func systemReason() -> String { String(cString: strerror(errno)) }

    private static func instant(of status: stat) -> Instant {
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

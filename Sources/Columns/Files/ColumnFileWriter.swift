import Foundation
import Values

/// Writes a file of columns section by section under a passing name, and gives it its own at the end.
///
/// Nothing of the name exists before the whole file is on disk.
final class ColumnFileWriter {
    private let path: String
    private let descriptor: Int32
    private var position = UInt64(ColumnFileHeader.size)
    private var sum = Checksum()

    private var passingPath: String { path + ".new" }

    init(path: String) throws(ColumnFileError) {
        self.path = path
        descriptor = open(path + ".new", O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw ColumnFileError.failed(path: path, reason: String(cString: strerror(errno))) }
        try put(Array(repeating: UInt8(0), count: ColumnFileHeader.size), isSummed: false)
    }

    /// Writes a section; answers where it stands, for the directory.
    func add<Element>(_ elements: [Element]) throws(ColumnFileError) -> JSON {
        let start = position
        try put(elements, isSummed: true)
        position += UInt64(elements.count * MemoryLayout<Element>.stride)
        let padding = Int(7 - (position + 7) % 8)
        if padding > 0 {
            try put(Array(repeating: UInt8(0), count: padding), isSummed: true)
            position += UInt64(padding)
        }
        return [.number(Number(Int64(start))), .number(Number(elements.count))]
    }

    func finish(directory: JSON) throws(ColumnFileError) {
        let text = Array(directory.text.utf8)
        var directorySum = Checksum()
        text.withUnsafeBytes { directorySum.add($0) }
        try put(text, isSummed: false)
        let header = ColumnFileHeader(
            length: position + UInt64(text.count), directoryStart: position, directoryLength: UInt64(text.count),
            sectionsSum: sum.value, directorySum: directorySum.value)
        let isWritten = header.words.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) == $0.count }
        guard isWritten, fsync(descriptor) == 0 else { try fail() }
        close(descriptor)
        guard rename(passingPath, path) == 0 else { try fail() }
        try Folder.synchronise((path as NSString).deletingLastPathComponent)
    }

    /// Gives up, leaving nothing behind.
    func abandon() {
        close(descriptor)
        unlink(passingPath)
    }

    private func put<Element>(_ elements: [Element], isSummed: Bool) throws(ColumnFileError) {
        var failed = false
        elements.withUnsafeBytes { bytes in
            if isSummed { sum.add(bytes) }
            var start = 0
            while start < bytes.count {
                let count = write(descriptor, bytes.baseAddress! + start, bytes.count - start)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    failed = true
                    return
                }
                start += count
            }
        }
        if failed { try fail() }
    }

    private func fail() throws(ColumnFileError) -> Never {
        throw ColumnFileError.failed(path: path, reason: String(cString: strerror(errno)))
    }
}

enum Folder {
    /// Puts the names in a folder on disk, so that a file that was renamed is found after a power cut.
    static func synchronise(_ path: String) throws(ColumnFileError) {
        let folder = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if folder >= 0 { close(folder) } }
        guard folder >= 0, fsync(folder) == 0 else {
            throw ColumnFileError.failed(path: path, reason: String(cString: strerror(errno)))
        }
    }
}

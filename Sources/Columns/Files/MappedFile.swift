import Foundation
import Values

/// A file of columns mapped into memory, checked when it is opened; it never changes while it is open.
final class MappedFile: @unchecked Sendable {
    // The mapping is read-only and lives as long as this.
    private let base: UnsafeRawPointer
    let length: Int
    let path: String
    let directory: JSON

    /// - Parameter isChecked: whether the sections are read through and summed; costs a pass over the whole file.
    init(path: String, isChecked: Bool = true) throws(ColumnFileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw ColumnFileError.missing(path: path) }
            throw ColumnFileError.failed(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size >= ColumnFileHeader.size else {
            throw ColumnFileError.torn(path: path)
        }
        let length = Int(status.st_size)
        guard let mapped = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0), mapped != MAP_FAILED else {
            throw ColumnFileError.failed(path: path, reason: String(cString: strerror(errno)))
        }
        do {
            directory = try MappedFile.check(UnsafeRawBufferPointer(start: mapped, count: length), path, isChecked)
        } catch {
            munmap(mapped, length)
            throw error
        }
        base = UnsafeRawPointer(mapped)
        self.length = length
        self.path = path
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: base), length) }

    private static func check(
        _ bytes: UnsafeRawBufferPointer, _ path: String, _ isChecked: Bool
    ) throws(ColumnFileError) -> JSON {
        let words = (0..<6).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
        guard words[0] == ColumnFileHeader.magic else {
            throw words[0] & 0xFFFF_FFFF_FFFF == ColumnFileHeader.magic & 0xFFFF_FFFF_FFFF
                ? ColumnFileError.otherVersion(path: path) : ColumnFileError.torn(path: path)
        }
        let header = ColumnFileHeader(
            length: words[1], directoryStart: words[2], directoryLength: words[3], sectionsSum: words[4],
            directorySum: words[5])
        let size = UInt64(bytes.count)
        guard header.length == size, header.directoryStart >= UInt64(ColumnFileHeader.size),
            header.directoryStart <= size, header.directoryLength == size - header.directoryStart
        else { throw ColumnFileError.torn(path: path) }
        let start = Int(header.directoryStart)
        let directory = UnsafeRawBufferPointer(rebasing: bytes[start...])
        var sum = Checksum()
        sum.add(directory)
        guard sum.value == header.directorySum else { throw ColumnFileError.damaged(path: path) }
        if isChecked {
            var sum = Checksum()
            sum.add(UnsafeRawBufferPointer(rebasing: bytes[ColumnFileHeader.size..<start]))
            guard sum.value == header.sectionsSum else { throw ColumnFileError.damaged(path: path) }
        }
        guard let json = try? JSON.parse(Array(directory)) else { throw ColumnFileError.damaged(path: path) }
        return json
    }

    /// The elements of a section that the directory names.
    func section<Element: BitwiseCopyable>(
        _ place: JSON?, as type: Element.Type
    ) throws(ColumnFileError) -> UnsafeBufferPointer<Element> {
        guard let start = place?[0]?.number?.integer, let count = place?[1]?.number?.integer, start >= 0,
            start % 8 == 0,
            count >= 0, start <= length, count <= (Int64(length) - start) / Int64(MemoryLayout<Element>.stride)
        else { throw ColumnFileError.damaged(path: path) }
        let pointer = (base + Int(start)).assumingMemoryBound(to: Element.self)
        return UnsafeBufferPointer(start: pointer, count: Int(count))
    }
}

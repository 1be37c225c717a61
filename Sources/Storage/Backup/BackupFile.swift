import Foundation
import Values

/// A backup being written: under another name until it is whole and on the disk.
final class BackupFile {
    private let path: String
    private let handle: FileHandle
    private var checksum = StableHash()
    private var isWhole = false

    /// What was given up halfway leaves nothing behind.
    deinit {
        if !isWhole { try? FileManager.default.removeItem(atPath: path) }
    }

    init(path: String) throws {
        self.path = path
        let made = FileManager.default.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard made, let handle = FileHandle(forWritingAtPath: path) else {
            throw BackupError.cannotWrite(path: path, "check that the folder exists and may be written")
        }
        self.handle = handle
    }

    func write(_ lines: [UInt8]) throws {
        for byte in lines { checksum.combine(byte) }
        do { try handle.write(contentsOf: Data(lines)) } catch {
            throw BackupError.cannotWrite(path: path, "\(error.localizedDescription); make room and try again")
        }
    }

    func finish(with manifest: BackupManifest, at final: String) throws {
        try write(manifest.foot(checksum: String(checksum.finish(), radix: 16)))
        do {
            try handle.synchronize()
            try handle.close()
        } catch { throw BackupError.cannotWrite(path: path, error.localizedDescription) }
        guard rename(path, final) == 0 else {
            throw BackupError.cannotWrite(path: final, String(cString: strerror(errno)))
        }
        isWhole = true
    }
}

/// The lines of a backup, one after the other.
struct BackupReader {
    private let path: String
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var position = 0
    private(set) var line = 0
    /// Of every line read so far but the last.
    private(set) var checksum = StableHash()
    private var pending: [UInt8] = []

    private static let bytesAtOnce = 1 << 20

    init(path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw BackupError.cannotRead(path: path, "there is no such file, or it may not be read")
        }
        self.path = path
        self.handle = handle
    }

    /// The next line as JSON; nil at the end.
    mutating func next() throws -> JSON? {
        guard let bytes = try nextLine() else { return nil }
        for byte in pending { checksum.combine(byte) }
        pending = bytes
        line += 1
        do { return try JSON.parse(Array(bytes.dropLast())) } catch { throw damaged("\(error)") }
    }

    func damaged(_ why: String) -> BackupError { .damaged(path: path, line: line, why) }

    func close() { try? handle.close() }

    private mutating func nextLine() throws -> [UInt8]? {
        var found: [UInt8] = []
        while true {
            if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
                found += buffer[position...end]
                position = end + 1
                return found
            }
            found += buffer[position...]
            position = 0
            do { buffer = Array(try handle.read(upToCount: BackupReader.bytesAtOnce) ?? Data()) } catch {
                throw BackupError.cannotRead(path: path, error.localizedDescription)
            }
            if buffer.isEmpty {
                guard found.isEmpty else { throw damaged("the file ends within a line") }
                return nil
            }
        }
    }
}

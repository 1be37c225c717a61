import Foundation

@testable import Connectors

/// A file that goes when it is no longer used.
final class TemporaryFile {
    let path: String
    private let folder: URL

    init(_ bytes: [UInt8], named name: String = "file.csv") throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("connectors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = folder.appendingPathComponent(name)
        try Data(bytes).write(to: url)
        path = url.path
    }

    convenience init(_ text: String, named name: String = "file.csv") throws {
        try self.init(Array(text.utf8), named: name)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

import Foundation

/// A folder for one test, deleted with it.
final class TestFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "columns-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

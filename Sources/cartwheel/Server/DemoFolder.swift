import ArgumentParser
import Foundation

/// The folder of a demo's data, which each start empties: only one that a demo made, never a shop's.
struct DemoFolder {
    let path: String

    /// Written before anything else, so that a demo killed at any moment is known again.
    private var mark: String { path + "/cartwheel.demo" }

    /// - Throws: `ValidationError` where the folder holds what no demo wrote, or cannot be written.
    func makeAnew() throws {
        let files = FileManager.default
        let found = (try? files.contentsOfDirectory(atPath: path)) ?? []
        guard found.isEmpty || found.contains("cartwheel.demo") else {
            throw ValidationError(
                "\(path) holds files that no demo made, and a demo begins with an empty folder; delete it, or name another with --data"
            )
        }
        do {
            if files.fileExists(atPath: path) { try files.removeItem(atPath: path) }
            try files.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data("A demo of Cartwheel: its next start deletes this folder.\n".utf8).write(
                to: URL(fileURLWithPath: mark))
        } catch {
            throw ValidationError("\(path) cannot be made anew: \(error.localizedDescription)")
        }
    }
}

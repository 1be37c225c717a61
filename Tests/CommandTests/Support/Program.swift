import Foundation
import Values

/// The built program, and single runs of it.
enum Program {
    /// CARTWHEEL_BINARY, or the program beside the test bundle.
    static let path: String = {
        if let path = ProcessInfo.processInfo.environment["CARTWHEEL_BINARY"] { return path }
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        var folder = URL(fileURLWithPath: own).deletingLastPathComponent()
        // On a Mac the tests lie deeper, in a bundle.
        while folder.path != "/", !FileManager.default.isExecutableFile(atPath: folder.path + "/cartwheel") {
            folder.deleteLastPathComponent()
        }
        return folder.path + "/cartwheel"
    }()

    /// Ours, without what would set up the program from outside.
    static var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("CARTWHEEL_") }
    }

    struct Result: Sendable {
        let ending: Child.Ending
        let output: String
        let errors: String

        var isGood: Bool { ending == .exited(0) }
        var lines: [String] { output.split(separator: "\n").map(String.init) }

        func json() throws -> JSON {
            do { return try JSON.parse(output.trimmingCharacters(in: .whitespacesAndNewlines)) } catch {
                throw TestFault("not JSON (\(error)): \(output.prefix(500)) \(errors.prefix(500)), \(ending)")
            }
        }
    }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
        within limit: Duration = .seconds(60)
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        let child = try Child(
            path, arguments, environment: Program.environment.merging(environment) { $1 },
            input: try folder.write(input, to: "in"), output: folder.file("out"), errors: folder.file("err"))
        let ending = try await child.end(within: limit)
        return Result(ending: ending, output: folder.text("out"), errors: folder.text("err"))
    }
}

import Foundation

/// A process that a benchmark has started.
final class BenchProcess: @unchecked Sendable {
    let name: String
    // Foundation's class may be asked and signalled from any thread once it runs.
    private let process = Process()
    private let output: String
    private let errors: String

    init(
        name: String, program: String, _ arguments: [String], folder: String
    ) throws {
        self.name = name
        let stem = "\(folder)/\(name)-\(UInt32.random(in: 0...UInt32.max))"
        output = stem + ".out"
        errors = stem + ".err"
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try BenchProcess.newFile(output)
        process.standardError = try BenchProcess.newFile(errors)
        try process.run()
    }

    private static func newFile(_ path: String) throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw BenchError("cannot write \(path)") }
        return file
    }

    var isRunning: Bool { process.isRunning }
    var identifier: Int32 { process.processIdentifier }

    /// What it has printed; errors are at the end of `complaint`.
    var printed: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

    var complaint: String {
        let text = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(3).joined(separator: " | ")
    }

    /// Waits for its end, and answers what it printed.
    ///
    /// - Throws: where it failed, or did not end in time; then it is killed.
    func result(within limit: Duration) async throws -> String {
        guard try await ends(within: limit) else {
            kill()
            throw BenchError("\(name) did not end within \(limit); its last words: \(complaint)")
        }
        guard process.terminationStatus == 0 else { throw BenchError("\(name) failed: \(complaint)") }
        return printed
    }

    /// Asks it to stop as an administrator would; kills it where it does not.
    func stop(within limit: Duration = .seconds(20)) async throws {
        guard isRunning else { return }
        process.terminate()
        if try await !ends(within: limit) { kill() }
    }

    func kill() {
        guard isRunning else { return }
        Foundation.kill(identifier, SIGKILL)
        process.waitUntilExit()
    }

    private func ends(within limit: Duration) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while isRunning {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(5))
        }
        return true
    }
}

import Foundation

/// A process that a benchmark has started.
final class BenchProcess: @unchecked Sendable {
    let name: String
    // Foundation's class may be asked and signalled from any thread once it runs.
    private let process = Process()
    private let lastSignal: Int32
    private let output: String
    private let errors: String

    init(
        name: String, program: String, _ arguments: [String], lastSignal: Int32, folder: String
    ) throws {
        self.name = name
        self.lastSignal = lastSignal
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

    /// What it has printed.
    var printed: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

    func hasSaid(_ words: String) -> Bool {
        (try? String(contentsOfFile: errors, encoding: .utf8))?.contains(words) ?? false
    }

    /// Its last words on standard error.
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

    /// Ends it at once.
    func kill() {
        for signal in [lastSignal, SIGKILL] where isRunning {
            Foundation.kill(identifier, signal)
            for _ in 0..<500 where isRunning { usleep(10_000) }
        }
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

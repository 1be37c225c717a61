import Foundation
import Testing

/// The programs that some tests run against.
enum Peers {
    /// A Python with aiosmtpd and trustme, named by the environment; the launcher sets it.
    static let serverPython = ProcessInfo.processInfo.environment["CARTWHEEL_TEST_PYTHON"].flatMap(executable)
    /// Any Python, for its e-mail parser.
    static let python = serverPython ?? executable("/usr/bin/python3") ?? executable("/usr/local/bin/python3")
    static let smtpSink = executable(
        ProcessInfo.processInfo.environment["CARTWHEEL_SMTP_SINK"] ?? "/usr/sbin/smtp-sink")

    static let withoutServer: Comment =
        "Skipped: set CARTWHEEL_TEST_PYTHON to a Python that has the packages aiosmtpd and trustme."
    static let withoutSink: Comment =
        "Skipped: install postfix's smtp-sink, or set CARTWHEEL_SMTP_SINK to its path."
    static let withoutPython: Comment = "Skipped: no python3 found to read the messages with."

    private static func executable(_ path: String) -> String? {
        FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}

/// A folder for one test's files, which goes with it.
final class TestFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "cartwheel-test-\(UUID())")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appending(path: name) }
}

extension Process {
    /// Ends it at once: started from a thread of Swift's pool, it has inherited a mask that keeps SIGTERM away.
    func end() {
        if isRunning { kill(processIdentifier, SIGKILL) }
    }

    /// Waits without holding a thread that other tests need.
    func hasEnded() async throws {
        while isRunning { try await Task.sleep(for: .milliseconds(5)) }
    }
}

/// Runs a script to its end with some input, and returns what it printed.
func pythonOutput(_ script: String, input: [UInt8]) async throws -> String {
    let folder = try TestFolder()
    try Data(input).write(to: folder.file("input"))
    try Data().write(to: folder.file("output"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Peers.python))
    process.arguments = ["-c", script]
    process.standardInput = try FileHandle(forReadingFrom: folder.file("input"))
    process.standardOutput = try FileHandle(forWritingTo: folder.file("output"))
    try process.run()
    try await process.hasEnded()
    #expect(process.terminationStatus == 0)
    return String(decoding: try Data(contentsOf: folder.file("output")), as: UTF8.self)
}

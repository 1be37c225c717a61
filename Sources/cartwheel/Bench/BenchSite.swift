import Foundation
import Synchronization

/// Where a run of benchmarks works: a temporary folder and the processes it has started; both are gone afterwards.
final class BenchSite: Sendable {
    let isQuick: Bool
    /// Of the command line; nil where none was named.
    let postgresServer: String?
    let folder: String
    private let state = Mutex(State())

    private struct State {
        var processes: [BenchProcess] = []
        var endings: [@Sendable () -> Void] = []
        var ingested: IngestedDatabase?
    }

    /// A database that an ingest benchmark has left, for the benchmarks that need a full one.
    struct IngestedDatabase: Sendable {
        let folder: String
        let events: Int
    }

    init(isQuick: Bool, postgres: String?) throws {
        self.isQuick = isQuick
        postgresServer = postgres
        folder = NSTemporaryDirectory() + "cartwheel-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // A mail server and a database that run as another user look for their files in here.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    }

    /// How many of something: a tenth where a first look will do.
    func count(_ whole: Int) -> Int { isQuick ? whole / 10 : whole }

    func newFolder(_ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }

    /// Says on standard error what goes on.
    func say(_ text: String) { FileHandle.standardError.write(Data("bench: \(text)\n".utf8)) }

    var ingested: IngestedDatabase? {
        get { state.withLock { $0.ingested } }
        set { state.withLock { $0.ingested = newValue } }
    }

    /// This program again, or another one; its output goes to files in the folder.
    ///
    /// - Parameter lastSignal: what ends it at once. Some leave things behind after SIGKILL.
    func launch(
        _ name: String, program: String? = nil, _ arguments: [String], lastSignal: Int32 = SIGKILL
    ) throws -> BenchProcess {
        let process = try BenchProcess(
            name: name, program: program ?? BenchSite.ownPath, arguments, lastSignal: lastSignal, folder: folder)
        state.withLock { $0.processes.append(process) }
        return process
    }

    /// Does something at the end, however the run ends.
    func atEnd(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.endings.append(action) } }

    func killProcesses() {
        let processes = state.withLock { state in
            defer { state.processes = [] }
            return state.processes
        }
        for process in processes { process.kill() }
    }

    func cleanUp() {
        killProcesses()
        let endings = state.withLock { state in
            defer { state.endings = [] }
            return state.endings
        }
        for ending in endings.reversed() { ending() }
        // A benchmark that was interrupted removes its own folder at the same time, which makes either stop short.
        for _ in 0..<100 where FileManager.default.fileExists(atPath: folder) { remove(folder) }
    }

    /// Ctrl-C and SIGTERM leave nothing behind either.
    func cleanUpWhenInterrupted() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                cleanUp()
                exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    private static var ownPath: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }
}

import Foundation
import Synchronization

/// A process that a test has started; it is ended when nobody holds it any more.
///
/// Started by `posix_spawn` with no signal blocked: a child of Foundation's `Process` can inherit SIGTERM blocked.
final class Child: Sendable {
    let id: pid_t
    private let ending = Mutex<Ending?>(nil)

    enum Ending: Sendable, Hashable {
        case exited(Int32)
        case killed(by: Int32)

        init(status: Int32) {
            let signal = status & 0x7F
            self = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(by: signal)
        }
    }

    /// - Parameters:
    ///   - input: the file that is its standard input.
    ///   - output: the file that its standard output is added to.
    ///   - errors: the file that its standard error is added to.
    init(
        _ executable: String, _ arguments: [String], environment: [String: String], input: String = "/dev/null",
        output: String, errors: String
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let added = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, added, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, added, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, executable, &actions, &attributes, &words, &variables)
        guard code == 0 else { throw TestFault("\(executable) cannot be started: \(String(cString: strerror(code)))") }
        self.id = id
    }

    deinit {
        guard ended == nil else { return }
        kill(id, SIGKILL)
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }

    /// How it ended; nil while it runs.
    var ended: Ending? {
        ending.withLock { ending in
            if let ending { return ending }
            var status: Int32 = 0
            if waitpid(id, &status, WNOHANG) == id { ending = Ending(status: status) }
            return ending
        }
    }

    func send(_ signal: Int32) {
        if ended == nil { kill(id, signal) }
    }

    /// Waits for its end.
    /// - Throws: where it still runs after `limit`; it is killed then.
    @discardableResult
    func end(within limit: Duration) async throws -> Ending {
        if await eventually(within: limit, every: .milliseconds(10), { ended != nil }), let ended { return ended }
        send(SIGKILL)
        throw TestFault("process \(id) still ran after \(limit)")
    }
}

/// What a test needs and does not get.
struct TestFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Asks until the answer is yes.
/// - Returns: whether it was yes in time.
func eventually(
    within limit: Duration, every pause: Duration = .milliseconds(50), _ isSo: () async throws -> Bool
) async rethrows -> Bool {
    let end = ContinuousClock.now + limit
    while true {
        if try await isSo() { return true }
        guard ContinuousClock.now < end else { return false }
        try? await Task.sleep(for: pause)
    }
}

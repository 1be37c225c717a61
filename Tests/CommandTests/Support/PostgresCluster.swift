import Foundation
import Testing

/// A PostgreSQL of a test's own, which it may restart; ended when nobody holds it any more.
final class PostgresCluster {
    let url: String
    private let folder: TemporaryFolder
    private let port: Int
    private var data: String { folder.file("data") }

    /// The newest installed server's programs; nil where there are none.
    static let programs: String? = {
        let root = "/usr/lib/postgresql/"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { root + $0 + "/bin" }
        return newest.first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    init() async throws {
        folder = try TemporaryFolder()
        port = try FreePort.find()
        url = "postgresql://cartwheel@127.0.0.1:\(port)/postgres"
        chmod(folder.path, 0o755)
        mkdir(folder.file("data"), 0o700)
        if getuid() == 0, let postgres = getpwnam("postgres") {
            chown(folder.path, postgres.pointee.pw_uid, postgres.pointee.pw_gid)
            chown(folder.file("data"), postgres.pointee.pw_uid, postgres.pointee.pw_gid)
        }
        try await run("initdb", "-D", data, "-U", "cartwheel", "-A", "trust", "-E", "UTF8", "--no-locale")
        let settings = [
            "listen_addresses='127.0.0.1'", "port=\(port)", "unix_socket_directories='\(folder.path)'",
            // What is not waited for reaches the disk as late as it may: a crash takes what it can.
            "wal_writer_delay=10s",
        ]
        let file = FileHandle(forWritingAtPath: data + "/postgresql.conf")
        _ = try file?.seekToEnd()
        try file?.write(contentsOf: Data(("\n" + settings.joined(separator: "\n") + "\n").utf8))
        try file?.close()
        try await run("pg_ctl", "-D", data, "-w", "-t", "30", "-l", folder.file("postgres.log"), "start")
    }

    enum Restart: String { case fast, immediate }

    /// Ends it, as an update does or as a crash does, and starts it again.
    func restart(_ way: Restart) async throws {
        try await run(
            "pg_ctl", "-D", data, "-w", "-t", "60", "-m", way.rawValue, "-l", folder.file("postgres.log"), "restart")
    }

    /// PostgreSQL refuses to run as root: then it runs as the user postgres.
    private func run(_ program: String, _ arguments: String...) async throws {
        guard let programs = PostgresCluster.programs else { throw TestFault("no PostgreSQL is installed") }
        let log = folder.file("programs.log")
        let command = [programs + "/" + program] + arguments
        let isRoot = getuid() == 0
        let child = try Child(
            isRoot ? "/usr/sbin/runuser" : command[0],
            isRoot ? ["-u", "postgres", "--"] + command : Array(command.dropFirst()),
            environment: Program.environment, output: log, errors: log)
        let ending = try await child.end(within: .seconds(90))
        guard ending == .exited(0) else {
            throw TestFault("\(program): \(ending) \(folder.text("programs.log").suffix(1000))")
        }
    }

    deinit {
        guard let pid = folder.text("data/postmaster.pid").split(separator: "\n").first.flatMap({ pid_t($0) }) else {
            return
        }
        kill(pid, SIGQUIT)
        for _ in 0..<500 where kill(pid, 0) == 0 { usleep(10_000) }
    }
}

extension Trait where Self == ConditionTrait {
    static var needsPostgresPrograms: Self {
        .enabled(
            if: PostgresCluster.programs != nil,
            "skipped: install PostgreSQL's server, as ./cartwheel test does: it is restarted here")
    }
}

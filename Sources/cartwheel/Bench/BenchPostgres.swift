import Foundation

/// A PostgreSQL server to measure on: the one that is named, or one of the benchmark's own in its temporary folder.
enum BenchPostgres {
    static let variable = "CARTWHEEL_TEST_POSTGRES"

    /// - Returns: nil where none is named and none is installed.
    static func find(in site: BenchSite) async throws -> String? {
        if let named = site.postgresServer ?? ProcessInfo.processInfo.environment[variable], !named.isEmpty {
            return named
        }
        guard let programs = installed() else { return nil }
        return try await start(programs, in: site)
    }

    /// The folder of the newest release's programs; Debian keeps them apart.
    private static func installed() -> String? {
        let root = "/usr/lib/postgresql"
        let releases = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
            .compactMap(Int.init).sorted(by: >).map { "\(root)/\($0)/bin" }
        return (releases + ["/usr/local/bin", "/usr/bin"])
            .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }

    private static func start(_ programs: String, in site: BenchSite) async throws -> String {
        let folder = try site.newFolder("postgres")
        let port = FreePort.find(from: Int.random(in: 32_000...34_000))
        site.say("starting PostgreSQL on 127.0.0.1:\(port)")
        if geteuid() == 0 {
            _ = try await site.launch("chown", program: "/usr/bin/chown", ["postgres", folder]).result(
                within: .seconds(5))
        }
        func launch(_ program: String, _ arguments: [String]) throws -> BenchProcess {
            let own = "\(programs)/\(program)"
            guard geteuid() == 0 else { return try site.launch(program, program: own, arguments, lastSignal: SIGQUIT) }
            // PostgreSQL refuses to run as root; setpriv becomes what it runs, so that signals reach it.
            let user = ["--reuid=postgres", "--regid=postgres", "--init-groups", own]
            return try site.launch(program, program: "/usr/bin/setpriv", user + arguments, lastSignal: SIGQUIT)
        }
        let data = "\(folder)/data"
        let making = try launch("initdb", ["-D", data, "-U", "cartwheel", "-A", "trust", "-E", "UTF8", "--no-locale"])
        _ = try await making.result(within: .seconds(60))
        let settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "shared_buffers=256MB"]
        let running = try launch(
            "postgres", ["-D", data, "-p", String(port)] + settings.flatMap { ["-c", $0] })
        for _ in 0..<1000 {
            guard running.isRunning else { throw BenchError("PostgreSQL ended: \(running.complaint)") }
            if running.hasSaid("ready to accept connections") { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        return "postgresql://cartwheel@127.0.0.1:\(port)/postgres"
    }
}

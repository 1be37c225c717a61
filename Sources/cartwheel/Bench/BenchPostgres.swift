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
        func run(_ program: String, _ arguments: [String]) async throws {
            // PostgreSQL refuses to run as root.
            let asRoot = geteuid() == 0
            let own = "\(programs)/\(program)"
            let process = try site.launch(
                program, program: asRoot ? "/usr/sbin/runuser" : own,
                asRoot ? ["-u", "postgres", "--", own] + arguments : arguments)
            _ = try await process.result(within: .seconds(60))
        }
        let data = "\(folder)/data"
        try await run("initdb", ["-D", data, "-U", "cartwheel", "-A", "trust", "-E", "UTF8", "--no-locale"])
        let options = "-c listen_addresses=127.0.0.1 -p \(port) -k \(folder) -c shared_buffers=256MB"
        try await run("pg_ctl", ["-D", data, "-w", "-l", "\(folder)/log", "-o", options, "start"])
        let process = (try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8))
            .flatMap { $0.split(separator: "\n").first }.flatMap { Int32($0) }
        if let process {
            site.atEnd {
                // Immediate shutdown: the data go with the folder.
                kill(process, SIGQUIT)
                for _ in 0..<200 where kill(process, 0) == 0 { usleep(10_000) }
            }
        }
        return "postgresql://cartwheel@127.0.0.1:\(port)/postgres"
    }
}

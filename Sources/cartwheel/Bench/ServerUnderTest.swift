import Foundation

/// `cartwheel serve` as a process of its own, on a free port of loopback.
struct ServerUnderTest: Sendable {
    let process: BenchProcess
    let port: Int
    let folder: String

    /// Starts it and waits for its first answer.
    static func start(
        in site: BenchSite, folder: String, databaseURL: String? = nil, smtp: String? = nil
    ) async throws -> ServerUnderTest {
        let server = try launch(in: site, folder: folder, databaseURL: databaseURL, smtp: smtp)
        _ = try await server.firstAnswer()
        return server
    }

    static func launch(
        in site: BenchSite, folder: String, databaseURL: String? = nil, smtp: String? = nil
    ) throws -> ServerUnderTest {
        let port = FreePort.find(from: Int.random(in: 20_000...30_000))
        var arguments = ["serve", "--data", folder, "--port", String(port), "--log", "warning"]
        if let databaseURL { arguments += ["--database", databaseURL] }
        if let smtp { arguments += ["--smtp", smtp] }
        return ServerUnderTest(process: try site.launch("serve", arguments), port: port, folder: folder)
    }

    /// Asks until it answers.
    ///
    /// - Returns: how long that took from now.
    func firstAnswer(within limit: Duration = .seconds(60)) async throws -> Duration {
        let begin = ContinuousClock.now
        while ContinuousClock.now - begin < limit {
            guard process.isRunning else { throw BenchError("the server ended: \(process.complaint)") }
            if let connection = try? LoadConnection(port: port),
                let answer = try? connection.exchange(HTTPBytes.get("/health")), answer.status == 200
            {
                return ContinuousClock.now - begin
            }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw BenchError("the server did not answer within \(limit): \(process.complaint)")
    }

    func stop() async throws { try await process.stop() }

    /// Anonymous memory in MB: what the process holds beyond files that the system can drop.
    var anonymousMegabytes: Double? {
        guard let status = try? String(contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
        else { return nil }
        return kilobytes / 1024
    }
}

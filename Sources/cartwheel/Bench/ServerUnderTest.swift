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

    /// Waits until it has read everybody for its previews, as it does once after it starts, and those again who changed
    /// since.
    ///
    /// - Returns: how long that took from now.
    func customersRead(within limit: Duration) async throws -> Duration {
        let begin = ContinuousClock.now
        while try figure("cartwheel_previews_unread") != 0 {
            guard ContinuousClock.now - begin < limit else {
                throw BenchError("the server had not read its customers for previews within \(limit)")
            }
            try await Task.sleep(for: .seconds(1))
        }
        return ContinuousClock.now - begin
    }

    /// What its metrics say; nil where they do not name it.
    private func figure(_ name: String) throws -> Double? {
        let answer = try LoadConnection(port: port).exchange(HTTPBytes.get("/metrics"))
        guard answer.status == 200 else { throw BenchError("the server's metrics answered \(answer.status)") }
        let line = String(decoding: answer.body, as: UTF8.self).split(separator: "\n").first {
            $0.hasPrefix(name + " ")
        }
        return line?.split(separator: " ").last.flatMap { Double($0) }
    }

    /// Percent of a core that it takes while nothing happens and nothing is due, once it has read everybody for previews
    /// and those again who changed a moment ago.
    func idleCost(for span: Duration, _ figure: String, in site: BenchSite) async throws -> Double {
        site.say("\(figure): waiting until everybody is read for previews, which is done once")
        let took = try await customersRead(within: .seconds(600))
        site.say("\(figure): took \(Int(took / .seconds(1))) s more")
        try await Task.sleep(for: .seconds(15))
        site.say("\(figure): nothing is due, for \(span)")
        let before = try processorSeconds()
        let begin = ContinuousClock.now
        try await Task.sleep(for: span)
        let used = try processorSeconds() - before
        return used / ((ContinuousClock.now - begin) / .seconds(1)) * 100
    }

    /// Processor time it has taken so far.
    func processorSeconds() throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(process.identifier)/stat", encoding: .utf8)
        // After the name in brackets, which may hold spaces: the 12th and 13th field are user and system ticks.
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 13, let user = Double(fields[11]), let system = Double(fields[12]) else {
            throw BenchError("the processor time of the server cannot be read")
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Anonymous memory in MB: what the process holds beyond files that the system can drop.
    var anonymousMegabytes: Double? {
        guard let status = try? String(contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
        else { return nil }
        return kilobytes / 1024
    }
}

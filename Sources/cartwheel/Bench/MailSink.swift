import Channels
import Foundation
import Logging
import NIOPosix

/// Postfix's smtp-sink, which accepts every message and forgets it.
struct MailSink {
    static let variable = "CARTWHEEL_SMTP_SINK"
    private let port: Int

    var url: String { "smtp://127.0.0.1:\(port)" }

    /// - Returns: nil where it is not installed.
    static func start(in site: BenchSite) async throws -> MailSink? {
        let named = ProcessInfo.processInfo.environment[variable].map { [$0] } ?? []
        let program = (named + ["/usr/sbin/smtp-sink"]).first(where: FileManager.default.isExecutableFile)
        guard let program else { return nil }
        let port = FreePort.find(from: Int.random(in: 34_000...36_000))
        // It refuses to run as root.
        let user = geteuid() == 0 ? ["-u", "nobody"] : []
        let process = try site.launch("smtp-sink", program: program, user + ["127.0.0.1:\(port)", "128"])
        for _ in 0..<500 {
            guard process.isRunning else { throw BenchError("smtp-sink ended: \(process.complaint)") }
            if (try? LoadConnection(port: port)) != nil { return MailSink(port: port) }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw BenchError("smtp-sink does not listen: \(process.complaint)")
    }

    /// How many messages a second it takes from our own client when nothing is rendered, stored or looked up.
    func rate(of messages: [[UInt8]], count: Int) async throws -> Double {
        guard !messages.isEmpty else { throw BenchError("no message's bytes were kept") }
        let configuration = try SMTPConfiguration(url: url)
        let transport = try SMTPTransport(
            configuration: configuration, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let envelopes = try messages.map {
            EmailEnvelope(
                sender: try EmailAddress("hello@shop.example"), recipient: try EmailAddress("buyer@example.com"),
                content: $0)
        }
        let begin = ContinuousClock.now
        let accepted = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<configuration.maximumConnections {
                group.addTask {
                    var accepted = 0
                    for number in stride(from: worker, to: count, by: configuration.maximumConnections) {
                        if case .accepted = await transport.send(envelopes[number % envelopes.count]) { accepted += 1 }
                    }
                    return accepted
                }
            }
            return await group.reduce(0, +)
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        await transport.close()
        guard accepted == count else { throw BenchError("smtp-sink took \(accepted) of \(count) messages") }
        return Double(count) / seconds
    }
}

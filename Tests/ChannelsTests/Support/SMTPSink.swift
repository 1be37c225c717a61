import Foundation
import NIOCore
import NIOPosix
import Testing

/// Postfix's smtp-sink for one test.
final class SMTPSink {
    let port: Int
    private let process = Process()

    /// - Parameter options: such as `-f RCPT` to refuse every recipient for good.
    init(_ options: [String] = []) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let probe = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        port = try #require(probe.localAddress?.port)
        try await probe.close()
        process.executableURL = URL(fileURLWithPath: try #require(Peers.smtpSink))
        // It insists on leaving root's rights behind where it has them.
        let user = getuid() == 0 ? ["-u", "nobody"] : []
        process.arguments = user + options + ["127.0.0.1:\(port)", "100"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<200 {
            if let channel = try? await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port).get() {
                try await channel.close()
                return
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NotStarted()
    }

    struct NotStarted: Error {}

    deinit {
        process.end()
    }
}

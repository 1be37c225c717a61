import NIOCore
import NIOPosix
import Values

/// One connection to the server, which carries one message at a time.
final class SMTPConnection: Sendable {
    let channel: any Channel

    private init(channel: any Channel) { self.channel = channel }

    /// Opens one and brings its session to where it takes messages.
    static func opened(
        _ configuration: SMTPConfiguration, tls: SMTPTLS?, on loop: any EventLoop
    ) async throws(EmailFailure) -> SMTPConnection {
        let ready = loop.makePromise(of: Void.self)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(configuration.timeouts.connect.milliseconds))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if configuration.security == .implicitTLS, let tls {
                        try channel.pipeline.syncOperations.addHandler(tls.handler())
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        SMTPChannelHandler(configuration: configuration, tls: tls, ready: ready))
                }
            }
        let channel: any Channel
        do {
            channel = try await bootstrap.connect(host: configuration.host, port: configuration.port).get()
        } catch {
            let failure = EmailFailure(
                .connection,
                "The SMTP server \(configuration.host):\(configuration.port) cannot be reached: "
                    + "\(reason(error)). Check its address, and that this machine may connect to the port.")
            ready.fail(failure)
            throw failure
        }
        do {
            try await ready.futureResult.get()
        } catch let failure as EmailFailure {
            throw failure
        } catch {
            throw EmailFailure(.connection, "\(error)")
        }
        return SMTPConnection(channel: channel)
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? NIOConnectionError else { return "\(error)" }
        if let failed = error.connectionErrors.first { return "\(failed.error)" }
        return "its name is unknown"
    }

    func send(_ envelope: EmailEnvelope, _ content: SMTPContent) async -> SMTPDelivery.End {
        let end = channel.eventLoop.makePromise(of: SMTPDelivery.End.self)
        let written = channel.eventLoop.makePromise(of: Void.self)
        let delivery = SMTPDelivery(envelope: envelope, content: content, end: end)
        channel.writeAndFlush(SMTPOrder.deliver(delivery), promise: written)
        // A closed channel has no handler left to answer.
        written.futureResult.whenFailure { _ in
            let failure = EmailFailure(.connection, "The SMTP server closed the connection.")
            end.succeed(SMTPDelivery.End(outcome: .notSent(failure), isReusable: false, isUntried: true))
        }
        do {
            return try await end.futureResult.get()
        } catch {
            return SMTPDelivery.End(outcome: .unknown(reason: "\(error)"), isReusable: false)
        }
    }

    func quit() { channel.writeAndFlush(SMTPOrder.quit, promise: nil) }

    /// Returns once the connection is closed.
    func closed() async { try? await channel.closeFuture.get() }
}

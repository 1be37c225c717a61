import Logging
import NIOCore
import Synchronization

/// Sends e-mails through one SMTP server over a few connections that are kept and used again.
///
/// Any number of messages may be sent at once: those beyond the connections wait. A message that found its kept connection
/// dead, before it was handed over, is tried again on a new one.
///
///     let transport = try SMTPTransport(
///         configuration: SMTPConfiguration(url: "smtp://user:secret@mail.example.com:587"),
///         eventLoopGroup: group, logger: logger)
///     let outcome = await transport.send(envelope)
///     await transport.close()
public final class SMTPTransport: EmailTransport {
    struct Desk: Sendable {
        var pool: SMTPPool<SMTPConnection>
        var waiting: [UInt64: CheckedContinuation<SMTPPool<SMTPConnection>.Turn, Never>] = [:]
        var open: [ObjectIdentifier: SMTPConnection] = [:]
        var lastMessage: UInt64 = 0
    }

    public let configuration: SMTPConfiguration
    let eventLoopGroup: any EventLoopGroup
    let logger: Logger
    let tls: SMTPTLS?
    let desk: Mutex<Desk>

    /// A kept connection may be dead, and so may be what a busy server gives in its place; three in a row are an outage.
    private static let attemptLimit = 3

    /// Reads the certificates; opens no connection yet.
    public init(
        configuration: SMTPConfiguration, eventLoopGroup: any EventLoopGroup, logger: Logger
    ) throws(SMTPConfigurationError) {
        self.configuration = configuration
        self.eventLoopGroup = eventLoopGroup
        self.logger = logger
        tls = configuration.security == .none ? nil : try SMTPTLS(configuration)
        desk = Mutex(
            Desk(
                pool: SMTPPool(
                    limit: configuration.maximumConnections, messagesPerConnection: configuration.messagesPerConnection)
            ))
    }

    public func send(_ envelope: EmailEnvelope) async -> EmailOutcome {
        let content = SMTPContent(envelope.content)
        var attempt = 1
        while true {
            let lease: SMTPPool<SMTPConnection>.Lease
            do {
                lease = try await self.lease()
            } catch {
                return logged(.notSent(error), envelope)
            }
            let end = await lease.connection.send(envelope, content)
            giveBack(lease, isReusable: end.isReusable)
            let wasStale = end.isUntried || (lease.carried > 0 && Self.blamesConnection(end.outcome))
            guard wasStale, attempt < Self.attemptLimit else { return logged(end.outcome, envelope) }
            attempt += 1
            for connection in desk.withLock({ $0.pool.takeIdle() }) { connection.quit() }
        }
    }

    /// Opens a connection as a message would, up to having signed in, and sends nothing.
    ///
    /// - Throws: why a message could not be handed over.
    public func check() async throws(EmailFailure) { giveBack(try await lease(), isReusable: true) }

    /// Takes no more messages, lets those under way end, and returns once every connection is closed.
    public func close() async {
        let (answers, open) = desk.withLock { desk in
            let closing = desk.pool.close()
            return (desk.answers(to: closing.calls), Array(desk.open.values))
        }
        for answer in answers { answer.give() }
        for connection in open { connection.quit() }
        for connection in open { await connection.closed() }
    }

    /// Whether the outcome says more about the connection than about the message.
    private static func blamesConnection(_ outcome: EmailOutcome) -> Bool {
        switch outcome {
        case .notSent(let failure): failure.kind == .connection
        case .refusedForNow(let refusal): refusal.code == 421 && refusal.stage != .content
        case .accepted, .refusedForGood, .unknown: false
        }
    }
}

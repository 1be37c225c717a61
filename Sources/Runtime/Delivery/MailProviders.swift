import Channels
import Engine
import Logging
import NIOPosix

/// What carries messages out, in the order in which it is tried; and the built-in outbox, which is always there.
struct MailProviders: Sendable {
    struct Provider: Sendable {
        let limits: ProviderLimits
        let transport: any EmailTransport
    }

    /// None where messages can go to the outbox alone.
    let servers: [Provider]
    let outbox = Provider(
        limits: ProviderLimits(name: MailProviders.outboxName, connections: 64), transport: OutboxTransport())

    /// As stored with each message that was kept there.
    static let outboxName = "outbox"
    /// As stored with each message that a mail server was given.
    static let serverName = "smtp"

    init(servers: [Provider]) { self.servers = servers }

    /// - Throws: where a file of certificates cannot be read.
    init(_ configurations: [SMTPConfiguration], logger: Logger) throws {
        var names: Set<String> = []
        servers = try configurations.enumerated().map { number, smtp in
            let place = "\(smtp.host):\(smtp.port)"
            // One server may be named twice, with two users.
            let name = names.insert(place).inserted ? place : "\(place) (\(number + 1))"
            return Provider(
                limits: ProviderLimits(
                    name: name, connections: smtp.maximumConnections, messagesPerSecond: smtp.messagesPerSecond),
                transport: try SMTPTransport(
                    configuration: smtp, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger))
        }
    }

    var all: [Provider] { servers + [outbox] }

    /// The names of those that take messages.
    func names(isSending: Bool) -> [String] {
        isSending && !servers.isEmpty ? servers.map(\.limits.name) : [outbox.limits.name]
    }

    func transport(named name: String) -> (any EmailTransport)? { all.first { $0.limits.name == name }?.transport }

    /// Carries single mails, such as tests; nil where no server is named.
    var direct: (any EmailTransport)? { servers.isEmpty ? nil : SuccessiveTransport(servers.map(\.transport)) }

    func close() async {
        for server in servers {
            if let smtp = server.transport as? SMTPTransport { await smtp.close() }
        }
    }
}

/// Tries one after the other until one of them could be reached.
struct SuccessiveTransport: EmailTransport {
    private let transports: [any EmailTransport]

    init(_ transports: [any EmailTransport]) {
        precondition(!transports.isEmpty, "somebody has to carry the mail")
        self.transports = transports
    }

    func send(_ envelope: EmailEnvelope) async -> EmailOutcome {
        for transport in transports.dropLast() {
            let outcome = await transport.send(envelope)
            // Anything else is an answer, or may be a second copy.
            guard case .notSent = outcome else { return outcome }
        }
        return await transports[transports.count - 1].send(envelope)
    }
}

/// Alerts to the staff leave as messages do: while sending is off they go nowhere.
struct SwitchedTransport: EmailTransport {
    let direct: (any EmailTransport)?
    let isSending: @Sendable () -> Bool

    func send(_ envelope: EmailEnvelope) async -> EmailOutcome {
        guard let direct, isSending() else { return await OutboxTransport().send(envelope) }
        return await direct.send(envelope)
    }
}

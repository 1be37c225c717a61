import Values

/// Which server to send through, and how.
public struct SMTPConfiguration: Sendable, Equatable {
    public enum Security: String, Sendable {
        /// TLS from the first byte (RFC 8314), usually on port 465.
        case implicitTLS = "implicit"
        /// STARTTLS, and nothing is sent without it.
        case startTLSRequired = "required"
        /// STARTTLS where the server offers it; a certificate that is not good ends the session all the same.
        case startTLSOffered = "starttls"
        /// In the clear.
        case none = "none"
    }

    public var host: String
    public var port: Int
    public var security: Security
    public var credentials: SMTPCredentials?
    /// A file of PEM certificates that are trusted beside the system's.
    public var trustedCertificatesFile: String?
    /// The name to greet the server with; nil greets with the address of this end, as hosts without a name do.
    public var helloName: String?
    public var timeouts = SMTPTimeouts()
    /// How many connections are open at most. Postfix allows a client 50, Exim 20 and more; most providers set no limit
    /// on connections but one on messages a second.
    public var maximumConnections = 16
    /// Messages a second that it is given at most by one process; nil where it takes what it is given.
    public var messagesPerSecond: Double?
    /// After so many messages a connection is replaced: a limit below that of common servers (Exim has 1,000).
    public var messagesPerConnection = 500
    /// After so long without a message a connection is closed: sooner than servers do it (RFC 5321 asks for 5 minutes,
    /// busy servers give 10 s).
    public var idleTime: TimeSpan = .seconds(8)

    public init(host: String, port: Int, security: Security, credentials: SMTPCredentials? = nil) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
    }

    /// Whether the server runs on this machine, so that what is sent in the clear leaves it not.
    var isLoopback: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}

/// How long each stage of a session may take. RFC 5321, 4.5.3.2 grants servers minutes; these are what providers that
/// work need, save the last, where giving up early would leave a message's fate unknown.
public struct SMTPTimeouts: Sendable, Equatable {
    public var connect: TimeSpan = .seconds(20)
    public var greeting: TimeSpan = .seconds(60)
    public var tls: TimeSpan = .seconds(30)
    public var command: TimeSpan = .seconds(60)
    /// For handing over a message's bytes.
    public var content: TimeSpan = .minutes(3)
    /// From a message's end to its acceptance.
    public var acceptance: TimeSpan = .minutes(10)
    public var quit: TimeSpan = .seconds(2)

    public init() {}
}

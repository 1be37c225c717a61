import Channels
import Foundation

/// How a Cartwheel process is set up: where its data lie, who reaches it, what carries its mail.
///
/// Read from the command line's options and the environment; zero settings are needed to try it.
public struct Configuration: Sendable {
    /// Holds the embedded database and the key file.
    public var dataFolder: String
    /// `postgresql://…`; nil for the embedded database.
    public var databaseURL: String?
    public var host: String
    public var port: Int
    /// How shoppers' mail programs reach this server: links in messages begin with it.
    public var publicURL: String
    /// How the other servers on the database reach this one; nil where they cannot.
    public var serverURL: String?
    /// Mail servers in the order in which they are tried; empty: messages go to the built-in outbox.
    public var smtp: [SMTPConfiguration]
    /// Whose word is taken for where a request came from.
    public var trustedProxies: TrustedProxies
    /// Names and addresses of the own network that flows may call; any other machine in it is out of their reach.
    public var privateWebhooks: Set<String>
    /// A sign-in without password, on loopback only.
    public var isDemo: Bool

    public init(
        dataFolder: String = "data", databaseURL: String? = nil, host: String = "127.0.0.1", port: Int = 8080,
        publicURL: String? = nil, serverURL: String? = nil, smtp: [SMTPConfiguration] = [],
        trustedProxies: TrustedProxies = .loopback, privateWebhooks: Set<String> = [], isDemo: Bool = false
    ) {
        self.dataFolder = dataFolder
        self.databaseURL = databaseURL
        self.host = host
        self.port = port
        self.publicURL = publicURL ?? "http://\(Configuration.inURL(host, any: "localhost")):\(port)"
        let name = ProcessInfo.processInfo.hostName
        self.serverURL = serverURL ?? (port == 0 ? nil : "http://\(Configuration.inURL(host, any: name)):\(port)")
        self.smtp = smtp
        self.trustedProxies = trustedProxies
        self.privateWebhooks = privateWebhooks
        self.isDemo = isDemo
    }

    /// The host as programs on this machine reach it, as it stands in a URL.
    var hostForOwn: String { Configuration.inURL(host, any: host == "::" ? "[::1]" : "127.0.0.1") }

    /// - Parameter any: stands for "every address of this machine", which nobody can connect to.
    private static func inURL(_ host: String, any: String) -> String {
        if host == "0.0.0.0" || host == "::" { return any }
        return host.contains(":") ? "[\(host)]" : host
    }

    public var databaseFile: String { dataFolder + "/cartwheel.sqlite" }
    /// What previews are counted from; made from the database, and outside backups.
    var columnFolder: String { dataFolder + "/columns" }
    /// Outside backups: who has both has everything.
    public var keyFile: String { dataFolder + "/cartwheel.key" }
}

/// Why a process cannot start, and what to do.
public struct StartupError: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

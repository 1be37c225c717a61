import ArgumentParser
import Channels
import Foundation
import Logging
import Runtime

/// Options that every command which opens the database shares; each can come from the environment instead.
struct SystemOptions: ParsableArguments {
    @Option(help: "Folder of the embedded database and the key file (CARTWHEEL_DATA).")
    var data: String?

    @Option(help: "postgresql://user:password@host/database instead of the embedded database (CARTWHEEL_DATABASE).")
    var database: String?

    @Option(help: "Address to listen on (CARTWHEEL_HOST).")
    var host: String?

    @Option(help: "Port to listen on (CARTWHEEL_PORT).")
    var port: Int?

    @Option(help: "How shoppers reach this server; links in messages begin with it (CARTWHEEL_URL).")
    var url: String?

    @Option(
        name: .customLong("server-url"),
        help:
            "How other servers on the same PostgreSQL reach this one (CARTWHEEL_SERVER_URL); http://HOST:PORT if not said."
    )
    var serverURL: String?

    @Option(
        help: """
            smtp://user:password@host:587 or smtps://…, several with blanks between, tried in that order; used once \
            sending is switched on (CARTWHEEL_SMTP).
            """)
    var smtp: String?

    @Option(
        help: "Proxies whose X-Forwarded-For is believed: addresses and ranges, or none (CARTWHEEL_TRUSTED_PROXIES).")
    var trustedProxies: String?

    @Option(
        help: "Machines of the own network that flows may call: names, with commas (CARTWHEEL_PRIVATE_WEBHOOKS).")
    var privateWebhooks: String?

    @Option(help: "What to log: debug, info, warning, error (CARTWHEEL_LOG).")
    var log: String?

    /// What these options are called in the environment.
    static let variables = [
        "CARTWHEEL_DATA", "CARTWHEEL_DATABASE", "CARTWHEEL_HOST", "CARTWHEEL_PORT", "CARTWHEEL_URL",
        "CARTWHEEL_SERVER_URL", "CARTWHEEL_SMTP", "CARTWHEEL_TRUSTED_PROXIES", "CARTWHEEL_PRIVATE_WEBHOOKS",
        "CARTWHEEL_LOG",
    ]

    private func value(_ option: String?, _ variable: String) -> String? {
        option ?? ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    func configuration() throws -> Configuration {
        // Whatever is made from here on holds personal data or secrets: it is its owner's alone.
        umask(0o077)
        let port =
            try self.port
            ?? value(nil, "CARTWHEEL_PORT").map { text in
                guard let port = Int(text) else {
                    throw ValidationError("CARTWHEEL_PORT is “\(text)”, expected a number")
                }
                return port
            }
        if let port, !(0...65_535).contains(port) { throw ValidationError("the port is \(port); expected 1 to 65535") }
        let url = value(self.url, "CARTWHEEL_URL")
        if let url, !url.lowercased().hasPrefix("https://"), !url.lowercased().hasPrefix("http://") {
            throw ValidationError("--url is “\(url)”; expected an address such as https://mail.my.shop")
        }
        let serverURL = value(self.serverURL, "CARTWHEEL_SERVER_URL")
        if let serverURL, !serverURL.lowercased().hasPrefix("https://"), !serverURL.lowercased().hasPrefix("http://") {
            throw ValidationError(
                "--server-url is “\(serverURL)”; expected an address such as http://10.0.0.5:8080")
        }
        if let level = value(log, "CARTWHEEL_LOG"), Logger.Level(rawValue: level) == nil {
            throw ValidationError(
                "--log is “\(level)”; expected \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return Configuration(
            dataFolder: value(data, "CARTWHEEL_DATA") ?? "data", databaseURL: value(database, "CARTWHEEL_DATABASE"),
            host: value(host, "CARTWHEEL_HOST") ?? "127.0.0.1", port: port ?? 8080,
            publicURL: url, serverURL: serverURL?.withoutSlashAtEnd,
            smtp: try value(smtp, "CARTWHEEL_SMTP").map { try SMTPConfiguration.list($0) } ?? [],
            trustedProxies: try value(trustedProxies, "CARTWHEEL_TRUSTED_PROXIES").map { try TrustedProxies($0) }
                ?? .loopback,
            privateWebhooks: Set(
                (value(privateWebhooks, "CARTWHEEL_PRIVATE_WEBHOOKS") ?? "").split(separator: ",").map {
                    $0.trimmingCharacters(in: .whitespaces)
                }))
    }

    /// For commands that print their own results: only what goes wrong.
    var quietLogger: Logger {
        var logger = logger
        if value(log, "CARTWHEEL_LOG") == nil { logger.logLevel = .error }
        return logger
    }

    var logger: Logger {
        var logger = Logger(label: "cartwheel") { PlainLogHandler(label: $0) }
        logger.logLevel = value(log, "CARTWHEEL_LOG").flatMap { Logger.Level(rawValue: $0) } ?? .info
        return logger
    }
}

extension String {
    fileprivate var withoutSlashAtEnd: String { hasSuffix("/") ? String(dropLast()) : self }
}

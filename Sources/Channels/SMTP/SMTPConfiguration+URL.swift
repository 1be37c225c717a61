import Foundation

extension SMTPConfiguration {
    /// Reads `smtp://user:password@host:587?tls=starttls|required|none` or `smtps://user:password@host:465`.
    ///
    /// Without a port: 587 for smtp, 465 for smtps. Without `tls`: `none` for a server on this machine, else `required`.
    /// Further parameters: `ca` (a PEM file to trust), `connections`, `rate` (messages a second), `hello`. User and password are percent-encoded.
    public init(url text: String) throws(SMTPConfigurationError) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw .malformed
        }
        guard scheme == "smtp" || scheme == "smtps" else { throw .scheme(scheme) }
        let written = parts.host ?? ""
        let host = written.hasPrefix("[") ? String(written.dropFirst().dropLast()) : written
        guard !host.isEmpty else { throw .noHost }
        guard parts.path.isEmpty || parts.path == "/" else { throw .path(parts.path) }
        let isSecure = scheme == "smtps"
        let port = parts.port ?? (isSecure ? 465 : 587)
        guard (1...65_535).contains(port) else { throw .port(port) }
        let standard: Security = isSecure ? .implicitTLS : Self.isLoopback(host) ? .none : .startTLSRequired
        self.init(host: host, port: port, security: standard)
        credentials = try Self.credentials(user: parts.user, password: parts.password)
        for item in parts.queryItems ?? [] { try read(item.name, item.value ?? "", isImplicit: isSecure) }
        guard credentials == nil || security != .none || isLoopback else { throw .passwordInTheClear(host: host) }
    }

    /// One message in a minute and a half; slower, messages would be out of date before their turn.
    private static let slowestRate = 0.01
    /// More than this program hands over in a second.
    private static let fastestRate = 10_000.0
    /// Servers named at once: each holds its own connections.
    private static let mostServers = 8

    /// Reads several of them, separated by blanks, in the order in which they are tried.
    ///
    /// - Throws: which of them cannot be used, and why.
    public static func list(_ text: String) throws -> [SMTPConfiguration] {
        let urls = text.split(whereSeparator: \.isWhitespace)
        guard urls.count <= mostServers else { throw SMTPListError.tooMany(urls.count, most: mostServers) }
        return try urls.enumerated().map { number, url in
            do throws(SMTPConfigurationError) { return try SMTPConfiguration(url: String(url)) } catch {
                guard urls.count > 1 else { throw error }
                throw SMTPListError.entry(number + 1, of: urls.count, error)
            }
        }
    }

    private static func credentials(
        user: String?, password: String?
    ) throws(SMTPConfigurationError) -> SMTPCredentials? {
        guard let user, !user.isEmpty else { return nil }
        guard let password, !password.isEmpty else { throw .noPassword(user: user) }
        guard !(user + password).unicodeScalars.contains("\0") else { throw .malformed }
        return SMTPCredentials(user: user, password: password)
    }

    private mutating func read(_ name: String, _ value: String, isImplicit: Bool) throws(SMTPConfigurationError) {
        switch name {
        case "tls":
            guard let security = Security(rawValue: value), (security == .implicitTLS) == isImplicit else {
                throw .tls(value, isImplicit: isImplicit)
            }
            self.security = security
        case "ca": trustedCertificatesFile = value
        case "connections":
            guard let count = Int(value), (1...256).contains(count) else { throw .connections(value) }
            maximumConnections = count
        case "rate":
            guard let rate = Double(value), (Self.slowestRate...Self.fastestRate).contains(rate) else {
                throw .rate(value)
            }
            messagesPerSecond = rate
        case "hello":
            guard EmailDomain.normalised(value) == value.lowercased() || value == "localhost" else {
                throw .hello(value)
            }
            helloName = value
        default: throw .parameter(name)
        }
    }
}

/// Why an address of an SMTP server cannot be used. No description shows a password.
public enum SMTPConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    case malformed
    case scheme(String)
    case noHost
    case path(String)
    case port(Int)
    case noPassword(user: String)
    case tls(String, isImplicit: Bool)
    case connections(String)
    case rate(String)
    case hello(String)
    case parameter(String)
    case passwordInTheClear(host: String)
    case certificates(file: String, reason: String)

    private static let form = "Write it as smtp://user:password@host:587 or smtps://user:password@host:465"

    public var description: String {
        switch self {
        case .malformed:
            "The address of the SMTP server cannot be read. \(Self.form), with special characters of user and password "
                + "percent-encoded (@ as %40, / as %2F)."
        case .scheme(let scheme):
            "The address of the SMTP server begins with “\(scheme)://”. \(Self.form)."
        case .noHost: "The address of the SMTP server names no host. \(Self.form)."
        case .path(let path): "The address of the SMTP server has a path, “\(path)”: remove it."
        case .port(let port): "The SMTP port \(port) does not exist: ports go from 1 to 65535; 587 is usual."
        case .noPassword(let user): "The SMTP user \(user) has no password: write user:password, or remove the user."
        case .tls(let value, true):
            "“tls=\(value)” cannot be combined with smtps://, which means TLS from the first byte: remove it."
        case .tls(let value, false):
            "“tls=\(value)” is unknown: write tls=required (STARTTLS or nothing), tls=starttls (where offered) or "
                + "tls=none; for TLS from the first byte begin the address with smtps://."
        case .connections(let value): "“connections=\(value)” is no number from 1 to 256."
        case .rate(let value):
            "“rate=\(value)” is no number of messages a second from 0.01 to 10000; write rate=14 or rate=0.5."
        case .hello(let value): "“hello=\(value)” is no host name such as mail.example.com."
        case .parameter(let name):
            "The address of the SMTP server has an unknown parameter “\(name)”: known are tls, ca, connections, rate, "
                + "hello."
        case .passwordInTheClear(let host):
            "The password would go to \(host) in the clear: use tls=required or smtps://, or remove the user."
        case .certificates(let file, let reason): "The certificates in \(file) cannot be read: \(reason)."
        }
    }
}

/// Why a list of SMTP servers cannot be used. No description shows a password.
public enum SMTPListError: Error, Sendable, Equatable, CustomStringConvertible {
    case entry(Int, of: Int, SMTPConfigurationError)
    case tooMany(Int, most: Int)

    public var description: String {
        switch self {
        case .entry(let number, let count, let error): "Of the \(count) SMTP servers, number \(number): \(error)"
        case .tooMany(let count, let most):
            "\(count) SMTP servers are named; name at most \(most), with blanks between."
        }
    }
}

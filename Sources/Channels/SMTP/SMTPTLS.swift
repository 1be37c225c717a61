import NIOSSL

/// What TLS to one server needs, made once: reading the system's certificates takes tens of milliseconds.
struct SMTPTLS: Sendable {
    private let context: NIOSSLContext
    private let serverName: String?

    init(_ configuration: SMTPConfiguration) throws(SMTPConfigurationError) {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        do {
            if let file = configuration.trustedCertificatesFile {
                tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(file))]
            }
            context = try NIOSSLContext(configuration: tls)
        } catch {
            throw .certificates(file: configuration.trustedCertificatesFile ?? "the system", reason: "\(error)")
        }
        // An IP address is no server name (RFC 6066, 3); the certificate is then checked against the address itself.
        let isAddress = configuration.host.contains(":") || configuration.host.allSatisfy { $0.isNumber || $0 == "." }
        serverName = isAddress ? nil : configuration.host
    }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: serverName)
    }
}

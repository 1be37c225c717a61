import Testing

@testable import Channels

@Suite("The address of an SMTP server")
struct SMTPConfigurationTests {
    @Test(
        "host, port, security and user are read from it",
        arguments: [
            ("smtp://mail.example.com", "mail.example.com", 587, SMTPConfiguration.Security.startTLSRequired),
            ("smtp://mail.example.com:25?tls=none", "mail.example.com", 25, .none),
            ("smtp://mail.example.com?tls=starttls", "mail.example.com", 587, .startTLSOffered),
            ("smtps://mail.example.com", "mail.example.com", 465, .implicitTLS),
            ("SMTPS://mail.example.com:2465/", "mail.example.com", 2465, .implicitTLS),
            ("smtp://localhost:2525", "localhost", 2525, .none), ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, .none),
            ("smtp://[::1]:2525", "::1", 2525, .none),
            ("smtp://localhost?tls=required", "localhost", 587, .startTLSRequired),
        ])
    func reads(url: String, host: String, port: Int, security: SMTPConfiguration.Security) throws {
        let configuration = try SMTPConfiguration(url: url)
        #expect(configuration.host == host)
        #expect(configuration.port == port)
        #expect(configuration.security == security)
        #expect(configuration.credentials == nil)
    }

    @Test("user and password are percent-decoded, further parameters read")
    func details() throws {
        let configuration = try SMTPConfiguration(
            url:
                "smtp://ana%40example.com:p%40ss%2Fw%3Ard@mail.example.com?connections=3&rate=2.5&hello=shop.example&ca=/etc/ca.pem"
        )
        #expect(configuration.credentials == SMTPCredentials(user: "ana@example.com", password: "p@ss/w:rd"))
        #expect(configuration.maximumConnections == 3)
        #expect(configuration.messagesPerSecond == 2.5)
        #expect(configuration.helloName == "shop.example")
        #expect(configuration.trustedCertificatesFile == "/etc/ca.pem")
    }

    @Test(
        "what cannot be used is refused with what to write instead",
        arguments: [
            ("", SMTPConfigurationError.malformed), ("mail.example.com", .malformed), ("http://a.b", .scheme("http")),
            ("smtp://", .noHost), ("smtp://a.b/path", .path("/path")), ("smtp://a.b:0", .port(0)),
            ("smtp://a.b:99999", .port(99_999)), ("smtp://ana@a.b", .noPassword(user: "ana")),
            ("smtp://a.b?tls=yes", .tls("yes", isImplicit: false)),
            ("smtp://a.b?tls=implicit", .tls("implicit", isImplicit: false)),
            ("smtps://a.b?tls=none", .tls("none", isImplicit: true)), ("smtp://a.b?connections=0", .connections("0")),
            ("smtp://a.b?rate=0", .rate("0")), ("smtp://a.b?rate=fast", .rate("fast")),
            ("smtp://a.b?hello=a%0D%0AQUIT", .hello("a\r\nQUIT")), ("smtp://a.b?pool=3", .parameter("pool")),
            ("smtp://ana:pw@a.b?tls=none", .passwordInTheClear(host: "a.b")),
        ])
    func refuses(url: String, error: SMTPConfigurationError) {
        #expect(throws: error) { try SMTPConfiguration(url: url) }
    }

    @Test("several servers are read in their order, and of one that cannot be used its number is told")
    func several() throws {
        let list = try SMTPConfiguration.list("  smtp://a.example?rate=5\n smtps://b.example ")
        #expect(list.map(\.host) == ["a.example", "b.example"])
        #expect(list.map(\.messagesPerSecond) == [5, nil])
        #expect(throws: SMTPListError.entry(2, of: 2, .scheme("http"))) {
            try SMTPConfiguration.list("smtp://a.example http://b.example")
        }
        #expect(throws: SMTPConfigurationError.scheme("http")) { try SMTPConfiguration.list("http://b.example") }
        #expect(throws: SMTPListError.tooMany(9, most: 8)) {
            try SMTPConfiguration.list(String(repeating: "smtp://a.example ", count: 9))
        }
    }

    @Test("no description shows the password")
    func secrecy() throws {
        let configuration = try SMTPConfiguration(url: "smtp://ana:s3cret@mail.example.com")
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("s3cret"))
        #expect(!"\(configuration)".contains("s3cret"))
        #expect(!String(reflecting: configuration.credentials).contains("s3cret"))
    }
}

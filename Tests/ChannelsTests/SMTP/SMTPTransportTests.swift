import Foundation
import Logging
import NIOCore
import NIOPosix
import Testing
import Values

@testable import Channels

@Suite("SMTP to a real server", .enabled(if: Peers.serverPython != nil, Peers.withoutServer), .timeLimit(.minutes(2)))
struct SMTPTransportTests {
    private func transport(
        _ server: TestMailServer, security: SMTPConfiguration.Security = .none, credentials: SMTPCredentials? = nil,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        adjust: (inout SMTPConfiguration) -> Void = { _ in }
    ) throws -> SMTPTransport {
        var configuration = SMTPConfiguration(
            host: "localhost", port: server.port, security: security, credentials: credentials)
        configuration.trustedCertificatesFile = server.certificates
        adjust(&configuration)
        return try SMTPTransport(
            configuration: configuration, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    }

    private func envelope(to recipient: String = "ana@example.com", html: String = "<p>Hi</p>") throws -> EmailEnvelope
    {
        EmailEnvelope(
            sender: address("bounce@shop.example"), recipient: address(recipient),
            content: try email(html: html).composed())
    }

    private func isAccepted(_ outcome: EmailOutcome) -> Bool { if case .accepted = outcome { true } else { false } }

    private func failure(_ outcome: EmailOutcome) -> EmailFailure? {
        if case .notSent(let failure) = outcome { failure } else { nil }
    }

    @Test("messages arrive as they were composed, over one kept connection")
    func delivers() async throws {
        let server = try await TestMailServer()
        let transport = try transport(server)
        let sent = try envelope(html: "<p>.</p>\n.\n..dots\nGrüße")
        for _ in 0..<3 { #expect(await transport.send(sent) == .accepted(response: "250 2.0.0 Taken")) }
        await transport.close()
        let messages = try await server.finished()
        #expect(messages.count == 3)
        #expect(Set(messages.map(\.session)).count == 1)
        #expect(messages.first?.from == "bounce@shop.example")
        #expect(messages.first?.to == ["ana@example.com"])
        #expect(messages.first?.content == String(decoding: sent.content, as: UTF8.self))
    }

    @Test("an address in another script travels by SMTPUTF8")
    func unicodeAddress() async throws {
        let server = try await TestMailServer()
        let transport = try transport(server)
        #expect(isAccepted(await transport.send(try envelope(to: "josé@bücher.example"))))
        await transport.close()
        #expect(try await server.finished().first?.to == ["josé@xn--bcher-kva.example"])
    }

    @Test("refusals are told apart, and the connection goes on")
    func refusals() async throws {
        let server = try await TestMailServer()
        let transport = try transport(server) { $0.maximumConnections = 1 }
        let refusals: [(String, EmailOutcome)] = [
            (
                "refused@example.com",
                .refusedForGood(
                    EmailRefusal(
                        stage: .recipient, code: 550, enhancedStatus: "5.1.1", text: "No such user"))
            ),
            (
                "later@example.com",
                .refusedForNow(
                    EmailRefusal(
                        stage: .recipient, code: 451, enhancedStatus: "4.2.1", text: "Mailbox is busy"))
            ),
            (
                "content@example.com",
                .refusedForGood(
                    EmailRefusal(
                        stage: .content, code: 554, enhancedStatus: "5.7.1", text: "Looks like spam"))
            ),
        ]
        for (recipient, expected) in refusals {
            #expect(await transport.send(try envelope(to: recipient)) == expected)
            #expect(isAccepted(await transport.send(try envelope())))
        }
        await transport.close()
        let messages = try await server.finished()
        #expect(messages.count == 3)
        #expect(Set(messages.map(\.session)).count == 1)
    }

    @Test(
        "STARTTLS and TLS from the first byte carry messages",
        arguments: [
            ("starttls", SMTPConfiguration.Security.startTLSRequired), ("starttls", .startTLSOffered),
            ("implicit", .implicitTLS), ("none", .startTLSOffered),
        ])
    func tls(mode: String, security: SMTPConfiguration.Security) async throws {
        let server = try await TestMailServer(.init(tls: mode))
        let transport = try transport(server, security: security)
        for _ in 0..<2 { #expect(isAccepted(await transport.send(try envelope()))) }
        await transport.close()
        #expect(try await server.finished().count == 2)
    }

    @Test(
        "a certificate of nobody known, of another name, or none at all: nothing is sent",
        arguments: [
            ("starttls", SMTPConfiguration.Security.startTLSRequired, "localhost", false),
            ("starttls", .startTLSOffered, "localhost", false), ("implicit", .implicitTLS, "localhost", false),
            ("implicit", .implicitTLS, "127.0.0.1", true), ("none", .startTLSRequired, "localhost", false),
        ])
    func badTLS(mode: String, security: SMTPConfiguration.Security, host: String, isTrusted: Bool) async throws {
        let server = try await TestMailServer(.init(tls: mode))
        let transport = try transport(server, security: security) {
            $0.host = host
            if !isTrusted { $0.trustedCertificatesFile = nil }
        }
        let outcome = await transport.send(try envelope())
        #expect(failure(outcome)?.kind == .security, "\(outcome)")
        await transport.close()
        #expect(try await server.finished().isEmpty)
    }

    @Test("signing in works by PLAIN and by LOGIN, and a wrong password is named", arguments: [false, true])
    func signsIn(isWithoutPlain: Bool) async throws {
        let server = try await TestMailServer(.init(requiresSignIn: true, isWithoutPlain: isWithoutPlain))
        let good = try transport(server, credentials: SMTPCredentials(user: "ana", password: "päss wörd"))
        #expect(isAccepted(await good.send(try envelope())))
        await good.close()
        let log = LogRecorder()
        let bad = try transport(
            server, credentials: SMTPCredentials(user: "ana", password: "wrong-secret"), logger: log.logger)
        let outcome = await bad.send(try envelope())
        #expect(failure(outcome)?.kind == .authentication)
        #expect(!"\(outcome)\(log.lines)".contains("wrong-secret"))
        await bad.close()
        #expect(try await server.finished().map(\.user) == ["ana"])
    }

    @Test("a check signs in as a message would, and sends nothing; a wrong password is named")
    func checks() async throws {
        let server = try await TestMailServer(.init(requiresSignIn: true))
        let good = try transport(server, credentials: SMTPCredentials(user: "ana", password: "päss wörd"))
        try await good.check()
        await good.close()
        let bad = try transport(server, credentials: SMTPCredentials(user: "ana", password: "wrong"))
        let failure = await #expect(throws: EmailFailure.self) { try await bad.check() }
        #expect(failure?.kind == .authentication)
        await bad.close()
        #expect(try await server.finished().isEmpty)
    }

    @Test("a connection lost after the message and before its answer leaves one message of unknown fate")
    func dropsAfterMessage() async throws {
        let server = try await TestMailServer()
        let transport = try transport(server) { $0.maximumConnections = 1 }
        #expect(isAccepted(await transport.send(try envelope())))
        let outcome = await transport.send(try envelope(to: "drop@example.com"))
        guard case .unknown = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(isAccepted(await transport.send(try envelope())))
        await transport.close()
        #expect(
            try await server.finished().map { $0.to[0] } == ["ana@example.com", "drop@example.com", "ana@example.com"])
    }

    @Test("a connection lost before the message is no send")
    func dropsEarly() async throws {
        let server = try await TestMailServer()
        let transport = try transport(server)
        #expect(failure(await transport.send(try envelope(to: "early@example.com")))?.kind == .connection)
        #expect(isAccepted(await transport.send(try envelope())))
        await transport.close()
        #expect(try await server.finished().count == 1)
    }

    @Test("a server slow to answer a message leaves it of unknown fate, one slow to greet is no send")
    func timesOut() async throws {
        let slow = try await TestMailServer()
        let waiting = try transport(slow) { $0.timeouts.acceptance = .seconds(1) }
        let outcome = await waiting.send(try envelope(to: "slow@example.com"))
        guard case .unknown = outcome else {
            Issue.record("\(outcome)")
            return
        }
        await waiting.close()
        _ = try await slow.finished()
        let mute = try await TestMailServer(.init(isMute: true))
        let greeting = try transport(mute) { $0.timeouts.greeting = .seconds(1) }
        #expect(failure(await greeting.send(try envelope()))?.kind == .timedOut)
        await greeting.close()
        _ = try await mute.finished()
    }

    @Test("logs mask addresses")
    func masksAddresses() async throws {
        let server = try await TestMailServer()
        let log = LogRecorder()
        let transport = try transport(server, logger: log.logger)
        for name in ["ana.maria", "refused", "later", "drop", "early"] {
            _ = await transport.send(try envelope(to: "\(name)@example.com"))
        }
        await transport.close()
        _ = try await server.finished()
        let logged = log.lines.joined(separator: "\n")
        #expect(logged.contains("a***@example.com"))
        for name in ["ana.maria@", "refused@", "later@", "drop@", "early@"] { #expect(!logged.contains(name)) }
    }

    @Test("an idle connection takes leave by itself, and the next message opens another")
    func idle() async throws {
        let server = try await TestMailServer()
        let transport = try transport(server) { $0.idleTime = TimeSpan(milliseconds: 300) }
        #expect(isAccepted(await transport.send(try envelope())))
        let kept = transport.desk.withLock { $0.open.values.first }
        await kept?.closed()
        #expect(transport.desk.withLock { $0.open.isEmpty && $0.pool.count == 0 })
        #expect(isAccepted(await transport.send(try envelope())))
        await transport.close()
        #expect(try await server.finished().count == 2)
    }
}

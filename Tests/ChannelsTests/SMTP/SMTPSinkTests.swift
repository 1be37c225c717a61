import Foundation
import Logging
import NIOCore
import NIOPosix
import Testing
import Values

@testable import Channels

@Suite("SMTP to postfix's smtp-sink", .enabled(if: Peers.smtpSink != nil, Peers.withoutSink), .timeLimit(.minutes(2)))
struct SMTPSinkTests {
    private func transport(_ port: Int, connections: Int = 8) throws -> SMTPTransport {
        var configuration = SMTPConfiguration(host: "127.0.0.1", port: port, security: .none)
        configuration.maximumConnections = connections
        return try SMTPTransport(
            configuration: configuration, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func outcomes(of count: Int, over transport: SMTPTransport) async throws -> [EmailOutcome] {
        let envelope = EmailEnvelope(
            sender: address("bounce@shop.example"), recipient: address("ana@example.com"),
            content: try email().composed())
        return await withTaskGroup(of: EmailOutcome.self) { group in
            for _ in 0..<count { group.addTask { await transport.send(envelope) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("many messages at once share a few connections and are all accepted")
    func many() async throws {
        let sink = try await SMTPSink()
        let transport = try transport(sink.port)
        let outcomes = try await outcomes(of: 500, over: transport)
        #expect(outcomes.allSatisfy { if case .accepted = $0 { true } else { false } })
        #expect(transport.desk.withLock { $0.open.count } <= 8)
        await transport.close()
        #expect(transport.desk.withLock { $0.open.isEmpty && $0.pool.count == 0 })
    }

    @Test(
        "refusals of a server that speaks PIPELINING reach every message",
        arguments: [
            ("-f", "MAIL", 5), ("-f", "RCPT", 5), ("-r", "RCPT", 4), ("-f", "DATA", 5), ("-r", ".", 4), ("-f", ".", 5),
        ])
    func refusals(option: String, command: String, firstDigit: Int) async throws {
        let sink = try await SMTPSink([option, command])
        let transport = try transport(sink.port, connections: 2)
        for outcome in try await outcomes(of: 10, over: transport) {
            switch outcome {
            case .refusedForGood(let refusal): #expect(refusal.code / 100 == 5 && firstDigit == 5)
            case .refusedForNow(let refusal): #expect(refusal.code / 100 == 4 && firstDigit == 4)
            case .accepted, .unknown, .notSent: Issue.record("\(outcome)")
            }
        }
        await transport.close()
    }

    @Test("a server that hangs up at the message's end leaves unknown fates, before it none", arguments: [".", "RCPT"])
    func hangsUp(command: String) async throws {
        let sink = try await SMTPSink(["-q", command])
        let transport = try transport(sink.port, connections: 2)
        for outcome in try await outcomes(of: 6, over: transport) {
            switch outcome {
            case .unknown: #expect(command == ".")
            case .notSent: #expect(command == "RCPT")
            case .refusedForNow, .accepted, .refusedForGood: Issue.record("\(outcome)")
            }
        }
        await transport.close()
    }

    @Test("a server that is not there is named, with what to check")
    func absent() async throws {
        let probe = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(probe.localAddress?.port)
        try await probe.close()
        let transport = try transport(port)
        for outcome in try await outcomes(of: 20, over: transport) {
            guard case .notSent(let failure) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(failure.kind == .connection)
            #expect(failure.reason.hasPrefix("The SMTP server 127.0.0.1:\(port) cannot be reached:"))
        }
        await transport.close()
    }

    @Test("a closed transport sends nothing more")
    func closed() async throws {
        let sink = try await SMTPSink()
        let transport = try transport(sink.port)
        await transport.close()
        let outcomes = try await outcomes(of: 2, over: transport)
        #expect(
            outcomes.allSatisfy { if case .notSent(let failure) = $0 { failure.kind == .cancelled } else { false } })
    }

    @Test("a message whose task is cancelled while it waits is not sent")
    func cancelled() async throws {
        let sink = try await SMTPSink(["-w", "1"])
        let transport = try transport(sink.port, connections: 1)
        let envelope = EmailEnvelope(
            sender: address("bounce@shop.example"), recipient: address("ana@example.com"), content: [])
        async let first = transport.send(envelope)
        while transport.desk.withLock({ $0.pool.count }) == 0 { await Task.yield() }
        let second = Task { await transport.send(envelope) }
        while transport.desk.withLock({ $0.waiting.isEmpty }) { await Task.yield() }
        second.cancel()
        guard case .notSent(let failure) = await second.value else {
            Issue.record("a cancelled message was sent")
            return
        }
        #expect(failure.kind == .cancelled)
        guard case .accepted = await first else {
            Issue.record("the message before it was not")
            return
        }
        await transport.close()
    }
}

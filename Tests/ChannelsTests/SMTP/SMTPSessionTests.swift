import Testing

@testable import Channels

@Suite("An SMTP session")
struct SMTPSessionTests {
    private static let envelope = EmailEnvelope(
        sender: address("bounce@shop.example"), recipient: address("ana@example.com"), content: Array("Hi\r\n".utf8))
    private static let mail = "MAIL FROM:<bounce@shop.example>"
    private static let recipient = "RCPT TO:<ana@example.com>\r\n"

    private func session(
        _ security: SMTPConfiguration.Security = .none, host: String = "localhost", credentials: SMTPCredentials? = nil
    ) -> SMTPSession {
        let configuration = SMTPConfiguration(host: host, port: 25, security: security, credentials: credentials)
        return SMTPSession(configuration: configuration, helloName: "[127.0.0.1]")
    }

    private func reply(_ code: Int, _ lines: String...) -> SMTPReply {
        SMTPReply(code: code, lines: lines.isEmpty ? ["text"] : lines)
    }

    private func ready(offering offers: String...) -> SMTPSession {
        var session = session()
        _ = session.handle(reply(220))
        #expect(session.handle(SMTPReply(code: 250, lines: ["hi"] + offers)) == [.becomeReady])
        return session
    }

    private func sending(_ session: inout SMTPSession, _ envelope: EmailEnvelope = envelope) -> [SMTPSession.Action] {
        session.send(envelope, SMTPContent(envelope.content))
    }

    private func failureKind(_ actions: [SMTPSession.Action]) -> EmailFailure.Kind? {
        guard case .fail(let failure) = actions.first, actions.last == .close else { return nil }
        return failure.kind
    }

    private func outcome(_ actions: [SMTPSession.Action]) -> EmailOutcome? {
        guard case .finish(let outcome, _) = actions.first else { return nil }
        return outcome
    }

    private func isNotSent(_ actions: [SMTPSession.Action]) -> Bool {
        if case .notSent = outcome(actions) { actions.last == .close } else { false }
    }

    private func isUnknown(_ actions: [SMTPSession.Action]) -> Bool {
        if case .unknown = outcome(actions) { actions.last == .close } else { false }
    }

    @Test("with PIPELINING the commands of a message travel together")
    func pipelined() {
        var session = ready(offering: "PIPELINING", "SIZE 1000", "8BITMIME")
        for _ in 0..<2 {
            #expect(sending(&session) == [.write("\(Self.mail) SIZE=4\r\n\(Self.recipient)DATA\r\n")])
            #expect(session.handle(reply(250)) == [])
            #expect(session.handle(reply(250)) == [])
            #expect(session.handle(reply(354)) == [.writeContent])
            #expect(session.stage == .content)
            session.contentWritten()
            #expect(session.stage == .acceptance)
            #expect(
                session.handle(reply(250, "2.0.0 queued")) == [
                    .finish(.accepted(response: "250 2.0.0 queued"), isReusable: true)
                ])
        }
        #expect(session.quit() == [.write("QUIT\r\n")])
        #expect(session.handle(reply(221)) == [.close])
    }

    @Test("without PIPELINING each command waits for its answer")
    func unpipelined() {
        var session = ready()
        #expect(sending(&session) == [.write("\(Self.mail)\r\n")])
        #expect(session.handle(reply(250)) == [.write(Self.recipient)])
        #expect(session.handle(reply(251)) == [.write("DATA\r\n")])
        #expect(session.handle(reply(354)) == [.writeContent])
    }

    @Test("a refused recipient leaves the session ready for the next message", arguments: [true, false])
    func refusedRecipient(isPipelined: Bool) {
        var session = isPipelined ? ready(offering: "PIPELINING") : ready()
        _ = sending(&session)
        _ = session.handle(reply(250))
        let refused = session.handle(reply(550, "5.1.1 unknown"))
        #expect(refused == (isPipelined ? [] : [.write("RSET\r\n")]))
        if isPipelined { #expect(session.handle(reply(503)) == [.write("RSET\r\n")]) }
        let refusal = EmailRefusal(stage: .recipient, code: 550, enhancedStatus: "5.1.1", text: "unknown")
        #expect(session.handle(reply(250)) == [.finish(.refusedForGood(refusal), isReusable: true)])
        #expect(session.state == .ready)
    }

    @Test("a refused sender says nothing about the recipient")
    func refusedSender() {
        var session = ready(offering: "PIPELINING")
        _ = sending(&session)
        _ = session.handle(reply(451, "4.7.1 later"))
        _ = session.handle(reply(503))
        #expect(session.handle(reply(503)) == [.write("RSET\r\n")])
        let refusal = EmailRefusal(stage: .sender, code: 451, enhancedStatus: "4.7.1", text: "later")
        #expect(session.handle(reply(250)) == [.finish(.refusedForNow(refusal), isReusable: true)])
    }

    @Test("a server that wants the message of a refused recipient gets none")
    func dataAfterRefusal() {
        var session = ready(offering: "PIPELINING")
        _ = sending(&session)
        _ = session.handle(reply(250))
        _ = session.handle(reply(550))
        let actions = session.handle(reply(354))
        #expect(!actions.contains(.writeContent))
        #expect(actions.last == .close)
        let refusal = EmailRefusal(stage: .recipient, code: 550, enhancedStatus: nil, text: "text")
        #expect(outcome(actions) == .refusedForGood(refusal))
    }

    @Test("refused content is told for good from for now", arguments: [452, 554])
    func refusedContent(code: Int) {
        var session = ready(offering: "PIPELINING")
        _ = sending(&session)
        for code in [250, 250, 354] { _ = session.handle(reply(code)) }
        session.contentWritten()
        let refusal = EmailRefusal(stage: .content, code: code, enhancedStatus: nil, text: "text")
        let expected: EmailOutcome = code < 500 ? .refusedForNow(refusal) : .refusedForGood(refusal)
        #expect(session.handle(reply(code)) == [.finish(expected, isReusable: true)])
    }

    @Test("a message is of unknown fate only after its last byte left and before the answer")
    func lostConnection() {
        for steps in 0...5 {
            var session = ready(offering: "PIPELINING")
            _ = sending(&session)
            for code in [250, 250, 354].prefix(steps) { _ = session.handle(reply(code)) }
            if steps >= 4 { session.contentWritten() }
            if steps == 5 {
                _ = session.handle(reply(250))
                #expect(session.connectionLost("closed") == [.close])
            } else {
                let actions = session.connectionLost("closed")
                #expect(steps == 4 ? isUnknown(actions) : isNotSent(actions))
            }
            #expect(session.connectionLost("closed") == [.close])
        }
    }

    @Test("time running out ends the session with the message's fate")
    func timeOut() {
        var session = ready(offering: "PIPELINING")
        _ = sending(&session)
        let beforeContent = session.timedOut()
        #expect(isNotSent(beforeContent))
        session = ready(offering: "PIPELINING")
        _ = sending(&session)
        for code in [250, 250, 354] { _ = session.handle(reply(code)) }
        session.contentWritten()
        let afterContent = session.timedOut()
        #expect(isUnknown(afterContent))
        session = ready()
        #expect(session.stage == .idle)
        #expect(session.timedOut() == [.write("QUIT\r\n")])
        #expect(session.timedOut() == [.close])
    }

    @Test("a server's farewell puts the message off", arguments: 0...2)
    func farewell(steps: Int) {
        var session = ready()
        _ = sending(&session)
        for code in [250, 250].prefix(steps) { _ = session.handle(reply(code)) }
        let actions = session.handle(reply(421, "4.3.2 closing"))
        #expect(actions.last == .close)
        let refusal = EmailRefusal(stage: .sender, code: 421, enhancedStatus: "4.3.2", text: "closing")
        #expect(outcome(actions) == .refusedForNow(refusal))
    }

    @Test("an answer before the message's end is no acceptance")
    func earlyAnswer() {
        var session = ready(offering: "PIPELINING")
        _ = sending(&session)
        for code in [250, 250, 354] { _ = session.handle(reply(code)) }
        let early = session.handle(reply(250))
        #expect(isNotSent(early))
    }

    @Test("nothing is sent in the clear where STARTTLS is required, refused or spoilt")
    func startTLS() {
        var session = session(.startTLSRequired)
        #expect(session.handle(reply(220)) == [.write("EHLO [127.0.0.1]\r\n")])
        let withoutOffer = session.handle(reply(250, "hi", "PIPELINING"))
        #expect(failureKind(withoutOffer) == .security)

        session = self.session(.startTLSRequired)
        _ = session.handle(reply(220))
        #expect(session.handle(reply(250, "hi", "STARTTLS", "AUTH PLAIN")) == [.write("STARTTLS\r\n")])
        #expect(session.handle(reply(220)) == [.startTLS])
        var spoilt = session
        let injected = spoilt.handle(reply(250))
        #expect(failureKind(injected) == .security)
        let badCertificate = session.tlsFailed("bad certificate")
        #expect(failureKind(badCertificate) == .security)

        session = self.session(.startTLSRequired)
        _ = session.handle(reply(220))
        _ = session.handle(reply(250, "hi", "STARTTLS"))
        let refused = session.handle(reply(454))
        #expect(failureKind(refused) == .security)
    }

    @Test("what was offered before TLS is forgotten")
    func offersInTheClear() {
        var session = session(.startTLSOffered)
        _ = session.handle(reply(220))
        _ = session.handle(reply(250, "hi", "STARTTLS", "PIPELINING"))
        _ = session.handle(reply(220))
        #expect(session.tlsEstablished() == [.write("EHLO [127.0.0.1]\r\n")])
        #expect(session.handle(reply(250, "hi")) == [.becomeReady])
        #expect(!session.capabilities.pipelining)
    }

    @Test("signing in speaks PLAIN, else LOGIN, else fails")
    func authentication() {
        let credentials = SMTPCredentials(user: "ana", password: "pässword")
        func signingIn(_ offer: String) -> (SMTPSession, [SMTPSession.Action]) {
            var begun = self.session(credentials: credentials)
            _ = begun.handle(reply(220))
            let actions = begun.handle(reply(250, "hi", offer))
            return (begun, actions)
        }
        var (session, actions) = signingIn("AUTH LOGIN PLAIN")
        #expect(actions == [.write("AUTH PLAIN AGFuYQBww6Rzc3dvcmQ=\r\n")])
        #expect(session.handle(reply(235)) == [.becomeReady])
        (session, actions) = signingIn("AUTH LOGIN")
        #expect(actions == [.write("AUTH LOGIN\r\n")])
        #expect(session.handle(reply(334)) == [.write("YW5h\r\n")])
        #expect(session.handle(reply(334)) == [.write("cMOkc3N3b3Jk\r\n")])
        let wrongPassword = session.handle(reply(535))
        #expect(failureKind(wrongPassword) == .authentication)
        #expect(failureKind(signingIn("AUTH XOAUTH2").1) == .authentication)
        (session, _) = signingIn("AUTH PLAIN")
        let unavailable = session.handle(reply(454))
        #expect(failureKind(unavailable) == .server)
    }

    @Test("no password is sent to another machine in the clear")
    func passwordInTheClear() {
        let credentials = SMTPCredentials(user: "ana", password: "secret")
        var session = session(.startTLSOffered, host: "mail.example.com", credentials: credentials)
        _ = session.handle(reply(220))
        let inTheClear = session.handle(reply(250, "hi", "AUTH PLAIN"))
        #expect(failureKind(inTheClear) == .security)
    }

    @Test("a server that knows no EHLO is greeted with HELO")
    func helo() {
        var session = session()
        _ = session.handle(reply(220))
        #expect(session.handle(reply(502)) == [.write("HELO [127.0.0.1]\r\n")])
        #expect(session.handle(reply(250)) == [.becomeReady])
    }

    @Test("a greeting that refuses ends the session", arguments: [421, 554])
    func refusedGreeting(code: Int) {
        var session = session()
        let refused = session.handle(reply(code))
        #expect(failureKind(refused) == .server)
    }

    @Test("what the server is known not to take is not sent to it")
    func impossible() {
        var session = ready(offering: "SIZE 3")
        let tooLarge = sending(&session)
        #expect(
            outcome(tooLarge)
                == .refusedForGood(
                    EmailRefusal(
                        stage: .content, code: 552, enhancedStatus: "5.3.4",
                        text: "The message has 4 bytes; the SMTP server takes 3.")))
        session = ready()
        var envelope = Self.envelope
        envelope.recipient = address("josé@example.com")
        guard case .refusedForGood(let refusal) = outcome(sending(&session, envelope)) else {
            Issue.record("sent to a server without SMTPUTF8")
            return
        }
        #expect(refusal.stage == .recipient && refusal.enhancedStatus == "5.6.7")
        session = ready(offering: "SMTPUTF8", "8BITMIME")
        envelope.content = Array("é".utf8)
        #expect(sending(&session, envelope) == [.write("\(Self.mail) BODY=8BITMIME SMTPUTF8\r\n")])
        session = ready()
        #expect(session.state == .ready)
    }

    @Test("an unasked reply while idle ends the session")
    func unasked() {
        var session = ready()
        #expect(session.handle(reply(421)) == [.close])
        let refused = sending(&session)
        #expect(isNotSent(refused + [.close]))
    }
}

/// One session with a server as a value: told what happened, it says what to do. It touches no network and no clock.
///
/// The order of things is RFC 5321's; with PIPELINING the three commands of a message travel together (RFC 2920).
struct SMTPSession {
    enum Action: Equatable {
        /// Commands, each with its CRLF. May hold a password: never logged.
        case write(String)
        /// The bytes of the message under way.
        case writeContent
        case startTLS
        /// The session takes messages now.
        case becomeReady
        /// The message's fate is known.
        case finish(EmailOutcome, isReusable: Bool)
        /// The session could not be set up.
        case fail(EmailFailure)
        case close
    }

    /// What the server is waited for, as far as time limits tell stages apart.
    enum Stage: Equatable {
        case greeting, tls, command, content, acceptance, idle, quit, closed
    }

    enum State: Equatable {
        case greeting
        case hello
        case plainHello
        case startTLS
        case negotiatingTLS
        case authentication(SMTPAuthentication)
        case ready
        case transaction(SMTPTransaction)
        case resetting(EmailOutcome)
        case quitting
        case closed
    }

    let configuration: SMTPConfiguration
    var state = State.greeting
    var capabilities = SMTPCapabilities()
    var isEncrypted: Bool
    /// What this end calls itself.
    var helloName: String

    init(configuration: SMTPConfiguration, helloName: String) {
        self.configuration = configuration
        self.helloName = helloName
        isEncrypted = configuration.security == .implicitTLS
    }

    var stage: Stage {
        switch state {
        case .greeting: .greeting
        case .hello, .plainHello, .startTLS, .authentication, .resetting: .command
        case .negotiatingTLS: .tls
        case .ready: .idle
        case .transaction(let transaction):
            switch transaction.phase {
            case .sender, .recipient, .data: .command
            case .content(let isWritten): isWritten ? .acceptance : .content
            }
        case .quitting: .quit
        case .closed: .closed
        }
    }

    mutating func handle(_ reply: SMTPReply) -> [Action] {
        switch state {
        case .greeting: return handleGreeting(reply)
        case .hello: return handleHello(reply)
        case .plainHello: return reply.isPositive ? becomeReady() : fail(.server, "refused HELO: \(reply.summary)")
        case .startTLS: return handleStartTLS(reply)
        case .negotiatingTLS: return fail(.security, "sent “\(reply.summary)” where TLS was to begin")
        case .authentication(let step): return handleAuthentication(step, reply)
        case .ready:
            // Only a farewell may come unasked (RFC 5321, 3.8).
            state = .closed
            return [.close]
        case .transaction(let transaction): return handle(reply, in: transaction)
        case .resetting(let outcome):
            guard reply.isPositive else {
                state = .closed
                return [.finish(outcome, isReusable: false), .close]
            }
            state = .ready
            return [.finish(outcome, isReusable: true)]
        case .quitting, .closed:
            state = .closed
            return [.close]
        }
    }

    mutating func tlsEstablished() -> [Action] {
        guard state == .negotiatingTLS else { return [] }
        isEncrypted = true
        capabilities = SMTPCapabilities()
        state = .hello
        return [.write("EHLO \(helloName)\r\n")]
    }

    /// Takes leave as soon as no message is under way.
    mutating func quit() -> [Action] {
        switch state {
        case .ready:
            state = .quitting
            return [.write("QUIT\r\n")]
        case .greeting, .hello, .plainHello, .startTLS, .negotiatingTLS, .authentication:
            state = .closed
            return [.fail(EmailFailure(.cancelled, "the connection was closed while it was set up")), .close]
        case .transaction, .resetting, .quitting, .closed: return []
        }
    }

    mutating func timedOut() -> [Action] {
        switch stage {
        case .idle: quit()
        case .greeting, .tls, .command, .content, .acceptance, .quit, .closed:
            end(.timedOut, "did not answer in time")
        }
    }

    mutating func connectionLost(_ reason: String) -> [Action] { end(.connection, reason) }

    mutating func protocolBroken(_ reason: String) -> [Action] { end(.server, reason) }

    mutating func tlsFailed(_ reason: String) -> [Action] { end(.security, reason) }

    /// Ends the session, with the fate of whatever was under way.
    private mutating func end(_ kind: EmailFailure.Kind, _ reason: String) -> [Action] {
        let ended = state
        let failure = self.failure(kind, reason)
        state = .closed
        switch ended {
        case .greeting, .hello, .plainHello, .startTLS, .negotiatingTLS, .authentication:
            return [.fail(failure), .close]
        case .transaction(let transaction):
            return [.finish(transaction.outcome(of: failure), isReusable: false), .close]
        case .resetting(let outcome): return [.finish(outcome, isReusable: false), .close]
        case .ready, .quitting, .closed: return [.close]
        }
    }

    mutating func becomeReady() -> [Action] {
        state = .ready
        return [.becomeReady]
    }

    mutating func fail(_ kind: EmailFailure.Kind, _ reason: String) -> [Action] {
        state = .closed
        return [.fail(failure(kind, reason)), .close]
    }

    func failure(_ kind: EmailFailure.Kind, _ reason: String) -> EmailFailure {
        EmailFailure(kind, "The SMTP server \(configuration.host):\(configuration.port) \(reason).")
    }
}

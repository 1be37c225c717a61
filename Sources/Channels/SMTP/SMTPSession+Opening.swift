/// From the greeting to a session that takes messages.
extension SMTPSession {
    mutating func handleGreeting(_ reply: SMTPReply) -> [Action] {
        guard reply.isPositive else { return fail(.server, "refused the session: \(reply.summary)") }
        state = .hello
        return [.write("EHLO \(helloName)\r\n")]
    }

    mutating func handleHello(_ reply: SMTPReply) -> [Action] {
        guard reply.isPositive else {
            // A server that knows no EHLO (RFC 5321, 3.2) knows neither TLS nor sign-in.
            guard reply.isForGood, canSendWithoutExtensions else {
                return fail(.server, "refused EHLO: \(reply.summary)")
            }
            state = .plainHello
            return [.write("HELO \(helloName)\r\n")]
        }
        capabilities = SMTPCapabilities(lines: reply.lines)
        if isEncrypted { return authenticate() }
        switch configuration.security {
        case .implicitTLS, .none: return authenticate()
        case .startTLSOffered where !capabilities.startTLS: return authenticate()
        case .startTLSRequired where !capabilities.startTLS:
            return fail(
                .security,
                "does not offer STARTTLS: use smtps:// if it speaks TLS from the first byte, or tls=none "
                    + "where the network between is your own")
        case .startTLSOffered, .startTLSRequired:
            state = .startTLS
            return [.write("STARTTLS\r\n")]
        }
    }

    private var canSendWithoutExtensions: Bool {
        configuration.credentials == nil && (isEncrypted || configuration.security != .startTLSRequired)
    }

    mutating func handleStartTLS(_ reply: SMTPReply) -> [Action] {
        guard reply.isPositive else { return fail(.security, "refused STARTTLS: \(reply.summary)") }
        state = .negotiatingTLS
        return [.startTLS]
    }

    private mutating func authenticate() -> [Action] {
        guard let credentials = configuration.credentials else { return becomeReady() }
        guard isEncrypted || configuration.isLoopback else {
            return fail(.security, "offers no encryption, so that the password was not sent: use tls=required")
        }
        guard let (step, command) = SMTPAuthentication.begun(credentials, offered: capabilities.authentication) else {
            let offered = capabilities.authentication.sorted().joined(separator: ", ")
            return fail(
                .authentication,
                "offers no way to sign in that is spoken here (PLAIN, LOGIN), but "
                    + (offered.isEmpty ? "none" : offered))
        }
        state = .authentication(step)
        return [.write(command)]
    }

    mutating func handleAuthentication(_ step: SMTPAuthentication, _ reply: SMTPReply) -> [Action] {
        switch step.next(reply) {
        case .succeeded: return becomeReady()
        case .answer(let text, let next):
            state = .authentication(next)
            return [.write(text)]
        case .failed:
            // 4xx says that signing in does not work now, not that the password is wrong.
            let kind: EmailFailure.Kind = reply.isForNow ? .server : .authentication
            return fail(kind, "refused to sign \(configuration.credentials?.user ?? "") in: \(reply.summary)")
        }
    }
}

/// Sending one message over a session that is ready.
extension SMTPSession {
    /// Begins a message.
    ///
    /// What the server is known not to take is refused here, in the words that it would use.
    mutating func send(_ envelope: EmailEnvelope, _ content: SMTPContent) -> [Action] {
        guard state == .ready else {
            return [.finish(.notSent(failure(.connection, "is no longer connected")), isReusable: false)]
        }
        if let refusal = refusal(of: envelope, content) {
            return [.finish(.refusedForGood(refusal), isReusable: true)]
        }
        let sender = senderCommand(envelope, content)
        let recipient = "RCPT TO:<\(envelope.recipient)>\r\n"
        state = .transaction(SMTPTransaction(isPipelined: capabilities.pipelining, recipientCommand: recipient))
        return [.write(capabilities.pipelining ? sender + recipient + "DATA\r\n" : sender)]
    }

    private func senderCommand(_ envelope: EmailEnvelope, _ content: SMTPContent) -> String {
        var command = "MAIL FROM:<\(envelope.sender)>"
        if capabilities.size { command += " SIZE=\(content.size)" }
        if content.hasEightBitBytes { command += " BODY=8BITMIME" }
        if needsUnicode(envelope) { command += " SMTPUTF8" }
        return command + "\r\n"
    }

    private func needsUnicode(_ envelope: EmailEnvelope) -> Bool {
        envelope.sender.needsUnicode || envelope.recipient.needsUnicode
    }

    private func refusal(of envelope: EmailEnvelope, _ content: SMTPContent) -> EmailRefusal? {
        if needsUnicode(envelope), !capabilities.smtpUTF8 {
            return EmailRefusal(
                stage: envelope.recipient.needsUnicode ? .recipient : .sender, code: 553, enhancedStatus: "5.6.7",
                text: "The address needs SMTPUTF8, which the SMTP server does not offer.")
        }
        if content.hasEightBitBytes, !capabilities.eightBitMIME {
            return EmailRefusal(
                stage: .content, code: 554, enhancedStatus: "5.6.3",
                text: "The message is not in ASCII, and the SMTP server does not offer 8BITMIME.")
        }
        if let limit = capabilities.sizeLimit, content.size > limit {
            return EmailRefusal(
                stage: .content, code: 552, enhancedStatus: "5.3.4",
                text: "The message has \(content.size) bytes; the SMTP server takes \(limit).")
        }
        return nil
    }

    /// The last byte of the message has left this end: from here on its fate is the server's to tell.
    mutating func contentWritten() {
        guard case .transaction(var transaction) = state, transaction.phase == .content(isWritten: false) else {
            return
        }
        transaction.phase = .content(isWritten: true)
        state = .transaction(transaction)
    }

    mutating func handle(_ reply: SMTPReply, in transaction: SMTPTransaction) -> [Action] {
        var transaction = transaction
        switch transaction.phase {
        case .sender, .recipient, .data:
            // 421 is the server's farewell, whatever the command was (RFC 5321, 3.8).
            if reply.code == 421 {
                state = .closed
                let outcome = transaction.refusal ?? .refusedForNow(reply.refusal(at: .sender))
                return [.finish(outcome, isReusable: false), .close]
            }
            return advance(&transaction, reply)
        case .content(let isWritten): return handleVerdict(reply, isWritten: isWritten)
        }
    }

    private mutating func advance(_ transaction: inout SMTPTransaction, _ reply: SMTPReply) -> [Action] {
        let next: (phase: SMTPTransaction.Phase, command: String)
        let stage: EmailRefusal.Stage
        switch transaction.phase {
        case .sender:
            next = (.recipient, transaction.recipientCommand)
            stage = .sender
        case .recipient:
            next = (.data, "DATA\r\n")
            stage = .recipient
        case .data, .content: return handleDataReply(transaction, reply)
        }
        if !reply.isPositive {
            transaction.refusal = transaction.refusal ?? refused(reply, at: stage)
            guard transaction.isPipelined else { return reset(after: transaction.refusal, reply) }
        }
        transaction.phase = next.phase
        state = .transaction(transaction)
        return transaction.isPipelined ? [] : [.write(next.command)]
    }

    private mutating func handleDataReply(_ transaction: SMTPTransaction, _ reply: SMTPReply) -> [Action] {
        var transaction = transaction
        guard reply.code == 354 else {
            return reset(after: transaction.refusal ?? refused(reply, at: .content), reply)
        }
        if let refusal = transaction.refusal {
            // The server wants a message that nobody is to get: hanging up is the only way not to send one.
            state = .closed
            return [.finish(refusal, isReusable: false), .close]
        }
        transaction.phase = .content(isWritten: false)
        state = .transaction(transaction)
        return [.writeContent]
    }

    private mutating func handleVerdict(_ reply: SMTPReply, isWritten: Bool) -> [Action] {
        let isReusable = isWritten && reply.code != 421
        let outcome: EmailOutcome
        if reply.isPositive, isWritten {
            outcome = .accepted(response: reply.summary)
        } else if reply.isForNow || reply.isForGood {
            outcome = refused(reply, at: .content)
        } else if isWritten {
            outcome = .unknown(reason: "The server answered the message with “\(reply.summary)”.")
        } else {
            outcome = .notSent(failure(.server, "sent “\(reply.summary)” before the message's end"))
        }
        state = isReusable ? .ready : .closed
        let finish = Action.finish(outcome, isReusable: isReusable)
        return isReusable ? [finish] : [finish, .close]
    }

    private func refused(_ reply: SMTPReply, at stage: EmailRefusal.Stage) -> EmailOutcome {
        if reply.isForGood { return .refusedForGood(reply.refusal(at: stage)) }
        if reply.isForNow { return .refusedForNow(reply.refusal(at: stage)) }
        return .notSent(failure(.server, "answered with “\(reply.summary)”, which makes no sense there"))
    }

    private mutating func reset(after refusal: EmailOutcome?, _ reply: SMTPReply) -> [Action] {
        state = .resetting(refusal ?? refused(reply, at: .content))
        return [.write("RSET\r\n")]
    }
}

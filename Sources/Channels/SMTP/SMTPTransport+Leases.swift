import Logging
import NIOCore

/// How messages come by connections: `SMTPPool` decides, this performs.
extension SMTPTransport {
    typealias Pool = SMTPPool<SMTPConnection>

    func lease() async throws(EmailFailure) -> Pool.Lease {
        let message = desk.withLock { desk in
            desk.lastMessage += 1
            return desk.lastMessage
        }
        var turn = await turn(of: message) { desk in
            (desk.pool.acquire(for: message), [])
        }
        while true {
            switch turn {
            case .use(let lease): return lease
            case .fail(let failure): throw failure
            case .open:
                do {
                    return try await opened()
                } catch {
                    logger.warning("no SMTP connection", metadata: ["reason": "\(error)"])
                    turn = await self.turn(of: message) { desk in
                        let calls = desk.pool.openingFailed(error, for: message)
                        let own = calls.first { $0.message == message }?.turn
                        return (own, calls.filter { $0.message != message })
                    }
                }
            }
        }
    }

    func giveBack(_ lease: Pool.Lease, isReusable: Bool) {
        let (answers, isSpent) = desk.withLock { desk in
            if isReusable {
                let (call, isSpent) = desk.pool.release(lease)
                return (desk.answers(to: call.map { [$0] } ?? []), isSpent)
            }
            return (desk.answers(to: desk.pool.lost().map { [$0] } ?? []), false)
        }
        if isSpent { lease.connection.quit() }
        for answer in answers { answer.give() }
    }

    /// Waits for the message's turn, unless it has one at once or its task is cancelled.
    private func turn(
        of message: UInt64, deciding decide: @Sendable (inout Desk) -> (own: Pool.Turn?, others: [Pool.Call])
    ) async -> Pool.Turn {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answers = desk.withLock { desk in
                    let (own, others) = decide(&desk)
                    desk.waiting[message] = continuation
                    let calls = others + (own.map { [Pool.Call(message: message, turn: $0)] } ?? [])
                    return desk.answers(to: calls)
                }
                for answer in answers { answer.give() }
            }
        } onCancel: {
            let answers = desk.withLock { desk in
                guard desk.pool.cancel(message) else { return [Answer]() }
                let failure = EmailFailure(.cancelled, "Sending was cancelled while the message waited.")
                return desk.answers(to: [Pool.Call(message: message, turn: .fail(failure))])
            }
            for answer in answers { answer.give() }
        }
    }

    private func opened() async throws(EmailFailure) -> Pool.Lease {
        let connection = try await SMTPConnection.opened(configuration, tls: tls, on: eventLoopGroup.next())
        let isClosed = desk.withLock { desk in
            desk.open[ObjectIdentifier(connection)] = connection
            return desk.pool.isClosed
        }
        connection.channel.closeFuture.whenComplete { [self] _ in
            desk.withLock { desk in
                desk.open[ObjectIdentifier(connection)] = nil
                desk.pool.remove(connection)
            }
        }
        guard !isClosed else {
            connection.quit()
            throw EmailFailure(.cancelled, "The SMTP transport is closed.")
        }
        logger.debug("SMTP connection opened", metadata: ["server": "\(configuration.host):\(configuration.port)"])
        return Pool.Lease(connection: connection)
    }

    func logged(_ outcome: EmailOutcome, _ envelope: EmailEnvelope) -> EmailOutcome {
        let to: Logger.Metadata = ["recipient": "\(envelope.recipient.masked)"]
        switch outcome {
        case .accepted: logger.debug("e-mail accepted", metadata: to)
        case .refusedForGood(let refusal), .refusedForNow(let refusal):
            // The server's text often repeats the address, so that it stays out of the log.
            let status = [String(refusal.code), refusal.enhancedStatus].compactMap { $0 }.joined(separator: " ")
            logger.info(
                "e-mail refused",
                metadata: to.merging(["status": "\(status)", "stage": "\(refusal.stage.rawValue)"]) { $1 })
        case .unknown(let reason):
            logger.warning("e-mail of unknown fate", metadata: to.merging(["reason": "\(reason)"]) { $1 })
        case .notSent(let failure):
            logger.info("e-mail not sent", metadata: to.merging(["reason": "\(failure)"]) { $1 })
        }
        return outcome
    }

    /// What a waiting message is to be told, once the lock is open again.
    struct Answer: Sendable {
        var continuation: CheckedContinuation<Pool.Turn, Never>
        var turn: Pool.Turn

        func give() { continuation.resume(returning: turn) }
    }
}

extension SMTPTransport.Desk {
    mutating func answers(to calls: [SMTPPool<SMTPConnection>.Call]) -> [SMTPTransport.Answer] {
        calls.compactMap { call in
            waiting.removeValue(forKey: call.message).map { SMTPTransport.Answer(continuation: $0, turn: call.turn) }
        }
    }
}

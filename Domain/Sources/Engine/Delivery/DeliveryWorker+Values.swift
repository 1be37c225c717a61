import Values

extension DeliveryWorker {
    /// Tells requests apart: answers name theirs, and a late one to an earlier request is known as such.
    public struct Ticket: Sendable, Hashable {
        public let rawValue: Int64
        public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// A message that is ready.
    public struct Candidate: Sendable, Hashable {
        public var message: Message
        /// How often it was handed over before.
        public var attempts: Int

        public init(message: Message, attempts: Int) {
            self.message = message
            self.attempts = attempts
        }
    }

    /// What a provider said of a message.
    public enum Answer: Sendable, Hashable {
        case accepted(response: String)
        /// - Parameter isAddressBad: whether it is the recipient that was refused, not the sender or the content.
        case refusedForGood(reason: String, isAddressBad: Bool)
        case refusedForNow(reason: String)
        /// Handed over in full, but no answer came.
        case unknown(reason: String)
        /// Certainly not handed over: it could not be reached, or broke off early.
        case notSent(reason: String)
    }

    public enum Failure: Sendable, Hashable {
        case leasesLost([BucketRange])
        /// Nobody knows whether it was committed, or it was not.
        case connectionLost
    }

    public enum Input: Sendable {
        /// The leases held from now on, and no others.
        case hold([Lease])
        /// The providers that take messages from now on, by name; the others finish what they have.
        case use([String])
        /// Messages may have become ready.
        case nudge
        /// The moment asked for by `.wake` has come.
        case tick
        case recovered(Ticket)
        /// - Parameter nextReady: when the next message of these ranges may go that is not among these: not after now
        ///   where more may go than were asked for, nil where none waits.
        case claimed(Ticket, [Candidate], nextReady: Instant?)
        /// `sending` is committed for these; the others were refused, withdrawn or taken meanwhile.
        case committed(Ticket, handOver: [Int64])
        case recorded(Ticket)
        case failed(Ticket, Failure)
        case answered(Int64, Answer)
        /// The database was lost and is there again; what was recorded just before may be undone.
        case databaseReturned
        /// The process stops: what is being handed over is finished and recorded, and nothing new is begun.
        case drain
    }

    public enum Action: Sendable, Hashable {
        /// In one transaction that asserts the leases: settle what an earlier owner left in `sending`: marketing
        /// becomes unknown, transactional ready again.
        case recover(Ticket, [Lease])
        /// Read at most `limit` messages of these leases' ranges that are ready and still cleared. Nothing is taken
        /// yet. Those that are known already may be among them.
        case claim(Ticket, [Lease], limit: Int)
        /// Have policy asked again about messages of these leases' ranges whose clearance has lapsed. No answer.
        case askAgain([Lease])
        /// Schedule this work. No answer: what is lost is found again by `askAgain`.
        case schedule([WorkItem])
        /// `sending` of these will be committed soon, in this order, if nothing comes between: they may be composed. No
        /// answer.
        case expect([Message])
        /// In one transaction that asserts the leases: read ledger, expiry and state a last time, and make `sending`
        /// of those that may go. Answer with `.committed` or `.failed`.
        case commitSending(Ticket, [Message], [Lease])
        /// Render it and hand it over, now. Answer with `.answered`, whatever happens.
        case handOver(Message, attempt: Int, provider: String)
        /// In one transaction: record each, and schedule the work of those that took effect. Answer with `.recorded`
        /// or `.failed`; after a failure the same come again.
        case record(Ticket, [Settlement])
        /// Send `.tick` at this moment, or soon after. A later `wake` replaces an earlier one.
        case wake(at: Instant)
        /// After `drain`: nothing is under way any more.
        case drained
    }
}

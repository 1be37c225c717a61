import Values

/// How many rows go into one commit, how long they wait, and how many may wait.
public struct IntakeGroupLimits: Sendable {
    /// So many rows make a commit worth while at once: beyond them the cost of one sync is spread thin already.
    public var enoughRows = 500
    /// The longest that a row waits for company while the writer is free.
    public var patience = TimeSpan(milliseconds: 5)
    /// Rows of one commit, so that other writers get their turn; a larger request goes whole.
    public var largestCommit = 2_500
    /// One that is written, and one that is ready behind it.
    public var commitsAtOnce = 2
    /// Beyond so many waiting rows a client is told to come back: some 3 s of a slow disk's work.
    public var waitingRows = 50_000
    /// The same in bytes, which bounds memory.
    public var waitingBytes = 64 * 1024 * 1024
    /// After a lost connection; doubles with each failure.
    public var retryDelay = TimeSpan(milliseconds: 50)
    public var longestRetryDelay = TimeSpan(milliseconds: 1_000)
    /// When the database has been gone for so long, clients are told: theirs wait no longer than that.
    public var giveUpAfter = TimeSpan.seconds(10)

    public init() {}
}

extension IntakeGroup {
    public struct RequestID: Sendable, Hashable {
        public let rawValue: Int64
        public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// A new one for each attempt, so that a late answer to an earlier attempt is told apart.
    public struct BatchID: Sendable, Hashable {
        public let rawValue: Int64
        public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    public struct Request: Sendable {
        public var id: RequestID
        /// The name of the write key.
        public var source: String
        public var events: [IncomingEvent]
        public var rejected: [RejectedEvent]

        public init(id: RequestID, source: String, events: [IncomingEvent], rejected: [RejectedEvent] = []) {
            self.id = id
            self.source = source
            self.events = events
            self.rejected = rejected
        }

        var rows: Int { events.count + rejected.count }

        /// About what it holds in memory.
        var bytes: Int {
            let overhead = 400
            return events.reduce(0) {
                $0 + $1.properties.count + $1.envelope.rest.count + $1.context.count + overhead
            } + rejected.reduce(0) { $0 + $1.body.utf8.count + overhead }
        }
    }

    public enum Input: Sendable {
        case request(Request)
        /// The moment that was asked for by `.wake` has come.
        case tick
        case committed(BatchID)
        case failed(BatchID, Failure)
        /// The process stops: what waits is committed now, and nothing new is taken.
        case drain
    }

    /// What a failed transaction means.
    public enum Failure: Sendable, Hashable {
        /// The database refuses some row; rolled back.
        case badData(String)
        /// Nobody knows whether it was committed, or the database cannot be reached.
        case connectionLost
        /// Rolled back; the next may succeed once somebody has made room.
        case diskFull
    }

    public enum Action: Sendable {
        /// Write all of it in one transaction; rows whose message is stored already are left out there.
        case commit(Batch)
        case acknowledge([Acknowledgement])
        case refuse([RequestID], Refusal)
        /// Send `.tick` at this moment, or soon after. A later `wake` replaces an earlier one.
        case wake(at: Instant)
        /// After `drain`: nothing is left to be done.
        case drained
    }

    public struct Batch: Sendable {
        public var id: BatchID
        public var events: [IncomingEvent]
        public var rejected: [RejectedEvent]
    }

    public struct Acknowledgement: Sendable, Hashable {
        public var request: RequestID
        /// Events that passed intake's checks, that the database refused, and that went to the rejected ones.
        public var refused: [RejectedEvent] = []
    }

    /// Why a request is not stored. The client should send it again, save after `refusedByStorage`.
    public enum Refusal: Sendable, Hashable, CaseIterable {
        case busy
        case shuttingDown
        case storageUnavailable
        case diskFull
        case refusedByStorage

        public var status: Int {
            switch self {
            case .busy, .shuttingDown, .storageUnavailable: 503
            case .diskFull: 507
            case .refusedByStorage: 500
            }
        }

        public var rule: RequestRule {
            switch self {
            case .busy: .busy
            case .shuttingDown: .shuttingDown
            case .storageUnavailable: .storageUnavailable
            case .diskFull: .diskFull
            case .refusedByStorage: .refusedByStorage
            }
        }

        public var message: String {
            switch self {
            case .busy: "Too many events are waiting to be stored; send this again in a few seconds."
            case .shuttingDown: "The server is stopping; send this again in a few seconds."
            case .storageUnavailable: "The database cannot be reached; send this again in a minute."
            case .diskFull: "The server's disk is full; free some space on it, then send this again."
            case .refusedByStorage: "The database refused this request; the server's log says why."
            }
        }
    }
}

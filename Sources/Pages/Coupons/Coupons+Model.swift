import Values

/// The pools of coupon codes.
public struct CouponsModel: Sendable {
    public var pools: [Pool]
    /// What was sent, where it could not be taken.
    public var upload: CouponUpload

    public init(pools: [Pool], upload: CouponUpload = CouponUpload()) {
        self.pools = pools
        self.upload = upload
    }

    public struct Pool: Sendable {
        public var name: String
        /// Codes that nobody has.
        public var left: Int
        /// Taken for messages that have not gone out.
        public var held: Int
        public var given: Int
        /// How many a day lately.
        public var perDay: Double
        /// When it runs dry at that pace; nil where it does not.
        public var runsDry: Instant?
        /// Whether its codes are made, so that it cannot run dry.
        public var isMade: Bool
        /// Names of flows that take from it.
        public var flows: [MessagesModel.FlowChoice]

        public init(
            name: String, left: Int, held: Int, given: Int, perDay: Double, runsDry: Instant? = nil,
            flows: [MessagesModel.FlowChoice] = [], isMade: Bool = false
        ) {
            self.name = name
            self.left = left
            self.held = held
            self.given = given
            self.perDay = perDay
            self.runsDry = runsDry
            self.isMade = isMade
            self.flows = flows
        }
    }
}

/// Codes that are added; fields `pool`, which is absent on a pool's own page, and `codes`.
public struct CouponUpload: Sendable {
    public enum Problem: Sendable, Hashable, CaseIterable { case poolMissing, codesMissing, tooMany }

    public var pool: String
    /// One a line, or with commas between them.
    public var codes: String
    public var problem: Problem?

    public init(pool: String = "", codes: String = "", problem: Problem? = nil) {
        self.pool = pool
        self.codes = codes
        self.problem = problem
    }

    /// In bytes: about 100,000 codes.
    public static let longest = 2_000_000
}

/// One pool and who has its newest codes.
public struct CouponPoolModel: Sendable {
    public var pool: CouponsModel.Pool
    /// Codes given a day, oldest first; the last day is under way.
    public var perDay: [Int]
    public var firstDay: Instant
    public var assignments: [Assignment]
    public var paging: Paging
    public var upload: CouponUpload

    public init(
        pool: CouponsModel.Pool, perDay: [Int], firstDay: Instant, assignments: [Assignment], paging: Paging,
        upload: CouponUpload = CouponUpload()
    ) {
        self.pool = pool
        self.perDay = perDay
        self.firstDay = firstDay
        self.assignments = assignments
        self.paging = paging
        self.upload = upload
    }

    public enum AssignmentState: String, Sendable, CaseIterable {
        case held, given, used

        var tone: Tone {
            switch self {
            case .held: .warn
            case .given: .info
            case .used: .good
            }
        }
    }

    public struct Assignment: Sendable {
        public var code: String
        public var person: PersonName
        /// Empty where nothing tells any more which flow gave it.
        public var flowID: String
        public var flowName: String
        /// Nil where the journey is over.
        public var journeyID: String?
        public var at: Instant
        public var state: AssignmentState
        /// Nil where it has no end.
        public var expiresAt: Instant?

        public init(
            code: String, person: PersonName, flowID: String, flowName: String, journeyID: String? = nil,
            at: Instant, state: AssignmentState, expiresAt: Instant? = nil
        ) {
            self.code = code
            self.person = person
            self.flowID = flowID
            self.flowName = flowName
            self.journeyID = journeyID
            self.at = at
            self.state = state
            self.expiresAt = expiresAt
        }
    }
}

/// What came of an upload, said at the top of the pool's page.
public struct CouponUploadOutcome: Sendable {
    public var added: Int
    /// Codes that were there already, in the pool or twice in the upload.
    public var known: Int
    /// Lines that are no code.
    public var refused: Int

    public init(added: Int, known: Int, refused: Int) {
        self.added = added
        self.known = known
        self.refused = refused
    }

    public func notice(in context: PageContext) -> Notice {
        let format = context.format
        return Notice(
            isProblem: added == 0,
            text: context.catalog.coupon.uploaded(format.count(added), format.count(known), format.count(refused)))
    }
}

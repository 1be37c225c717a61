import Engine
import Logging
import Storage
import Values

/// What marketers work with: flows, segments, lists and what measures them.
struct SystemCampaigns {
    let flows: FlowService
    let backtests: BacktestService
    let testMessages: TestMessages
    let segments: SegmentService
    let lists: ListService
    let ranks: RankService

    init(_ ground: SystemGround, _ stepping: SystemStepping, _ sending: SystemSending) {
        let (database, scope, clock) = (ground.database, ground.scope, ground.clock)
        let (definitions, customers, logger) = (ground.definitions, ground.customers, ground.logger)
        let nudge = stepping.nudge
        let flows = FlowService(
            database: database, scope: scope, clock: clock, definitions: definitions, customers: customers,
            nudge: nudge)
        self.flows = flows
        backtests = BacktestService(
            database: database, scope: scope, clock: clock, definitions: definitions, flows: flows,
            customers: customers)
        testMessages = TestMessages(flows: flows, transport: sending.providers.direct)
        let segments = SegmentService(
            database: database, scope: scope, clock: clock, definitions: definitions, customers: customers,
            nudge: nudge, own: stepping.name, servers: stepping.servers, previews: stepping.previews, logger: logger)
        self.segments = segments
        lists = ListService(
            database: database, scope: scope, clock: clock, definitions: definitions, customers: customers,
            nudge: nudge)
        ranks = RankService(
            database: database, scope: scope, clock: clock, definitions: definitions, customers: customers,
            segments: segments, logger: logger)
    }
}

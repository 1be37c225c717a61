/// The overview.
struct OverviewText: Sendable {
    let title: String
    let live: String
    let connecting: String
    let lost: String
    let outboxTitle: String
    let outboxExplained: String
    let sendingIsOff: String
    let path: String
    let eventsToday: String
    let cartsAbandoned: String
    let messagesSent: String
    let ordersRecovered: String
    let revenueRecovered: String
    let perSecond: String
    let recoveryRate: String
    let recoveryRateFormula: String
    let people: String
    let queueDepth: String
    let oldestDue: String
    let nothingDue: String
    let rejectedEvents: String
    let health: String
    let database: String
    let engine: String
    let delivery: String
    let behind: String
    let builtInOutbox: String
    let condition: @Sendable (Health.Condition) -> String
    let eventsPerMinute: String
    let lastHour: String
    let hourAgo: String
    let now: String
    let peak: String
    let chartSummary: @Sendable (_ total: String, _ peak: String) -> String
    let asTable: String
    let minutesAgo: String
    let events: String
    let fiveMinutes: @Sendable (_ from: Int, _ to: Int) -> String
    let noEvents: String
    let noEventsHelp: String
    let messages: String
    let messagesToday: String
    let noMessages: String
    let flows: String
    let flow: String
    let underWay: String
    let sent: String
    let goalReached: String
    /// Where in a flow journeys stand.
    let standing: @Sendable (_ count: String, _ step: String) -> String
    let allFlows: String
    let noFlows: String
    let noFlowsHelp: String
    let activity: String
    let noActivity: String
    let noActivityHelp: String
}

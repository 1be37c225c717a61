/// A dry run of a flow over the store's own past.
struct BacktestText: Sendable {
    let neverRun: String
    let neverRunHelp: String
    let stretch: String
    let lastDays: @Sendable (_ days: String) -> String
    let run: String
    let runHelp: String
    let running: String
    let percent: @Sendable (Int) -> String
    let looked: @Sendable (_ people: String, _ all: String) -> String
    let lookAgain: String
    let stretchWords: @Sendable (_ from: String, _ until: String) -> String
    let ran: String
    let took: @Sendable (_ length: String) -> String
    let totals: String
    let looks: String
    let figure: @Sendable (BacktestResult.Difference.Figure) -> String
    let each: @Sendable (_ rate: String) -> String
    let underWay: String
    let perDay: String
    let most: @Sendable (_ count: String) -> String
    let day: String
    let daysSummary: @Sendable (_ name: String, _ total: String, _ most: String) -> String
    let steps: String
    let step: String
    let allSteps: String
    let begun: String
    let sent: String
    let held: String
    let refused: String
    let rules: String
    let rule: String
    let effect: String
    let effectName: @Sendable (BacktestResult.Rule.Effect) -> String
    let count: String
    let collisions: String
    let collisionsHelp: String
    let otherFlow: String
    let people: String
    let days: String
    let bothSent: String
    let anyPath: String
    let anyPathLabel: String
    let anyPathHelp: String
    let showPath: String
    let sample: String
    let person: String
    let outcome: String
    let against: String
    let live: String
    let draft: String
    let difference: String
    let goals: String
    let goalsHelp: String
    let beforeAnyMessage: String
    let afterMessages: String
    let afterTheEnd: String
    let boughtAnyway: String
    let boughtAnywayHelp: String
    let codesGiven: String
    let ordered: String
    let discountGiven: String
    let coupons: String
    let spentOf: @Sendable (_ spent: String, _ left: String) -> String
    let wouldRunDry: @Sendable (_ day: String) -> String
    let inVain: @Sendable (_ count: String) -> String
    let distribution: String
    let ofThisFlow: String
    let ofAllFlows: String
    let messagesCount: @Sendable (_ count: Int, _ isOpen: Bool) -> String
    let caveats: String
    let pathOf: @Sendable (_ person: String) -> String
    let backToReport: String
    let noPath: String
    let noPathHelp: String
}

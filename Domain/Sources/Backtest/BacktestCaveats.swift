import Conditions
import Engine
import Values

/// What the past cannot tell of a draft, in words: one sentence each, of what the draft really does.
public enum BacktestCaveats {
    /// - Parameter report: of the finished run; adds what only the past shows.
    public static func of(_ plan: BacktestPlan, _ report: BacktestReport) -> [String] {
        [
            "Nobody reacts to the messages: opens, clicks and orders are those that really happened without them.",
            "Nobody was in a flow when the stretch begins: caps and re-entry count from there.",
        ]
            + steps(of: plan) + conditions(of: plan) + triggers(of: plan, report) + people(in: report)
            + discounts(of: plan) + coupons(plan, report)
    }

    private static func steps(of plan: BacktestPlan) -> [String] {
        var lines: [String] = []
        let kinds = plan.draft.steps.map(\.kind)
        let answers = kinds.compactMap { ($0 as? WebhookStep)?.answer }
        if !answers.isEmpty {
            let names = Set(answers).sorted().map { "“\($0)”" }.joined(separator: ", ")
            lines.append(
                "What a webhook would have answered is not known: the way of a failed call is taken (\(names)).")
        }
        if kinds.contains(where: { $0 is TestStep || $0 is PercentageStep || $0 is HoldoutStep }) {
            lines.append(
                "Who takes which way by chance is not decided as it will be: the shares hold, the people differ.")
        }
        if kinds.contains(where: { $0 is StartFlowStep }) {
            lines.append("Flows that the draft starts are played only where they are live.")
        }
        return lines
    }

    private static func conditions(of plan: BacktestPlan) -> [String] {
        let all = plan.definitions(with: plan.draft)
        var lines: [String] = []
        let reactions = Channel.receipts.filter { $0.value.kind == .opened || $0.value.kind == .clicked }.keys
        if reactions.contains(where: all.hasCondition) {
            lines.append(
                "Opens and clicks of this flow's own messages within the stretch are left out; those of all others are as they were."
            )
        }
        let needs = plan.draft.conditions.map(\.requirements)
        if needs.contains(where: { !$0.ranks.isEmpty || $0.facts.contains(.rfm) }) {
            lines.append("Ranks and ratings of customers are measured by what was counted over everybody last.")
        }
        if needs.contains(where: { !$0.predictions.isEmpty }) {
            lines.append("Predictions have no history.")
        }
        let names = Set(needs.flatMap(\.memberships)).subtracting(plan.segments.map(\.name)).sorted()
        if !names.isEmpty {
            let lists = names.map { "“\($0)”" }.joined(separator: ", ")
            lines.append("Membership of \(lists) goes by what is kept of joining and leaving.")
        }
        if !plan.segments.isEmpty {
            lines.append(
                "Segments are those of today, and whoever was in one when the stretch begins was in it before: they do not enter it."
            )
        }
        return lines
    }

    private static func triggers(of plan: BacktestPlan, _ report: BacktestReport) -> [String] {
        let names = Set(plan.draft.triggers)
        var lines: [String] = []
        let catalog = names.intersection(["Price Dropped", "Back in Stock", "Low Stock", "Inventory Changed"])
        if !catalog.isEmpty {
            let which = catalog.sorted().map { "“\($0)”" }.joined(separator: " and ")
            lines.append("Where no \(which) was recorded, nothing starts.")
        }
        if plan.draft.looksAtStock {
            lines.append(
                plan.shelves.isEmpty
                    ? "The catalog says nothing of prices and stock: everything counts as there to be bought."
                    : "Prices and stock are those that the catalog knew at the moment; before a product was in it, it counts as there to be bought."
            )
        }
        if names.contains("Flow Started") {
            lines.append("The flow starts where it was really started, by command or by another flow.")
        }
        if report.importedEvents > 0 {
            lines.append(
                "At least \(report.importedEvents) of \(report.events) events were imported: they are played as if they had come when they happened."
            )
        }
        if report.draft.journeys == 0 {
            lines.append(
                "Nobody would have entered: see why under what was not entered, or whether the store sends what starts the flow."
            )
        }
        return lines
    }

    private static func people(in report: BacktestReport) -> [String] {
        guard !report.takenAsToday.isEmpty else { return [] }
        let names = report.takenAsToday.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            .prefix(mostNames).map { "\($0.key) (of \($0.value == 1 ? "1 person" : "\($0.value) people"))" }.joined(
                separator: ", ")
        return ["These properties have no history and are taken as they are today: \(names)."]
    }

    private static func discounts(of plan: BacktestPlan) -> [String] {
        let unsaid = plan.draft.steps.compactMap { $0.kind as? CouponStep }.filter { $0.terms.takesOff == nil }
        guard !unsaid.isEmpty else { return [] }
        let names = Set(unsaid.map(\.pool)).sorted().map { "“\($0)”" }.joined(separator: ", ")
        return [
            "What the codes of \(names) take off an order is not said (takes off, in the coupon step): their discount is not counted."
        ]
    }

    private static func coupons(_ plan: BacktestPlan, _ report: BacktestReport) -> [String] {
        report.codesLeft.sorted { $0.key < $1.key }.compactMap { pool, left in
            if left == 0 { return "The pool “\(pool)” is empty today: the way of an empty pool is taken." }
            guard let day = report.runsDry(pool: pool) else { return nil }
            let date = CivilDate(dayNumber: day)
            return
                "The pool “\(pool)” with its \(left) codes would have run dry on \(date.text); from then on the report counts codes that were not there."
        }
    }

    /// Properties that one sentence names.
    private static let mostNames = 20
}

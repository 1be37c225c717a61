import Backtest
import Engine
import Pages
import Runtime
import Storage
import Values

extension Runtime.BacktestResult {
    /// People whose paths can be looked at, each once.
    var sampled: [ProfileKey] {
        var known: Set<ProfileKey> = []
        return BacktestSample.Kind.allCases.flatMap { report.samples.people[$0] ?? [] }.map(\.person)
            .filter { known.insert($0).inserted }
    }
}

extension Pages.BacktestResult {
    /// - Parameter step: whose messages are shown by day; what is no step that sends stands for all.
    init(
        _ result: Runtime.BacktestResult, _ detail: FlowDetail, _ names: [ProfileKey: String], step: String? = nil
    ) {
        let report = result.report
        let draft = report.draft
        let steps = report.steps(of: detail.flow)
        let chosen = steps.first { $0.id == step && $0.sent != nil }?.id
        self.init(
            from: report.from, until: report.until, version: Int(result.version), ranAt: result.ranAt,
            took: result.took,
            totals: Totals(
                people: report.people, entered: draft.peopleEntered, journeys: draft.journeys,
                written: draft.peopleWritten, messages: draft.messages, underWay: draft.underWay),
            perDay: report.messagesPerDay(of: chosen), step: chosen, steps: steps, rules: report.rules,
            collisions: report.collisions.sorted { $0.value.days > $1.value.days }.prefix(20).map {
                Collision(
                    flowID: $0.key, flowName: $0.key, people: $0.value.people, days: $0.value.days,
                    bothSent: $0.value.bothSent)
            },
            coupons: report.couponRows, distribution: report.distribution,
            goals: Goals(
                beforeAnyMessage: draft.goals.beforeAnyMessage, afterMessages: draft.goals.afterMessages,
                afterTheEnd: draft.goals.afterTheEnd),
            boughtAnyway: BoughtAnyway(
                people: draft.boughtAnyway.people, codes: draft.boughtAnyway.codes,
                ordered: draft.boughtAnyway.ordered.amounts, discount: draft.boughtAnyway.discounts.amounts),
            differences: report.differences, caveats: result.caveats,
            sample: result.sampled.prefix(40).compactMap { report.row(of: $0, name: names[$0]) })
    }
}

extension BacktestReport {
    /// Messages a day from the first day of the stretch to its last: those of a step, or all.
    fileprivate func messagesPerDay(of step: String?) -> [Int] {
        let (first, last) = (day(of: from), day(of: until))
        return (first...max(first, last)).map { day in
            let messages = draft.days[day]?.messages ?? [:]
            return step.map { messages[$0] ?? 0 } ?? messages.values.reduce(0, +)
        }
    }

    fileprivate func steps(of flow: Flow) -> [Pages.BacktestResult.Step] {
        let known = flow.steps.map(\.id)
        let ids = known + draft.steps.keys.filter { !known.contains($0) }.sorted()
        return ids.map { id in
            let step = draft.steps[id] ?? BacktestFigures.Step()
            let kind = flow.step(id: id)?.kind
            let sends = kind is SendStep
            return .init(
                id: id, sentence: kind?.sentence ?? id, begun: step.begun, sent: sends ? step.sent : nil,
                held: sends ? step.held : nil, refused: sends ? step.refused : nil)
        }
    }

    fileprivate var rules: [Pages.BacktestResult.Rule] {
        func rows(
            _ counts: [String: Int], _ effect: Pages.BacktestResult.Rule.Effect
        ) -> [Pages.BacktestResult.Rule] {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(15).map { .init(effect, $0.key, $0.value) }
        }
        return rows(draft.held, .held) + rows(draft.refused, .refused) + rows(draft.notEntered, .notEntered)
    }

    fileprivate var couponRows: [Pages.BacktestResult.Coupon] {
        draft.coupons.sorted { $0.key < $1.key }.map { pool, coupons in
            .init(
                pool: pool, spent: coupons.spent, left: codesLeft[pool] ?? 0, inVain: coupons.inVain,
                runsDry: runsDry(pool: pool).map { day in
                    zone.instant(LocalDateTime(date: CivilDate(dayNumber: day), millisecondOfDay: 0))
                })
        }
    }

    /// From here on numbers of messages stand together.
    private static let many = 8

    fileprivate var distribution: [Pages.BacktestResult.Share] {
        let most = BacktestReport.many
        return (0...most).compactMap { count in
            func people(_ counts: [Int: Int]) -> Int {
                count < most
                    ? counts[count] ?? 0 : counts.filter { $0.key >= most }.values.reduce(0, +)
            }
            let (own, all) = (people(draft.messagesPerPerson), people(draft.messagesPerPersonOfAll))
            return own + all == 0 ? nil : .init(messages: count, isOpen: count == most, people: own, peopleOfAll: all)
        }
    }

    fileprivate var differences: [Pages.BacktestResult.Difference] {
        guard let live else { return [] }
        return [
            .init(.entered, live: live.peopleEntered, draft: draft.peopleEntered),
            .init(.journeys, live: live.journeys, draft: draft.journeys),
            .init(.written, live: live.peopleWritten, draft: draft.peopleWritten),
            .init(.messages, live: live.messages, draft: draft.messages),
        ]
    }

    fileprivate func row(of key: ProfileKey, name: String?) -> Pages.BacktestResult.Sample? {
        let kinds = BacktestSample.Kind.allCases.filter { kind in
            samples.people[kind]?.contains { $0.person == key } ?? false
        }
        guard let sample = kinds.lazy.compactMap({ samples.people[$0]?.first { $0.person == key } }).first else {
            return nil
        }
        return .init(
            person: PersonName(id: PublicID.customer.text(key.rawValue), name: name), messages: sample.messages,
            outcome: kinds.map(\.words).joined(separator: ", "))
    }
}

extension BacktestSample.Kind {
    fileprivate var words: String {
        switch self {
        case .sent: "got a message"
        case .held: "was held"
        case .refused: "was refused"
        case .notEntered: "did not enter"
        case .metGoal: "met the goal"
        case .boughtAnyway: "bought anyway"
        case .gotCode: "got a code"
        case .collided: "had another flow's message that day"
        }
    }
}

extension [String: Number] {
    fileprivate var amounts: [MoneyAmount] {
        sorted { $0.key < $1.key }.compactMap { currency, number in
            number.minorUnits(digits: CurrencyDigits.of(currency)).map {
                MoneyAmount(minorUnits: $0, currency: currency)
            }
        }
    }
}

extension JourneyEntry {
    init(_ line: BacktestLine, _ flow: Flow) {
        let own = line.flow == flow.slug ? flow.step(id: line.step) : nil
        let kind = own.map { type(of: $0.kind) }
        let verdict: Verdict =
            switch line.kind {
            case .sent: .sent
            case .held: .held
            case .refused, .notEntered: .refused
            case .goal, .exit, .ended: .ended
            case .happened, .entered, .refreshed, .step, .coupon, .effect, .changed: .done
            }
        self.init(
            at: line.at, step: line.step, icon: kind?.icon ?? "dot", group: FlowStepGroup(keyword: kind?.keyword ?? ""),
            sentence: line.text, verdict: verdict, reason: line.flow == flow.slug || line.flow.isEmpty ? nil : line.flow
        )
    }
}

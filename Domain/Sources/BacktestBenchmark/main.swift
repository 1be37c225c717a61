import Backtest
import Engine
import ReadyFlows
import Simulation
import Values

// Plays the abandoned-cart flow over 90 days of people by chance, and prints how long it took.
//   swift run -c release --package-path Domain backtest-benchmark [people] [threads] [live]
// People are made chunk by chunk, outside of the time that is measured.

let arguments = CommandLine.arguments.dropFirst().map { Int($0) ?? 0 }
let count = arguments.first ?? 100_000
let threads = max(1, arguments.dropFirst().first ?? 1)
let isCompared = arguments.dropFirst(2).first == 1
let chunk = 5000

let flow = try FlowFile.read(ReadyFlows.named("abandoned-cart")!.text, version: 2)
let people = PastPeople(seed: 1, days: 90)
let backtest = Backtest(
    try BacktestPlan(
        draft: flow, live: isCompared ? [flow.numbered(1)] : [], pools: ["cart-rescue": 100_000], from: people.from,
        until: people.until))
let backtests = (0..<threads).map { _ in backtest.apart() }
var report = backtest.emptyReport
var time = Duration.zero
for start in stride(from: 0, to: count, by: chunk) {
    let persons = (start..<min(start + chunk, count)).map { number in
        let past = people.person(number)
        return BacktestPerson(
            key: past.key, identities: past.identities.map { BacktestPerson.Known($0, since: .distantPast) },
            ledger: past.ledger, events: past.events)
    }
    let begun = ContinuousClock.now
    let parts = await withTaskGroup(of: BacktestReport.self) { group in
        for (part, backtest) in backtests.enumerated() {
            group.addTask {
                var report = backtest.emptyReport
                for index in stride(from: part, to: persons.count, by: threads) {
                    report.add(backtest.run(persons[index]))
                }
                return report
            }
        }
        var parts: [BacktestReport] = []
        for await part in group { parts.append(part) }
        return parts
    }
    for part in parts { report.merge(part) }
    time += begun.duration(to: .now)
}
let draft = report.draft
print("\(report.people) people, \(report.events) events, \(draft.journeys) journeys, \(draft.messages) messages")
print("\(threads) thread(s): \(time)")

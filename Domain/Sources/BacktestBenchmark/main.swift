import Backtest
import Engine
import Foundation
import ReadyFlows
import Simulation
import Values

// Plays the abandoned-cart flow over 90 days of people by chance, and prints how long it took.
//   swift run -c release --package-path Domain backtest-benchmark [people] [threads] [live] [busy]
// `busy` as 1: people such as those of `cartwheel bench flows.backtest`, who get more than twice as many messages.
// People are made chunk by chunk, outside of the time that is measured. Beside the time on the clock it prints that of the
// processor, which other programs on the machine change less.

/// Of the calling thread, in seconds.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let arguments = CommandLine.arguments.dropFirst().map { Int($0) ?? 0 }
let count = arguments.first ?? 100_000
let threads = max(1, arguments.dropFirst().first ?? 1)
let isCompared = arguments.dropFirst(2).first == 1
let isBusy = arguments.dropFirst(3).first == 1
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
var processor = [Double](repeating: 0, count: threads)
for start in stride(from: 0, to: count, by: chunk) {
    let persons = (start..<min(start + chunk, count)).map { number in
        let past = isBusy ? people.busyPerson(number) : people.person(number)
        return BacktestPerson(
            key: past.key, identities: past.identities.map { BacktestPerson.Known($0, since: .distantPast) },
            ledger: past.ledger, events: past.events)
    }
    let begun = ContinuousClock.now
    let parts = await withTaskGroup(of: (Int, BacktestReport, Double).self) { group in
        for (part, backtest) in backtests.enumerated() {
            group.addTask {
                let begun = processorTime()
                var report = backtest.emptyReport
                for index in stride(from: part, to: persons.count, by: threads) {
                    report.add(backtest.run(persons[index]))
                }
                return (part, report, processorTime() - begun)
            }
        }
        var parts: [(Int, BacktestReport, Double)] = []
        for await part in group { parts.append(part) }
        return parts
    }
    for (part, partial, seconds) in parts {
        report.merge(partial)
        processor[part] += seconds
    }
    time += begun.duration(to: .now)
}
let draft = report.draft
print("\(report.people) people, \(report.events) events, \(draft.journeys) journeys, \(draft.messages) messages")
print(
    "\(threads) thread(s): \(time), of the processor in each thread \(processor.map { ($0 * 100).rounded() / 100 }) seconds"
)

import Testing
import Values

@testable import Engine

/// The group against a database that fails at random, on a virtual clock.
@Suite("Group commit's books")
struct IntakeGroupBooksTests {
    @Test(
        "every request is answered once, and every event of an acknowledged one is stored or rejected, once",
        arguments: 0..<60 as Range<UInt64>)
    func books(seed: UInt64) {
        var run = Run(seed: seed)
        run.play(requests: 120)
        let comment = Comment(rawValue: "seed \(seed)")
        #expect(run.answers.count == 120, comment)
        #expect(run.answers.values.allSatisfy { $0 == 1 }, comment)
        #expect(run.isDrained, comment)
        #expect(run.acknowledged.count > 10, comment)
        for (request, names) in run.sent where run.acknowledged[request] != nil {
            let poisoned = names.filter { run.database.poisoned.contains($0) }
            #expect(run.acknowledged[request] == poisoned.count, comment)
            #expect(Set(names).subtracting(poisoned).isSubset(of: run.database.stored), comment)
        }
        let notes = run.database.rejected.filter { $0.rule == "refused_by_storage" }.map {
            $0.reason.split(separator: " ")[0]
        }
        #expect(Set(notes).count == notes.count || run.connectionsLost > 0, comment)
        #expect(run.database.stored.isDisjoint(with: run.database.poisoned), comment)
        #expect(run.tooMany == 0, comment)
    }

    struct Run {
        var random: SeededRandom
        var group = IntakeGroup()
        var database = FakeDatabase(poisoned: [])
        var clock = IntakeSample.received
        var sent: [Int64: [String]] = [:]
        var answers: [Int64: Int] = [:]
        var acknowledged: [Int64: Int] = [:]
        var underWay: [IntakeGroup.Batch] = []
        var wakeAt: Instant?
        var isDrained = false
        var tooMany = 0
        var connectionsLost = 0

        init(seed: UInt64) {
            random = SeededRandom(seed: seed)
            group.limits.commitsAtOnce = Int.random(in: 1...3, using: &random)
            group.limits.enoughRows = Int.random(in: 1...20, using: &random)
            group.limits.largestCommit = Int.random(in: 1...40, using: &random)
            group.limits.waitingRows = Int.random(in: 20...200, using: &random)
        }

        mutating func play(requests: Int64) {
            var next: Int64 = 1
            var steps = 0
            while answers.count < Int(requests) || !isDrained {
                steps += 1
                if steps > 100_000 { return }
                clock = clock + TimeSpan(milliseconds: Int64.random(in: 0...4, using: &random))
                if next <= requests, random.chance(0.5) {
                    feed(.request(request(next)))
                    next += 1
                } else if !underWay.isEmpty, random.chance(0.5) {
                    answerDatabase()
                } else if next > requests, !isDrained, random.chance(0.1) {
                    feed(.drain)
                } else if let moment = wakeAt {
                    clock = max(clock, moment)
                    wakeAt = nil
                    feed(.tick)
                }
            }
        }

        mutating func request(_ id: Int64) -> IntakeGroup.Request {
            let names = (0..<Int.random(in: 0...6, using: &random)).map { "e\(id).\($0)" }
            sent[id] = names
            for name in names where random.chance(0.03) { database.poisoned.insert(name) }
            return IntakeGroup.Request(
                id: .init(rawValue: id), source: "backend", events: names.map(IntakeGroupTests.event))
        }

        mutating func answerDatabase() {
            let batch = underWay.remove(at: Int.random(in: 0..<underWay.count, using: &random))
            let chance = random.unit()
            if chance < 0.15 {
                connectionsLost += 1
                // The ambiguous half: it may have been stored all the same.
                if random.chance(0.5) { _ = database.takes(batch) }
                feed(.failed(batch.id, .connectionLost))
            } else if chance < 0.18 {
                feed(.failed(batch.id, .diskFull))
            } else if database.takes(batch) {
                feed(.committed(batch.id))
            } else {
                feed(.failed(batch.id, .badData("poisoned")))
            }
        }

        mutating func feed(_ input: IntakeGroup.Input) {
            for action in group.handle(input, now: clock) {
                switch action {
                case .commit(let batch):
                    underWay.append(batch)
                    if underWay.count > group.limits.commitsAtOnce { tooMany += 1 }
                case .acknowledge(let requests):
                    for answer in requests {
                        answers[answer.request.rawValue, default: 0] += 1
                        acknowledged[answer.request.rawValue] = answer.refused.count
                    }
                case .refuse(let requests, _):
                    for request in requests { answers[request.rawValue, default: 0] += 1 }
                case .wake(let moment): wakeAt = moment
                case .drained: isDrained = true
                }
            }
        }
    }
}

import Testing
import Values

@testable import Engine

@Suite("The worker of buckets")
struct BucketWorkerTests {
    static let leases = [0, 1].map { Lease(range: BucketRange(index: $0), epoch: 1) }

    func moment(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }
    func nextRun(_ actions: [BucketWorker.Action]) -> BucketWorker.Run? {
        for case .run(let run) in actions { return run }
        return nil
    }

    func item(_ number: Int64) -> WorkItem {
        WorkItem(dueAt: WorkItem.firstInLine, kind: .event, id: number, subject: IdentityKey(rawValue: number))
    }

    @Test("it runs as soon as it has leases, and sleeps until the next item is due")
    func sleep() throws {
        var worker = BucketWorker()
        #expect(worker.handle(.tick, now: moment(0)).isEmpty)
        let run = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(1))))
        #expect(run.leases == Self.leases)
        let actions = worker.handle(.ran(run.id, .init(taken: 3, nextDue: moment(200))), now: moment(10))
        #expect(actions == [.wake(at: moment(200))])
        #expect(nextRun(worker.handle(.tick, now: moment(200))) != nil)
    }

    @Test("a nudge wakes it, and one that comes during a run is not forgotten")
    func nudges() throws {
        var worker = BucketWorker()
        let first = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(0))))
        #expect(worker.handle(.nudge, now: moment(1)).isEmpty)
        let second = try #require(nextRun(worker.handle(.ran(first.id, .init(taken: 0, nextDue: nil)), now: moment(2))))
        #expect(nextRun(worker.handle(.ran(second.id, .init(taken: 0, nextDue: nil)), now: moment(3))) == nil)
        #expect(nextRun(worker.handle(.nudge, now: moment(4))) != nil)
    }

    @Test("full and quick runs make larger batches, slow ones smaller")
    func adaption() throws {
        var worker = BucketWorker()
        var current = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(0))))
        var now: Int64 = 0
        for _ in 0..<20 {
            now += 5
            let done = BucketWorker.Input.ran(current.id, .init(taken: current.limit, nextDue: nil))
            current = try #require(nextRun(worker.handle(done, now: moment(now))))
        }
        #expect(current.limit == worker.limits.largestBatch)
        now += 500
        let done = BucketWorker.Input.ran(current.id, .init(taken: current.limit, nextDue: nil))
        #expect(try #require(nextRun(worker.handle(done, now: moment(now)))).limit < worker.limits.largestBatch)
    }

    @Test("waiting for the writer makes no batch smaller: only what held it does")
    func adaptionWithoutWaiting() throws {
        var worker = BucketWorker()
        let first = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(0))))
        let quick = BucketWorker.Input.ran(
            first.id, .init(taken: first.limit, nextDue: nil, spent: TimeSpan(milliseconds: 5)))
        let second = try #require(nextRun(worker.handle(quick, now: moment(900))))
        #expect(second.limit > first.limit)
        let slow = BucketWorker.Input.ran(
            second.id, .init(taken: second.limit, nextDue: nil, spent: TimeSpan(milliseconds: 500)))
        #expect(try #require(nextRun(worker.handle(slow, now: moment(901)))).limit < second.limit)
    }

    @Test("while events wait to be taken in it leaves them the processor, and goes on however long that lasts")
    func pressure() throws {
        var worker = BucketWorker()
        let first = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(0))))
        let pressed = BucketWorker.Result(taken: first.limit, nextDue: nil, isPressed: true)
        #expect(worker.handle(.ran(first.id, pressed), now: moment(40)) == [.wake(at: moment(50))])
        #expect(worker.handle(.nudge, now: moment(45)) == [.wake(at: moment(55))])
        #expect(worker.handle(.tick, now: moment(155)) == [.wake(at: moment(160))])
        let second = try #require(nextRun(worker.handle(.tick, now: moment(160))))
        // A flood: runs become shorter, and however long one took, the rest after it has an end.
        #expect(worker.handle(.ran(second.id, pressed), now: moment(1_160)) == [.wake(at: moment(1_170))])
        let third = try #require(nextRun(worker.handle(.tick, now: moment(1_360))))
        #expect(third.limit < second.limit)
        let free = BucketWorker.Result(taken: third.limit, nextDue: nil)
        #expect(nextRun(worker.handle(.ran(third.id, free), now: moment(1_400))) != nil)
    }

    @Test("once no events wait any more it goes on at once")
    func relief() throws {
        var worker = BucketWorker()
        let first = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(0))))
        let pressed = BucketWorker.Result(taken: first.limit, nextDue: nil, isPressed: true)
        #expect(worker.handle(.ran(first.id, pressed), now: moment(30)) == [.wake(at: moment(40))])
        #expect(nextRun(worker.handle(.relieved, now: moment(40)))?.limit == first.limit)
    }

    @Test("one poisoned item is found by halving and set aside, and everybody else's work is done", arguments: 0..<20)
    func poison(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var queue = (0..<Int64(300)).map(item)
        let poisoned = Set((0..<3).map { _ in Int64.random(in: 0..<300, using: &random) })
        var put: Set<Int64> = []
        var worker = BucketWorker()
        var actions = worker.handle(.hold(Self.leases), now: moment(0))
        for step in 1..<2_000 where !queue.isEmpty {
            let now = moment(Int64(step) * 10)
            if let run = nextRun(actions) {
                let taken = Array(queue.prefix(run.limit))
                if taken.contains(where: { poisoned.contains($0.id) }) {
                    actions = worker.handle(.failed(run.id, .badData("NUL in text", items: taken)), now: now)
                } else {
                    queue.removeFirst(taken.count)
                    actions = worker.handle(.ran(run.id, .init(taken: taken.count, nextDue: nil)), now: now)
                }
            } else if case .setAside(let work)? = actions.last {
                #expect(work.again.dueAt == now - .milliseconds(10) + .hours(1))
                put.insert(work.item.id)
                queue.removeAll { $0 == work.item }
                actions = worker.handle(.setAside, now: now)
            } else {
                actions = worker.handle(.tick, now: now)
            }
        }
        #expect(queue.isEmpty)
        #expect(put == poisoned)
    }

    @Test("lost leases are not worked on, and what was cached of them is forgotten")
    func lostLeases() throws {
        var worker = BucketWorker()
        let first = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(0))))
        let actions = worker.handle(.failed(first.id, .leasesLost([BucketRange(index: 0)])), now: moment(1))
        #expect(actions.contains(.dropCache(.ranges([BucketRange(index: 0)]))))
        #expect(nextRun(actions)?.leases == [Self.leases[1]])
    }

    @Test("a range that was lost and came back during a run is worked on")
    func leaseComesBack() throws {
        var worker = BucketWorker()
        let first = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(0))))
        let again = [Lease(range: BucketRange(index: 0), epoch: 3), Self.leases[1]]
        #expect(nextRun(worker.handle(.hold(again), now: moment(1))) == nil)
        let actions = worker.handle(.failed(first.id, .leasesLost([BucketRange(index: 0)])), now: moment(2))
        #expect(nextRun(actions)?.leases == again)
    }

    @Test("a lost connection is tried again ever more slowly, a nudge notwithstanding")
    func backOff() throws {
        var worker = BucketWorker()
        var actions = worker.handle(.hold(Self.leases), now: moment(0))
        var pauses: [Int64] = []
        var now: Int64 = 0
        for _ in 0..<9 {
            let run = try #require(nextRun(actions))
            actions = worker.handle(.failed(run.id, .connectionLost), now: moment(now))
            #expect(actions.first == .dropCache(.all))
            guard case .wake(let at)? = actions.last else {
                Issue.record("no pause")
                return
            }
            #expect(nextRun(worker.handle(.nudge, now: moment(now))) == nil)
            pauses.append(at.milliseconds - now)
            now = at.milliseconds
            actions = worker.handle(.tick, now: at)
        }
        #expect(pauses == [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000])
    }

    @Test("draining finishes the run under way and begins no other")
    func drain() throws {
        var worker = BucketWorker()
        let first = try #require(nextRun(worker.handle(.hold(Self.leases), now: moment(0))))
        #expect(worker.handle(.drain, now: moment(1)).isEmpty)
        let done = BucketWorker.Input.ran(first.id, .init(taken: first.limit, nextDue: nil))
        #expect(worker.handle(done, now: moment(2)) == [.drained])
        #expect(worker.handle(.nudge, now: moment(3)).isEmpty)
    }
}

extension TimeSpan {
    static func milliseconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count) }
}

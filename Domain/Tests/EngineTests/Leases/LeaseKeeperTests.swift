import Testing
import Values

@testable import Engine

@Suite("The keeper of leases")
struct LeaseKeeperTests {
    static let leases = [0, 1, 2].map { Lease(range: BucketRange(index: $0), epoch: 7) }

    func moment(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

    func holding() -> LeaseKeeper {
        var keeper = LeaseKeeper()
        _ = keeper.handle(.tick, now: moment(0))
        _ = keeper.handle(.renewed(attempt: 1, Self.leases), now: moment(10))
        return keeper
    }

    @Test("it asks at once when it starts, and tells of what it was given")
    func start() {
        var keeper = LeaseKeeper()
        #expect(keeper.handle(.tick, now: moment(0)) == [.renew(attempt: 1), .wake(at: moment(1_500))])
        #expect(
            keeper.handle(.renewed(attempt: 1, Self.leases), now: moment(10))
                == [.hold(Self.leases), .wake(at: moment(500))])
    }

    @Test("it renews in good time, and says nothing while nothing changes")
    func renewal() {
        var keeper = holding()
        #expect(keeper.handle(.tick, now: moment(500)).first == .renew(attempt: 2))
        #expect(
            keeper.handle(.renewed(attempt: 2, Self.leases), now: moment(510)) == [.wake(at: moment(1_000))])
    }

    @Test("what it could not renew it drops before anybody else may take it")
    func expiry() {
        var keeper = holding()
        var now: Int64 = 500
        var droppedAt: Int64?
        while droppedAt == nil, now < 10_000 {
            for action in keeper.handle(.tick, now: moment(now)) {
                if case .renew(let attempt) = action { _ = keeper.handle(.failed(attempt: attempt), now: moment(now)) }
                if action == .hold([]) { droppedAt = now }
            }
            now += 10
        }
        // Asked for at 0, so that others may take them from 4,000 on.
        #expect(droppedAt == 3_500)
        #expect(keeper.leases.isEmpty)
    }

    @Test("a process that stood still drops its leases before it does anything else")
    func pause() {
        var keeper = holding()
        #expect(keeper.handle(.tick, now: moment(60_000)).first == .hold([]))
    }

    @Test("an answer that comes after the leases have run out is not believed")
    func lateAnswer() {
        var keeper = LeaseKeeper()
        _ = keeper.handle(.tick, now: moment(0))
        let actions = keeper.handle(.renewed(attempt: 1, Self.leases), now: moment(3_600))
        #expect(!actions.contains(.hold(Self.leases)))
        #expect(keeper.leases.isEmpty)
    }

    @Test("an answer to an earlier attempt is not taken for that to the later one")
    func staleAnswer() {
        var keeper = LeaseKeeper()
        _ = keeper.handle(.tick, now: moment(0))
        #expect(keeper.handle(.tick, now: moment(1_500)).first == .renew(attempt: 2))
        _ = keeper.handle(.renewed(attempt: 1, Self.leases), now: moment(1_600))
        #expect(keeper.leases.isEmpty)
        _ = keeper.handle(.renewed(attempt: 2, Self.leases), now: moment(1_700))
        #expect(keeper.leases == Self.leases)
    }

    @Test("when it stops it gives everything up")
    func drain() {
        var keeper = holding()
        #expect(keeper.handle(.drain, now: moment(100)) == [.hold([]), .leave])
        #expect(keeper.handle(.left, now: moment(110)) == [.drained])
        #expect(keeper.handle(.tick, now: moment(5_000)).isEmpty)
    }
}

import Testing
import Values

@testable import Engine

@Suite("Group commit")
struct IntakeGroupTests {
    static let start = IntakeSample.received

    static func at(_ milliseconds: Int64) -> Instant { start + TimeSpan(milliseconds: milliseconds) }

    static func event(_ name: String) -> IncomingEvent {
        IncomingEvent(
            identity: Identity(.user, "u1")!, call: .track, name: name, occurredAt: start, receivedAt: start,
            authority: .server, properties: Array("{}".utf8), envelope: Envelope(messageID: name))
    }

    static func request(_ id: Int64, _ names: String...) -> IntakeGroup.Input {
        .request(
            IntakeGroup.Request(
                id: IntakeGroup.RequestID(rawValue: id), source: "backend", events: names.map(event)))
    }

    @Test("rows wait for company no longer than patience allows")
    func patience() {
        var group = IntakeGroup()
        #expect(group.handle(Self.request(1, "a"), now: Self.at(0)).described == ["wake at 5"])
        #expect(group.handle(Self.request(2, "b"), now: Self.at(3)).described == ["wake at 5"])
        #expect(group.handle(.tick, now: Self.at(5)).described == ["commit 1: a b"])
        #expect(group.handle(.tick, now: Self.at(50)).described == [])
        #expect(group.handle(.committed(.init(rawValue: 1)), now: Self.at(60)).described == ["acknowledge 1 2"])
        #expect(group.rowsUnderWay == 0)
    }

    @Test("enough rows are committed at once, and what arrives meanwhile goes with the next commit")
    func enough() {
        var group = IntakeGroup()
        group.limits.commitsAtOnce = 1
        group.limits.enoughRows = 2
        #expect(group.handle(Self.request(1, "a", "b"), now: Self.at(0)).described == ["commit 1: a b"])
        #expect(group.handle(Self.request(2, "c"), now: Self.at(1)).described == [])
        #expect(group.handle(Self.request(3, "d"), now: Self.at(2)).described == [])
        #expect(
            group.handle(.committed(.init(rawValue: 1)), now: Self.at(3)).described
                == ["acknowledge 1", "commit 2: c d"])
    }

    @Test("behind a commit that is being written the next is made ready, once it is worth it")
    func ready() {
        var group = IntakeGroup()
        group.limits.enoughRows = 1
        #expect(group.handle(Self.request(1, "a", "b", "c", "d"), now: Self.at(0)).described == ["commit 1: a b c d"])
        #expect(group.handle(Self.request(2, "e"), now: Self.at(1)).described == [])
        #expect(group.handle(Self.request(3, "f"), now: Self.at(2)).described == ["commit 2: e f"])
        #expect(group.handle(Self.request(4, "g", "h", "i"), now: Self.at(3)).described == [])
        #expect(
            group.handle(.committed(.init(rawValue: 1)), now: Self.at(4)).described
                == ["acknowledge 1", "commit 3: g h i"])
        #expect(group.handle(.committed(.init(rawValue: 3)), now: Self.at(5)).described == ["acknowledge 4"])
        #expect(group.handle(.committed(.init(rawValue: 2)), now: Self.at(6)).described == ["acknowledge 2 3"])
    }

    @Test("while the database cannot be reached nothing new is sent to it")
    func unreachable() {
        var group = IntakeGroup()
        group.limits.enoughRows = 1
        #expect(group.handle(Self.request(1, "a"), now: Self.at(0)).described == ["commit 1: a"])
        #expect(group.handle(Self.request(2, "b"), now: Self.at(1)).described == ["commit 2: b"])
        #expect(
            group.handle(.failed(.init(rawValue: 1), .connectionLost), now: Self.at(2)).described == ["wake at 52"])
        #expect(group.handle(Self.request(3, "c"), now: Self.at(3)).described == ["wake at 52"])
        #expect(
            group.handle(.failed(.init(rawValue: 2), .connectionLost), now: Self.at(4)).described == ["wake at 52"])
        #expect(group.handle(.tick, now: Self.at(54)).described == ["commit 3: a", "commit 4: b"])
    }

    @Test("a request larger than one commit goes whole, alone")
    func large() {
        var group = IntakeGroup()
        group.limits.largestCommit = 2
        group.limits.enoughRows = 100
        _ = group.handle(Self.request(1, "a", "b", "c"), now: Self.at(0))
        _ = group.handle(Self.request(2, "d"), now: Self.at(0))
        #expect(group.handle(.tick, now: Self.at(5)).described == ["commit 1: a b c"])
    }

    @Test("a poisoned event is found by halving, goes to the rejected ones, and its neighbours are stored")
    func poison() {
        var group = IntakeGroup()
        group.limits.commitsAtOnce = 1
        _ = group.handle(Self.request(1, "a", "b"), now: Self.at(0))
        _ = group.handle(Self.request(2, "bad", "c"), now: Self.at(0))
        #expect(group.handle(.tick, now: Self.at(5)).described == ["commit 1: a b bad c"])
        var database = FakeDatabase(poisoned: ["bad"])
        var lines: [String] = []
        var refused: [RejectedEvent] = []
        var next: Int64 = 1
        var answer = IntakeGroup.Failure.badData("no such text")
        var input = IntakeGroup.Input.failed(.init(rawValue: next), answer)
        while true {
            let actions = group.handle(input, now: Self.at(6))
            lines += actions.described
            for case .acknowledge(let answers) in actions { refused += answers.flatMap(\.refused) }
            guard let batch = actions.batch else { break }
            next = batch.id.rawValue
            if database.takes(batch) {
                input = .committed(batch.id)
            } else {
                answer = .badData("no such text")
                input = .failed(batch.id, answer)
            }
        }
        #expect(
            lines == [
                "commit 2: a b", "acknowledge 1", "commit 3: bad c", "commit 4: bad", "commit 5: !refused_by_storage",
                "commit 6: c", "acknowledge 2(1)",
            ])
        let reason = "bad of user id was refused by the database: no such text"
        #expect(database.rejected.map(\.reason) == [reason])
        #expect(refused.map(\.rule) == ["refused_by_storage"])
        #expect(refused.map(\.reason) == [reason], "who sent it is told the same")
    }

    @Test("an ambiguous commit is tried again whole, ever later, until clients are told")
    func ambiguous() {
        var group = IntakeGroup()
        _ = group.handle(Self.request(1, "a"), now: Self.at(0))
        #expect(group.handle(.tick, now: Self.at(5)).described == ["commit 1: a"])
        #expect(
            group.handle(.failed(.init(rawValue: 1), .connectionLost), now: Self.at(10)).described == ["wake at 60"])
        #expect(group.handle(Self.request(2, "b"), now: Self.at(20)).described == ["wake at 60"])
        #expect(group.handle(.tick, now: Self.at(60)).described == ["commit 2: a"])
        #expect(group.handle(.committed(.init(rawValue: 1)), now: Self.at(61)).described == [])
        #expect(
            group.handle(.failed(.init(rawValue: 2), .connectionLost), now: Self.at(70)).described == ["wake at 170"])
        #expect(group.handle(.tick, now: Self.at(170)).described == ["commit 3: a"])
        #expect(
            group.handle(.failed(.init(rawValue: 3), .connectionLost), now: Self.at(10_020)).described
                == ["refuse 1 storageUnavailable", "refuse 2 storageUnavailable"])
    }

    @Test("a full disk refuses the batch's requests and the next batch tries anew")
    func diskFull() {
        var group = IntakeGroup()
        _ = group.handle(Self.request(1, "a"), now: Self.at(0))
        _ = group.handle(.tick, now: Self.at(5))
        _ = group.handle(Self.request(2, "b"), now: Self.at(6))
        #expect(
            group.handle(.failed(.init(rawValue: 1), .diskFull), now: Self.at(20)).described
                == ["refuse 1 diskFull", "commit 2: b"])
        #expect(IntakeGroup.Refusal.diskFull.status == 507)
    }

    @Test("a full queue refuses, and takes again once there is room")
    func backPressure() {
        var group = IntakeGroup()
        group.limits.commitsAtOnce = 1
        group.limits.waitingRows = 2
        group.limits.enoughRows = 1
        #expect(group.handle(Self.request(1, "a"), now: Self.at(0)).described == ["commit 1: a"])
        _ = group.handle(Self.request(2, "b", "c"), now: Self.at(1))
        #expect(group.handle(Self.request(3, "d"), now: Self.at(2)).described == ["refuse 3 busy"])
        #expect(
            group.handle(.committed(.init(rawValue: 1)), now: Self.at(3)).described
                == ["acknowledge 1", "commit 2: b c"])
        #expect(group.handle(Self.request(4, "e"), now: Self.at(4)).described == [])
    }

    @Test("draining commits what waits at once, takes nothing new and says when it is done")
    func drain() {
        var group = IntakeGroup()
        _ = group.handle(Self.request(1, "a"), now: Self.at(0))
        #expect(group.handle(.drain, now: Self.at(1)).described == ["commit 1: a"])
        #expect(group.handle(Self.request(2, "b"), now: Self.at(2)).described == ["refuse 2 shuttingDown"])
        #expect(
            group.handle(.committed(.init(rawValue: 1)), now: Self.at(3)).described == ["acknowledge 1", "drained"])
    }

    @Test("a request without rows is answered at once")
    func empty() {
        var group = IntakeGroup()
        #expect(group.handle(Self.request(1), now: Self.at(0)).described == ["acknowledge 1"])
    }
}

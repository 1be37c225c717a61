import Testing
import Values

@testable import Engine

@Suite("The worker of delivery")
struct DeliveryWorkerTests {
    @Test("a ready message is handed over once, and its person is told that it was sent")
    func once() {
        var driver = DeliveryDriver()
        driver.add(1)
        driver.start()
        driver.pass(.milliseconds(20))
        #expect(driver.seen == [1])
        driver.answer(1, .accepted(response: "250 ok"))
        driver.pass(.seconds(5))
        #expect(driver.seen == [1])
        #expect(driver.states[1]!.state == .sent)
        #expect(
            driver.scheduled.map { Command(payload: $0.payload) } == [
                .receipt(.init(kind: .sent, message: 1, channel: .email, at: Instant(milliseconds: 20), flow: "flow"))
            ])
    }

    @Test("no more messages are on their way than there are connections")
    func bounded() {
        var driver = DeliveryDriver()
        for id in 1...10 { driver.add(Int64(id)) }
        driver.start()
        driver.pass(.seconds(1))
        #expect(driver.inFlight.count == 4)
        driver.answer(2, .accepted(response: ""))
        driver.pass(.seconds(1))
        #expect(driver.inFlight.count == 4)
        #expect(driver.seen.count == 5)
    }

    @Test("what a look at the database left behind follows at once, not with the next look half a second later")
    func leftBehind() {
        var driver = DeliveryDriver()
        driver.share = 3
        for id in 1...30 { driver.add(Int64(id)) }
        driver.start()
        while driver.now < Instant(milliseconds: 250) {
            driver.pass(.milliseconds(10))
            for id in driver.inFlight { driver.answer(id, .accepted(response: "")) }
        }
        #expect(driver.seen == Array(1...30))
    }

    @Test("every message is named once, before its turn, so that it can be composed ahead")
    func expected() {
        var driver = DeliveryDriver()
        for id in 1...10 { driver.add(Int64(id)) }
        driver.start()
        driver.pass(.milliseconds(20))
        #expect(driver.expected == Array(1...10))
        #expect(driver.seen.count == 4)
        for id in driver.inFlight { driver.answer(id, .accepted(response: "")) }
        driver.pass(.seconds(1))
        #expect(driver.expected == Array(1...10))
    }

    @Test("marketing of which nobody knows whether it arrived is not sent again, transactional is")
    func unknown() {
        var driver = DeliveryDriver()
        driver.add(1, .marketing)
        driver.add(2, .transactional)
        driver.start()
        driver.pass(.milliseconds(20))
        driver.answer(1, .unknown(reason: "the connection broke"))
        driver.answer(2, .unknown(reason: "the connection broke"))
        driver.pass(.seconds(10))
        #expect(driver.seen == [1, 2, 2])
        #expect(driver.states[1]!.state == .unknown)
    }

    @Test("marketing that was refused for now goes before policy again, transactional keeps its clearance")
    func refusedForNow() throws {
        var driver = DeliveryDriver()
        driver.add(1, .marketing)
        driver.add(2, .transactional)
        driver.start()
        driver.pass(.milliseconds(20))
        driver.answer(1, .refusedForNow(reason: "450 later"))
        driver.answer(2, .refusedForNow(reason: "450 later"))
        #expect(driver.states[1]!.state == .held)
        #expect(driver.states[2]!.state == .ready)
        let work = try #require(driver.scheduled.first)
        #expect(work.kind == .messageDue && work.id == 1)
        #expect((7_500...22_520).contains(work.dueAt.milliseconds))
        driver.pass(.minutes(2))
        #expect(driver.seen == [1, 2, 2])
    }

    @Test("attempts are bounded, and each is visible")
    func attempts() {
        var driver = DeliveryDriver()
        driver.worker.limits.poll = .hours(8)
        driver.worker.limits.askAgainEvery = .hours(8)
        driver.add(1, .transactional)
        driver.start()
        for _ in 0..<20 {
            driver.pass(.hours(7))
            for id in driver.inFlight { driver.answer(id, .refusedForNow(reason: "450 later")) }
        }
        #expect(driver.states[1]!.state == .failed)
        #expect(driver.settled.map(\.attempt) == Array(1...8))
        #expect(driver.settled.last?.reason == "Given up after 8 attempts: 450 later")
    }

    @Test("a bad address bounces, a refused sender fails; each is told to its person")
    func refusedForGood() {
        var driver = DeliveryDriver()
        driver.add(1)
        driver.add(2)
        driver.start()
        driver.pass(.milliseconds(20))
        driver.answer(1, .refusedForGood(reason: "550 no such user", isAddressBad: true))
        driver.answer(2, .refusedForGood(reason: "554 you", isAddressBad: false))
        #expect(driver.states[1]!.state == .bounced)
        #expect(driver.states[2]!.state == .failed)
        let told = driver.scheduled.compactMap { Command(payload: $0.payload) }
        #expect(told.count == 2 && told.contains(.undelivered(message: 2)))
    }

    @Test("a clearance that lapses while the message waits for room sends it back to policy")
    func lapse() {
        var driver = DeliveryDriver()
        for id in 1...6 { driver.add(Int64(id)) }
        driver.start()
        driver.pass(.seconds(31))
        for id in driver.inFlight { driver.answer(id, .accepted(response: "")) }
        driver.pass(.seconds(1))
        #expect(driver.seen == [1, 2, 3, 4])
        let asked = driver.scheduled.compactMap { Command(payload: $0.payload) }
        #expect(asked.contains(.clearAgain(message: 5)) && asked.contains(.clearAgain(message: 6)))
    }

    @Test("a commit of sending that is lost, or not known to be, hands nothing over and loses nothing")
    func lostCommits() {
        for fate in [DeliveryDriver.CommitFate.lost, .ambiguous] {
            var driver = DeliveryDriver()
            driver.add(1, .transactional)
            driver.nextCommit = fate
            driver.start()
            driver.pass(.milliseconds(20))
            #expect(driver.seen.isEmpty)
            driver.pass(.seconds(5))
            #expect(driver.seen == [1])
        }
    }

    @Test("a range that was lost and came back while the database was asked is delivered for")
    func leaseComesBack() throws {
        var worker = DeliveryDriver().worker
        let leases = [1, 3].map { Lease(range: BucketRange(index: 0), epoch: $0) }
        func recovery(_ actions: [DeliveryWorker.Action]) -> (ticket: DeliveryWorker.Ticket, leases: [Lease])? {
            for case .recover(let ticket, let leases) in actions { return (ticket, leases) }
            return nil
        }
        let now = Instant(milliseconds: 0)
        let first = try #require(recovery(worker.handle(.hold([leases[0]]), now: now)))
        #expect(recovery(worker.handle(.hold([leases[1]]), now: now)) == nil)
        let second = recovery(worker.handle(.failed(first.ticket, .leasesLost([leases[0].range])), now: now))
        #expect(second?.leases == [leases[1]])
    }

    @Test("draining finishes what is on its way and begins nothing")
    func drain() {
        var driver = DeliveryDriver()
        for id in 1...10 { driver.add(Int64(id)) }
        driver.start()
        driver.pass(.milliseconds(20))
        driver.send(.drain)
        #expect(!driver.isDrained)
        for id in driver.inFlight { driver.answer(id, .accepted(response: "")) }
        #expect(driver.isDrained)
        #expect(driver.seen.count == 4)
    }

    @Test("what a crash of the database took of a moment ago is recorded again, and nobody gets anything twice")
    func forgotten() {
        var driver = DeliveryDriver()
        driver.add(1, .marketing)
        driver.add(2, .transactional)
        driver.start()
        driver.pass(.milliseconds(20))
        for id in [1, 2] as [Int64] { driver.answer(id, .accepted(response: "250 ok")) }
        for id in [1, 2] as [Int64] { driver.forget(id) }
        driver.send(.databaseReturned)
        driver.pass(.seconds(5))
        #expect(driver.states[1]!.state == .sent && driver.states[2]!.state == .sent)
        #expect(driver.seen == [1, 2])
    }

    @Test("what is on its way while the database crashes is settled by its answer alone")
    func crashOnTheWay() {
        var driver = DeliveryDriver()
        driver.add(1, .marketing)
        driver.start()
        driver.pass(.milliseconds(20))
        driver.send(.databaseReturned)
        driver.pass(.seconds(5))
        #expect(driver.states[1]!.state == .sending)
        driver.answer(1, .accepted(response: "250 ok"))
        driver.pass(.seconds(5))
        #expect(driver.states[1]!.state == .sent && driver.seen == [1])
    }

    @Test("a message that was to be tried again, of which a crash of the database left `sending`, is tried again")
    func retryForgotten() {
        var driver = DeliveryDriver()
        driver.add(1, .transactional)
        driver.start()
        driver.pass(.milliseconds(20))
        driver.answer(1, .refusedForNow(reason: "busy"))
        driver.forget(1)
        driver.send(.databaseReturned)
        driver.pass(.seconds(5))
        #expect(driver.seen == [1, 1])
    }
}

import Testing
import Values

@testable import Engine

@Suite("Providers of a channel")
struct DeliveryProvidersTests {
    @Test("a provider that cannot be reached is left alone, tried with one message, and used again when it answers")
    func breaker() {
        var driver = DeliveryDriver()
        for id in 1...30 { driver.add(Int64(id), .transactional) }
        driver.start()
        for _ in 0..<40 {
            driver.pass(.milliseconds(50))
            for id in driver.inFlight { driver.answer(id, .notSent(reason: "connection refused")) }
        }
        #expect(driver.worker.restingProviders(at: driver.now) == ["outbox"])
        let tried = driver.seen.count
        #expect(tried <= 8)
        driver.pass(.seconds(6))
        #expect(driver.inFlight.count == 1)
        driver.answer(driver.inFlight[0], .accepted(response: ""))
        driver.pass(.seconds(1))
        #expect(driver.inFlight.count == 4)
    }

    @Test("the next provider stands in for one that cannot be reached")
    func failover() {
        var driver = DeliveryDriver(providers: [
            ProviderLimits(name: "first", connections: 4), ProviderLimits(name: "second", connections: 4),
        ])
        for id in 1...30 { driver.add(Int64(id), .transactional) }
        driver.start()
        driver.pass(.milliseconds(20))
        var failures = 0
        for _ in 0..<200 {
            for id in driver.inFlight {
                let isFirst = driver.worker.underWay[id].map { $0.gate == 0 } ?? false
                if isFirst { failures += 1 }
                driver.answer(id, isFirst ? .notSent(reason: "refused") : .accepted(response: ""))
            }
            driver.pass(.milliseconds(500))
        }
        #expect(driver.states.values.allSatisfy { $0.state == .sent })
        #expect(failures < 20)
    }

    @Test("what is ready goes to the providers in use alone, and a switch finishes what is on its way")
    func inUse() {
        var driver = DeliveryDriver(providers: [
            ProviderLimits(name: "mail", connections: 2), ProviderLimits(name: "outbox", connections: 2),
        ])
        driver.send(.use(["outbox"]))
        for id in 1...4 { driver.add(Int64(id)) }
        driver.start()
        driver.pass(.milliseconds(20))
        #expect(driver.inFlight == [1, 2], "the other two wait for the outbox, not for the mail server")
        #expect(driver.gates == [1, 1])
        driver.send(.use(["mail"]))
        driver.pass(.milliseconds(20))
        #expect(driver.inFlight == [1, 2, 3, 4])
        #expect(driver.gates == [1, 1, 0, 0])
        for id in driver.inFlight { driver.answer(id, .accepted(response: "")) }
        driver.pass(.seconds(1))
        let settled = driver.settled.sorted { $0.message < $1.message }
        #expect(settled.map(\.provider) == ["outbox", "outbox", "mail", "mail"])
    }

    @Test("an outbox in use takes everything, however long a mail server out of use has been unreachable")
    func restingOutOfUse() {
        var driver = DeliveryDriver(providers: [
            ProviderLimits(name: "mail", connections: 8), ProviderLimits(name: "outbox", connections: 8),
        ])
        driver.send(.use(["mail"]))
        for id in 1...8 { driver.add(Int64(id), .transactional) }
        driver.start()
        driver.pass(.milliseconds(20))
        for id in driver.inFlight { driver.answer(id, .notSent(reason: "refused")) }
        #expect(driver.worker.restingProviders(at: driver.now) == ["mail"])
        driver.send(.use(["outbox"]))
        #expect(driver.worker.restingProviders(at: driver.now).isEmpty)
        for _ in 0..<40 {
            driver.pass(.milliseconds(50))
            for id in driver.inFlight { driver.answer(id, .accepted(response: "")) }
        }
        #expect(driver.states.values.allSatisfy { $0.state == .sent })
    }

    @Test("a provider's rate is kept")
    func rate() {
        var driver = DeliveryDriver(providers: [
            ProviderLimits(name: "slow", connections: 50, messagesPerSecond: 10)
        ])
        for id in 1...100 { driver.add(Int64(id)) }
        driver.start()
        driver.pass(.seconds(3))
        #expect((30...41).contains(driver.seen.count))
    }
}

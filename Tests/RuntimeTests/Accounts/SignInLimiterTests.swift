import Testing
import Values

@testable import Runtime

@Suite("Guessing passwords")
struct SignInLimiterTests {
    typealias Name = SignInLimiter.Name

    private let start = Instant(milliseconds: 1_700_000_000_000)

    @Test(
        "some tries are free; then each wait is twice the one before, up to a limit",
        arguments: [(Name.address("10.0.0.1"), 5, TimeSpan.minutes(15)), (.account("ana"), 10, .minutes(5))])
    func waitsDouble(name: Name, free: Int, longest: TimeSpan) {
        let limiter = SignInLimiter()
        var now = start
        for _ in 0..<free {
            #expect(limiter.wait(for: [name], now: now) == nil)
            limiter.count([name], now: now)
        }
        var waits: [TimeSpan] = []
        for _ in 0..<12 {
            let wait = limiter.wait(for: [name], now: now) ?? .zero
            waits.append(wait)
            now = now + wait
            #expect(limiter.wait(for: [name], now: now) == nil, "after its wait a try is let through")
            limiter.count([name], now: now)
        }
        #expect(waits.prefix(3) == [.seconds(2), .seconds(4), .seconds(8)])
        #expect(waits.last == longest)
    }

    @Test("guessing at one account from ever new addresses is slowed down, too")
    func manyAddresses() {
        let limiter = SignInLimiter()
        for number in 0..<20 { limiter.count([.address("10.0.0.\(number)"), .account("ana")], now: start) }
        #expect(limiter.wait(for: [.address("10.0.0.99"), .account("ana")], now: start) != nil)
        #expect(limiter.wait(for: [.address("10.0.0.99"), .account("bea")], now: start) == nil)
    }

    @Test("one name's tries delay nobody else, not even an account that is written like the address")
    func namesApart() {
        let limiter = SignInLimiter()
        for _ in 0..<20 { limiter.count([.account("10.0.0.1")], now: start) }
        #expect(limiter.wait(for: [.address("10.0.0.1")], now: start) == nil)
        #expect(limiter.wait(for: [.account("10.0.0.1")], now: start) != nil)
    }

    @Test("a success forgets the account's tries, and of the address's only its own")
    func success() {
        let limiter = SignInLimiter()
        let address = Name.address("10.0.0.1")
        for _ in 0..<10 { limiter.count([address, .account("ana")], now: start) }
        limiter.succeeded(account: .account("ana"), from: address)
        #expect(limiter.wait(for: [.account("ana")], now: start) == nil)
        #expect(limiter.wait(for: [address], now: start) != nil, "an account of one's own is no key to the others")
    }

    @Test("guesses under ever new names do not fill the memory, and an hour's peace forgets")
    func memory() {
        let limiter = SignInLimiter()
        for _ in 0..<10 { limiter.count([.account("ana")], now: start) }
        #expect(limiter.wait(for: [.account("ana")], now: start + SignInLimiter.memory) == nil)
        for number in 0..<(SignInLimiter.most * 2) { limiter.count([.account("n\(number)")], now: start) }
        for _ in 0..<10 { limiter.count([.account("bea")], now: start) }
        #expect(limiter.wait(for: [.account("bea")], now: start) != nil)
    }
}

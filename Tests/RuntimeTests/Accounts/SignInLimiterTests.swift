import Testing
import Values

@testable import Runtime

@Suite("Guessing passwords")
struct SignInLimiterTests {
    private let start = Instant(milliseconds: 1_700_000_000_000)

    @Test("five tries are free; then each wait is twice the one before, up to a quarter of an hour")
    func waitsDouble() {
        let limiter = SignInLimiter()
        var now = start
        for _ in 0..<SignInLimiter.freeTries {
            #expect(limiter.wait(for: ["ana"], now: now) == nil)
            limiter.count(["ana"], now: now)
        }
        var waits: [TimeSpan] = []
        for _ in 0..<12 {
            let wait = limiter.wait(for: ["ana"], now: now) ?? .zero
            waits.append(wait)
            now = now + wait
            #expect(limiter.wait(for: ["ana"], now: now) == nil, "after its wait a try is let through")
            limiter.count(["ana"], now: now)
        }
        #expect(waits.prefix(3) == [.seconds(2), .seconds(4), .seconds(8)])
        #expect(waits.last == .minutes(15))
    }

    @Test("one name's tries delay nobody else, and a success forgets them")
    func namesApart() {
        let limiter = SignInLimiter()
        for _ in 0..<10 { limiter.count(["ana", "10.0.0.1"], now: start) }
        #expect(limiter.wait(for: ["bea"], now: start) == nil)
        #expect(limiter.wait(for: ["bea", "10.0.0.1"], now: start) != nil)
        limiter.forget(["ana", "10.0.0.1"])
        #expect(limiter.wait(for: ["ana", "10.0.0.1"], now: start) == nil)
    }

    @Test("guesses under ever new names do not fill the memory, and an hour's peace forgets")
    func memory() {
        let limiter = SignInLimiter()
        for _ in 0..<10 { limiter.count(["ana"], now: start) }
        #expect(limiter.wait(for: ["ana"], now: start + SignInLimiter.memory) == nil)
        for number in 0..<(SignInLimiter.most * 2) { limiter.count(["n\(number)"], now: start) }
        for _ in 0..<10 { limiter.count(["bea"], now: start) }
        #expect(limiter.wait(for: ["bea"], now: start) != nil)
    }
}

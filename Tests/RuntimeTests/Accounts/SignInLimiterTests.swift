import Storage
import Testing
import Values

@testable import Runtime

@Suite("Guessing passwords")
struct SignInLimiterTests {
    typealias Name = SignInLimiter.Name

    private let start = Instant(milliseconds: 1_700_000_000_000)

    private func withLimiter(_ body: (SignInLimiter, CartwheelSystem) async throws -> Void) async throws {
        try await withSystem { try await body(limiter(on: $0), $0) }
    }

    private func limiter(on system: CartwheelSystem) -> SignInLimiter {
        SignInLimiter(database: system.database, key: system.masterKey.derived(for: "sign-in tries 1"))
    }

    @Test(
        "some tries are free; then each wait is twice the one before, up to a limit",
        arguments: [(Name.address("10.0.0.1"), 5, TimeSpan.minutes(15)), (.account("ana"), 10, .minutes(5))])
    func waitsDouble(name: Name, free: Int, longest: TimeSpan) async throws {
        try await withLimiter { limiter, _ in
            var now = start
            for _ in 0..<free { #expect(try await limiter.begin([name], now: now) == nil) }
            var waits: [TimeSpan] = []
            for _ in 0..<12 {
                let wait = try await limiter.wait(for: [name], now: now) ?? .zero
                waits.append(wait)
                #expect(try await limiter.begin([name], now: now) == wait, "it is not let through before")
                now = now + wait
                #expect(try await limiter.begin([name], now: now) == nil, "after its wait a try is let through")
            }
            #expect(waits.prefix(3) == [.seconds(2), .seconds(4), .seconds(8)])
            #expect(waits.last == longest)
        }
    }

    @Test("guessing at one account from ever new addresses is slowed down, too")
    func manyAddresses() async throws {
        try await withLimiter { limiter, _ in
            for number in 0..<10 {
                _ = try await limiter.begin([.address("10.0.0.\(number)"), .account("ana")], now: start)
            }
            #expect(try await limiter.wait(for: [.address("10.0.0.99"), .account("ana")], now: start) != nil)
            #expect(try await limiter.wait(for: [.address("10.0.0.99"), .account("bea")], now: start) == nil)
        }
    }

    @Test("several processes on one database give no more tries than one")
    func processes() async throws {
        try await withSystem { system in
            let both = [limiter(on: system), limiter(on: system)]
            var waits: [TimeSpan?] = []
            for number in 0..<5 {
                waits.append(try await both[number % 2].begin([.address("10.0.0.1")], now: start))
            }
            waits.append(try await both[0].begin([.address("10.0.0.1")], now: start))
            waits.append(try await both[1].wait(for: [.address("10.0.0.1")], now: start))
            #expect(waits == [nil, nil, nil, nil, nil, .seconds(2), .seconds(2)])
        }
    }

    @Test("tries side by side get no more than the free ones")
    func sideBySide() async throws {
        try await withLimiter { limiter, _ in
            let allowed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<40 {
                    group.addTask { try await limiter.begin([.address("10.0.0.1")], now: start) == nil }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(allowed == 5)
        }
    }

    @Test("one name's tries delay nobody else, not even an account that is written like the address")
    func namesApart() async throws {
        try await withLimiter { limiter, _ in
            for _ in 0..<10 { _ = try await limiter.begin([.account("10.0.0.1")], now: start) }
            #expect(try await limiter.wait(for: [.address("10.0.0.1")], now: start) == nil)
            #expect(try await limiter.wait(for: [.account("10.0.0.1")], now: start) != nil)
        }
    }

    @Test("a success forgets the account's tries, and of the address's only its own")
    func success() async throws {
        try await withLimiter { limiter, system in
            let address = Name.address("10.0.0.1")
            for _ in 0..<10 { _ = try await limiter.begin([.account("ana")], now: start) }
            for _ in 0..<5 { _ = try await limiter.begin([address], now: start) }
            let now = start + .seconds(3)
            #expect(try await limiter.begin([address], now: now) == nil)
            try await system.database.write(lane: .jobs) {
                try limiter.succeeded(account: .account("ana"), from: address, on: $0)
            }
            #expect(try await limiter.wait(for: [.account("ana")], now: now) == nil)
            #expect(
                try await limiter.wait(for: [address], now: now) != nil,
                "an account of one's own is no key to the others")
        }
    }

    @Test("an hour's peace forgets")
    func memory() async throws {
        try await withLimiter { limiter, _ in
            for _ in 0..<10 { _ = try await limiter.begin([.account("ana")], now: start) }
            #expect(try await limiter.wait(for: [.account("ana")], now: start + SignInLimiter.memory) == nil)
            #expect(try await limiter.begin([.account("ana")], now: start + SignInLimiter.memory) == nil)
            let later = start + SignInLimiter.memory + .seconds(1)
            #expect(try await limiter.wait(for: [.account("ana")], now: later) == nil, "it begins with one try")
        }
    }
}

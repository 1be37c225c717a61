import Testing
import Values

@testable import Runtime

@Suite("Tests of messages are bounded")
struct TestLimitTests {
    private let noon = Instant(milliseconds: 1_800_000_000_000)

    @Test("an account sends so many an hour, is told when the next can go, and holds nobody else up")
    func bounded() {
        let limit = TestLimit()
        for number in 0..<TestLimit.most {
            #expect(limit.begin("mia", now: noon + .minutes(Int64(number))) == nil)
        }
        let later = noon + .minutes(40)
        #expect(limit.begin("mia", now: later) == .minutes(20))
        #expect(limit.begin("ben", now: later) == nil)
        #expect(limit.begin("mia", now: noon + .minutes(60)) == nil)
        #expect(limit.begin("mia", now: noon + .minutes(60)) == .minutes(1))
    }

    @Test("a test beyond the limit is refused in words, and the limit is counted where tests are sent")
    func refused() async throws {
        try await withSystem { system in
            let text = """
                flow: t
                name: T
                trigger: Go
                steps:
                  - send: email
                    id: a
                    subject: S
                    body: <p>B</p>
                """
            func send(by account: String) async throws {
                _ = try await system.testMessages.send(text, step: "a", as: nil, to: "mia@example.com", by: account)
            }
            for _ in 0..<TestLimit.most { try await send(by: "1") }
            let error = await #expect(throws: AdminError.self) { try await send(by: "1") }
            #expect(error?.description.contains("30 tests within an hour") == true)
            try await send(by: "2")
        }
    }
}

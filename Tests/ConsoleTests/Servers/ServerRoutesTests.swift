import Hummingbird
import HummingbirdTesting
import Runtime
import Testing
import Values

@testable import Console

@Suite("Servers on one database") struct ServerRoutesTests {
    private static let path = "/servers/preview"

    @Test("only a server with the same key is answered, and its answer is sealed")
    func sealed() async throws {
        try await TestConsole.run { console, browser in
            let question: JSON = [
                "condition": #"any("Product Viewed")"#, "segment": .null,
                "now": .number(Number(console.system.clock.now().milliseconds)), "ranges": [0, 1],
            ]
            let bytes = Array(question.text.utf8)
            let seal = console.system.seal.seal(question: bytes, to: Self.path, at: console.system.clock.now())
            for wrong in [nil, "", "1.00", seal + "0"] as [String?] {
                var headers = HTTPFields()
                headers[.seal] = wrong
                let refused = try await browser.request(.post, Self.path, headers: headers, body: question.text)
                #expect(refused.status == .forbidden, "\(wrong ?? "none")")
                #expect(!refused.text.contains("examined"))
            }
            let answer = try await browser.request(
                .post, Self.path, headers: [.seal: seal], body: question.text)
            #expect(answer.status == .ok && answer.json?["examined"]?.number?.integer == 0, "\(answer.text)")
            let other = try await browser.request(
                .post, Self.path, headers: [.seal: seal], body: question.text + " ")
            #expect(other.status == .forbidden)
        }
    }

    @Test("a question that makes no sense is refused, and says why")
    func refused() async throws {
        try await TestConsole.run { console, browser in
            let question = #"{"condition":"any(","now":1,"ranges":[0]}"#
            let seal = console.system.seal.seal(
                question: Array(question.utf8), to: Self.path, at: console.system.clock.now())
            let answer = try await browser.request(.post, Self.path, headers: [.seal: seal], body: question)
            #expect(answer.status == .badRequest)
            #expect(answer.json?["error"]?.string?.contains("faults") == true, "\(answer.text)")
        }
    }
}

import Testing
import Values

@testable import Runtime

@Suite("What servers say to each other")
struct ServerSealTests {
    private let now = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private let seal = ServerSeal(MasterKey(bytes: [UInt8](repeating: 7, count: 32)))
    private let question = Array(#"{"condition":"any(\"Order Completed\")"}"#.utf8)

    @Test("a question is heard from a server with the same key, near its moment, at its address, as it was written")
    func questions() {
        let sealed = seal.seal(question: question, to: "/servers/preview", at: now)
        func isHeard(
            _ seal: ServerSeal, _ text: String, _ question: [UInt8], _ path: String, after: TimeSpan = .zero
        ) -> Bool { seal.isGood(text, question: question, to: path, at: now + after) }
        let path = "/servers/preview"
        #expect(isHeard(seal, sealed, question, path))
        #expect(isHeard(seal, sealed, question, path, after: .seconds(100)))
        #expect(isHeard(seal, sealed, question, path, after: .seconds(-100)), "clocks differ")
        #expect(!isHeard(seal, sealed, question, path, after: .seconds(121)))
        #expect(!isHeard(seal, sealed, question, "/servers/other"))
        #expect(!isHeard(seal, sealed, question + [32], path))
        let other = ServerSeal(MasterKey(bytes: [UInt8](repeating: 8, count: 32)))
        #expect(!isHeard(other, sealed, question, path))
        for bad in ["", ".", "1", "1.", String(sealed.dropLast()), "9223372036854775807.00", "-9223372036854775808.00"]
        {
            #expect(!isHeard(seal, bad, question, path), "\(bad)")
        }
    }

    @Test("an answer is taken only for the question that it was given to")
    func answers() {
        let asked = seal.seal(question: question, to: "/servers/preview", at: now)
        let answer = Array(#"{"examined":3}"#.utf8)
        let sealed = seal.seal(answer: answer, to: asked)
        #expect(seal.isGood(sealed, answer: answer, to: asked))
        #expect(!seal.isGood(sealed, answer: answer + [32], to: asked))
        let later = seal.seal(question: question, to: "/servers/preview", at: now + TimeSpan(milliseconds: 1))
        #expect(!seal.isGood(sealed, answer: answer, to: later))
        #expect(!seal.isGood(asked, answer: question, to: "/servers/preview"))
    }

    @Test(
        "a server's name says where it is reached, and is read back as it was written",
        arguments: [nil, "http://10.0.0.5:8080"])
    func name(url: String?) {
        let name = ServerName(process: "shop-1:4711:1764267778000", url: url)
        #expect(ServerName(owner: name.owner) == name)
        #expect(name.told == (url.map { "shop-1:4711 at \($0)" } ?? "shop-1:4711"))
    }

    @Test("without being told, a server is reached where it listens")
    func address() {
        #expect(Configuration(host: "10.0.0.5", port: 8081).serverURL == "http://10.0.0.5:8081")
        #expect(Configuration(host: "0.0.0.0", port: 8080).serverURL?.contains("0.0.0.0") == false)
        #expect(Configuration(port: 0).serverURL == nil)
        #expect(Configuration(serverURL: "http://shop-1:80").serverURL == "http://shop-1:80")
    }
}

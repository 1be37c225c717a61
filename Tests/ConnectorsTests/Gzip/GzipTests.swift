import Connectors
import Testing
import Values

@Suite("Gzip")
struct GzipTests {
    private let text = Array(String(repeating: "Ana put two lamps into her cart. ", count: 1_000).utf8)

    @Test("what was deflated inflates to the same bytes", arguments: [0, 1, 1000, 65_536, 300_000])
    func roundTrip(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() >> 61) }
        #expect(try Gzip.inflate(Gzip.deflate(bytes), limit: count) == bytes)
    }

    @Test("members that follow each other are one text, and zeros at the end are padding")
    func members() throws {
        let bytes = Gzip.deflate(Array("one ".utf8)) + Gzip.deflate(Array("two".utf8)) + [0, 0, 0]
        #expect(try Gzip.inflate(bytes, limit: 100) == Array("one two".utf8))
    }

    @Test("data that is cut anywhere is told to be cut")
    func truncated() {
        let bytes = Gzip.deflate(Array(text.prefix(300)))
        for count in 0..<bytes.count {
            #expect(throws: GzipError.truncated) { try Gzip.inflate(Array(bytes.prefix(count)), limit: 1000) }
        }
    }

    @Test("a byte that changed on the way is found")
    func corrupt() {
        let bytes = Gzip.deflate(text)
        // From the tenth byte on: the header's time and system may be anything.
        for index in stride(from: 10, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[index] ^= 0x5A
            #expect(throws: GzipError.self) { try Gzip.inflate(damaged, limit: 1_000_000) }
        }
    }

    @Test("a small body that inflates to a large one stops at the limit")
    func limit() throws {
        let bomb = Gzip.deflate([UInt8](repeating: 0, count: 5_000_000), level: 9)
        #expect(bomb.count < 6_000)
        #expect(throws: GzipError.tooLarge(limit: 512_000)) { try Gzip.inflate(bomb, limit: 512_000) }
        #expect(try Gzip.inflate(Gzip.deflate(text), limit: text.count) == text)
        #expect(throws: GzipError.tooLarge(limit: text.count - 1)) {
            try Gzip.inflate(Gzip.deflate(text), limit: text.count - 1)
        }
    }

    @Test("what is not gzip, or goes on after its end, is refused")
    func foreign() {
        #expect(throws: GzipError.notGzip) { try Gzip.inflate(Array("{\"type\": \"track\"}".utf8), limit: 100) }
        let extended = Gzip.deflate(Array("one".utf8)) + Array("two".utf8)
        #expect(throws: GzipError.self) { try Gzip.inflate(extended, limit: 100) }
        #expect(throws: GzipError.corrupt(detail: "text after the end")) {
            try Gzip.inflate(Gzip.deflate(Array("one".utf8)) + [0, 0, 7], limit: 100)
        }
    }

    @Test("a stream gives the same whatever pieces it comes in", arguments: [1, 2, 3, 17, 4096])
    func pieces(size: Int) throws {
        var deflater = Deflater()
        var compressed: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: size * 10) {
            text[start..<min(start + size * 10, text.count)].withUnsafeBytes {
                deflater.deflate($0, into: &compressed)
            }
        }
        deflater.finish(into: &compressed)
        compressed += Gzip.deflate(Array("the end".utf8))
        var inflater = Inflater()
        var inflated: [UInt8] = []
        for start in stride(from: 0, to: compressed.count, by: size) {
            try compressed[start..<min(start + size, compressed.count)].withUnsafeBytes {
                try inflater.inflate($0, into: &inflated)
            }
        }
        try inflater.finish()
        #expect(inflated == text + Array("the end".utf8))
    }
}

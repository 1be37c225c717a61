import Foundation
import ShopSimulator
import Values

/// Calls of the make-believe shop, recorded before a measurement begins: one of JSON a line.
///
/// When they are sent they say that they happen at that moment; sending costs a copy of the bytes.
struct LoadTape {
    private let bytes: Data
    /// Where each line begins; the last is the file's end.
    private let starts: [Int]

    private static let timestamp = Data(#""timestamp":""#.utf8)

    var count: Int { starts.count - 1 }

    init(file: String) throws {
        bytes = try Data(contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped)
        starts = bytes.withUnsafeBytes { bytes in
            var starts = [0]
            guard let base = bytes.baseAddress else { return starts }
            while let end = memchr(base + starts[starts.count - 1], 10, bytes.count - starts[starts.count - 1]) {
                starts.append(UnsafeRawPointer(end) - base + 1)
            }
            return starts
        }
    }

    static func record(to file: String, calls: Int, people: Int, start: Instant) throws {
        guard FileManager.default.createFile(atPath: file, contents: nil),
            let handle = FileHandle(forWritingAtPath: file)
        else { throw BenchError("\(file) cannot be written") }
        defer { try? handle.close() }
        var chunk = Data()
        for call in ShopCalls(seed: 1, people: people, start: start).prefix(calls) {
            chunk.append(contentsOf: JSON.object(call).text.utf8)
            chunk.append(10)
            if chunk.count > 1 << 20 {
                try handle.write(contentsOf: chunk)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        try handle.write(contentsOf: chunk)
    }

    /// - Parameter stamp: ISO 8601 with milliseconds in UTC, as long as the recorded ones.
    func append(_ call: Int, at stamp: [UInt8], to body: inout [UInt8]) {
        let line = starts[call]..<starts[call + 1] - 1
        let start = body.count
        body.append(contentsOf: bytes[line])
        guard let place = bytes.range(of: LoadTape.timestamp, in: line)?.upperBound else { return }
        let begin = start + place - line.lowerBound
        body.replaceSubrange(begin..<begin + stamp.count, with: stamp)
    }
}

extension BenchSite {
    /// A recording with at least so many calls of so many people; one that was made earlier in this run, if it is there.
    func tape(of calls: Int, people: Int) throws -> String {
        let file = "\(folder)/calls-of-\(people).jsonl"
        if FileManager.default.fileExists(atPath: file), try LoadTape(file: file).count >= calls { return file }
        // A longer recording begins with the same calls: always from the same Monday morning on.
        let start = Instant(milliseconds: 1_772_438_400_000)
        say("recording \(calls) calls of \(people) people in the make-believe shop")
        try LoadTape.record(to: file, calls: calls, people: people, start: start)
        return file
    }
}

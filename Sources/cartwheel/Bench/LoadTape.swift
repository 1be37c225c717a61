import Foundation
import ShopSimulator
import Values

/// Calls of the make-believe shop, recorded before a measurement begins: one of JSON a line.
///
/// When they are sent they say that they happen at that moment; sending costs a copy of the bytes.
final class LoadTape: @unchecked Sendable {
    /// The mapped file, which nobody changes.
    private let bytes: UnsafeRawBufferPointer
    /// Where each line begins; the last is the file's end.
    private let starts: [Int]

    private static let timestamp = Array(#""timestamp":""#.utf8)

    var count: Int { starts.count - 1 }

    init(file: String) throws {
        let descriptor = open(file, O_RDONLY)
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard descriptor >= 0, size > 0,
            let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
        else { throw BenchError("the recording \(file) cannot be read") }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
        var starts = [0]
        while let last = starts.last, let end = memchr(start + last, 10, size - last) {
            starts.append(UnsafeRawPointer(end) - UnsafeRawPointer(start) + 1)
        }
        self.starts = starts
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count) }

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
        let line = UnsafeRawBufferPointer(rebasing: bytes[starts[call]..<starts[call + 1] - 1])
        let start = body.count
        body.append(contentsOf: line)
        guard let place = LoadTape.place(of: LoadTape.timestamp, in: line) else { return }
        let begin = start + place + LoadTape.timestamp.count
        body.replaceSubrange(begin..<begin + stamp.count, with: stamp)
    }

    private static func place(of text: [UInt8], in line: UnsafeRawBufferPointer) -> Int? {
        guard let start = line.baseAddress else { return nil }
        var place = 0
        while place + text.count <= line.count,
            let found = memchr(start + place, Int32(text[0]), line.count - text.count - place + 1)
        {
            place = UnsafeRawPointer(found) - start
            if memcmp(start + place, text, text.count) == 0 { return place }
            place += 1
        }
        return nil
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

import CZlib

/// Inflates gzip data (RFC 1952) piece by piece: members that follow each other are one text, zeros that pad the
/// end are ignored.
///
/// Cost: about 100 KB of memory whatever the data's size; 200-400 MB of text a second.
public struct Inflater: ~Copyable, @unchecked Sendable {
    private enum Place { case beforeFirstMember, insideMember, betweenMembers, padding }

    // zlib keeps the address of its own state's owner, so that the state must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let room = UnsafeMutablePointer<UInt8>.allocate(capacity: Inflater.step)
    private var place = Place.beforeFirstMember

    /// How much room each call of zlib gets, in bytes.
    private static let step = 64 * 1024
    /// 15 bits of window, and a gzip header and trailer around it (zlib.h, inflateInit2).
    private static let gzipWindow: Int32 = 15 + 16

    public init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = inflateInit2_(stream, Inflater.gzipWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib could not be started: out of memory, or another version than the header's")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        room.deallocate()
    }

    /// Appends to `output` what `input` inflates to.
    ///
    /// - Parameter limit: bytes that `output` may hold at most; beyond it nothing more is inflated.
    public mutating func inflate(
        _ input: UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int = .max
    ) throws(GzipError) {
        var rest = input[...]
        while !rest.isEmpty {
            switch place {
            case .padding:
                guard rest.allSatisfy({ $0 == 0 }) else { throw .corrupt(detail: "text after the end") }
                return
            case .betweenMembers where rest.first == 0: place = .padding
            case .beforeFirstMember, .betweenMembers, .insideMember:
                rest = rest[(rest.startIndex + (try inflateMember(.init(rebasing: rest), &output, limit)))...]
            }
        }
    }

    /// Says that no more data comes.
    public func finish() throws(GzipError) {
        switch place {
        case .beforeFirstMember, .insideMember: throw .truncated
        case .betweenMembers, .padding: return
        }
    }

    /// Returns how many bytes of `input` were used up: all of them, or those to the member's end.
    private mutating func inflateMember(
        _ input: UnsafeRawBufferPointer, _ output: inout [UInt8], _ limit: Int
    ) throws(GzipError) -> Int {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress!.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        let isFirst = place == .beforeFirstMember
        repeat {
            let status = write(into: &output)
            guard output.count <= limit else { throw .tooLarge(limit: limit) }
            switch status {
            case Z_OK, Z_BUF_ERROR: place = .insideMember
            case Z_STREAM_END:
                place = .betweenMembers
                inflateReset(stream)
                return input.count - Int(stream.pointee.avail_in)
            default:
                let detail = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
                if isFirst, stream.pointee.total_out == 0, detail == "incorrect header check" { throw .notGzip }
                throw .corrupt(detail: detail)
            }
        } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
        return input.count
    }

    private func write(into output: inout [UInt8]) -> Int32 {
        stream.pointee.next_out = room
        stream.pointee.avail_out = UInt32(Inflater.step)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        output.append(
            contentsOf: UnsafeBufferPointer(start: room, count: Inflater.step - Int(stream.pointee.avail_out)))
        return status
    }
}

import CZlib

/// Compresses a text to one gzip member piece by piece.
///
/// Cost: about 330 KB of memory whatever the text's size; 30-60 MB a second at the usual level.
public struct Deflater: ~Copyable, @unchecked Sendable {
    private let stream: UnsafeMutablePointer<z_stream>
    private let room = UnsafeMutablePointer<UInt8>.allocate(capacity: Deflater.step)

    private static let step = 64 * 1024
    private static let gzipWindow: Int32 = 15 + 16
    /// zlib's own default for its tables.
    private static let memoryLevel: Int32 = 8

    /// - Parameter level: 1 (fastest) to 9 (smallest).
    public init(level: Int = 6) {
        precondition((1...9).contains(level), "a compression level lies between 1 and 9")
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = deflateInit2_(
            stream, Int32(level), Z_DEFLATED, Deflater.gzipWindow, Deflater.memoryLevel, Z_DEFAULT_STRATEGY,
            ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib could not be started: out of memory, or another version than the header's")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        room.deallocate()
    }

    /// Appends to `output` what is ready; zlib keeps some until more text comes.
    public mutating func deflate(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        guard let start = input.baseAddress else { return }
        run(start.assumingMemoryBound(to: UInt8.self), input.count, Z_NO_FLUSH, &output)
    }

    /// Appends the rest; nothing may follow.
    public mutating func finish(into output: inout [UInt8]) {
        run(nil, 0, Z_FINISH, &output)
    }

    private func run(_ start: UnsafePointer<UInt8>?, _ count: Int, _ flush: Int32, _ output: inout [UInt8]) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
        stream.pointee.avail_in = UInt32(count)
        repeat {
            stream.pointee.next_out = room
            stream.pointee.avail_out = UInt32(Deflater.step)
            let status = CZlib.deflate(stream, flush)
            precondition(status != Z_STREAM_ERROR, "the deflater was used after it was finished")
            output.append(
                contentsOf: UnsafeBufferPointer(start: room, count: Deflater.step - Int(stream.pointee.avail_out)))
        } while stream.pointee.avail_out == 0
    }
}

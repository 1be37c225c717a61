/// A 64-bit checksum of bytes that come in pieces of any length, made to notice torn and damaged files, not malice.
///
/// Four lanes of multiply and rotate. Cost: several GB/s.
struct Checksum {
    private var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    private var pending: [UInt8] = []
    private var length: UInt64 = 0

    private static let factor: UInt64 = 0x9E37_79B1_85EB_CA87

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        length &+= UInt64(bytes.count)
        var start = 0
        if !pending.isEmpty {
            start = min(32 - pending.count, bytes.count)
            pending.append(contentsOf: bytes[..<start])
            guard pending.count == 32 else { return }
            pending.withUnsafeBytes { take($0) }
            pending.removeAll(keepingCapacity: true)
        }
        let whole = (bytes.count - start) & ~31
        if whole > 0 { take(UnsafeRawBufferPointer(rebasing: bytes[start..<start + whole])) }
        pending.append(contentsOf: bytes[(start + whole)...])
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var (a, b, c, d) = lanes
        for block in stride(from: 0, to: bytes.count, by: 32) {
            a = Checksum.mix(a, bytes.loadUnaligned(fromByteOffset: block, as: UInt64.self))
            b = Checksum.mix(b, bytes.loadUnaligned(fromByteOffset: block + 8, as: UInt64.self))
            c = Checksum.mix(c, bytes.loadUnaligned(fromByteOffset: block + 16, as: UInt64.self))
            d = Checksum.mix(d, bytes.loadUnaligned(fromByteOffset: block + 24, as: UInt64.self))
        }
        lanes = (a, b, c, d)
    }

    @inline(__always)
    private static func mix(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        let sum = (lane ^ word) &* factor
        return sum << 29 | sum >> 35
    }

    var value: UInt64 {
        var result = length
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { result = Checksum.mix(result, lane) }
        for byte in pending { result = Checksum.mix(result, UInt64(byte)) }
        return result ^ result >> 31
    }
}

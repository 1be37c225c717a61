/// Base64 for addresses, without padding (RFC 4648, 5), of byte counts that divide by three: one text for one value.
enum Base64URL {
    static func encoded(_ bytes: [UInt8]) -> String {
        precondition(bytes.count % 3 == 0, "other lengths would need padding")
        let alphabet = Self.alphabet
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2])
            for shift in [18, 12, 6, 0] as [UInt32] { output.append(alphabet[Int(group >> shift & 63)]) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes, or nil where the text is not exactly the encoding of so many.
    static func decoded(_ text: String, count: Int) -> [UInt8]? {
        precondition(count % 3 == 0, "other lengths would need padding")
        guard text.utf8.count == count / 3 * 4 else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(count)
        var group: UInt32 = 0
        for (index, byte) in text.utf8.enumerated() {
            guard let value = value(of: byte) else { return nil }
            group = group << 6 | value
            guard index % 4 == 3 else { continue }
            for shift in [16, 8, 0] as [UInt32] { output.append(UInt8(truncatingIfNeeded: group >> shift)) }
            group = 0
        }
        return output
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte - 0x41)
        case 0x61...0x7A: UInt32(byte - 0x61 + 26)
        case 0x30...0x39: UInt32(byte - 0x30 + 52)
        case 0x2D: 62
        case 0x5F: 63
        default: nil
        }
    }
}

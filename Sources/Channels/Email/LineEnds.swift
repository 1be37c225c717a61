enum LineEnds {
    /// The text's bytes with every CR, LF and CRLF as CRLF and without NUL, which some servers refuse (RFC 5321, 4.5.2).
    static func normalised(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        var text = text
        text.withUTF8 { bytes in
            output.reserveCapacity(bytes.count + bytes.count / 32)
            // Line by line: what lies between two ends is copied at once.
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D || $0 == 0 } ?? bytes.count
                output.append(contentsOf: bytes[start..<end])
                start = end + 1
                guard end < bytes.count, bytes[end] != 0 else { continue }
                output.append(0x0D)
                output.append(0x0A)
                if bytes[end] == 0x0D, start < bytes.count, bytes[start] == 0x0A { start += 1 }
            }
        }
        return output
    }
}

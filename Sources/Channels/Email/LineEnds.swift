enum LineEnds {
    /// The text's bytes with every CR, LF and CRLF as CRLF and without NUL, which some servers refuse (RFC 5321, 4.5.2).
    static func normalised(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        var text = text
        text.withUTF8 { bytes in
            output.reserveCapacity(bytes.count + bytes.count / 32)
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                switch byte {
                case 0x0D:
                    if index < bytes.count, bytes[index] == 0x0A { index += 1 }
                    output.append(0x0D)
                    output.append(0x0A)
                case 0x0A:
                    output.append(0x0D)
                    output.append(0x0A)
                case 0: break
                default: output.append(byte)
                }
            }
        }
        return output
    }
}

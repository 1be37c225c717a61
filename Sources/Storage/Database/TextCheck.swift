import Foundation

/// What both databases can store as text: UTF-8 without NUL. SQLite would take more, and then not move to PostgreSQL.
enum TextCheck {
    static func fault(of bytes: UnsafeBufferPointer<UInt8>, knownValid: Bool) -> String? {
        if hasNUL(bytes) { return "the text holds a NUL character" }
        if knownValid || isASCII(bytes) || String(validating: bytes, as: UTF8.self) != nil { return nil }
        return "the text is not UTF-8"
    }

    static func hasNUL(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
    }

    private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index + 8 <= raw.count {
            if raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
            index += 8
        }
        while index < raw.count {
            if raw[index] >= 0x80 { return false }
            index += 1
        }
        return true
    }
}

import Conditions
import Foundation

enum JSONText {
    /// Appends a text in quotes, if it needs no escapes; else nothing.
    static func appendPlain(_ text: String, to bytes: inout [UInt8]) -> Bool {
        var text = text
        return text.withUTF8 { utf8 in
            for byte in utf8 where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return false
            }
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: utf8)
            bytes.append(UInt8(ascii: "\""))
            return true
        }
    }

    /// Whether a text without escapes has a part, read from its JSON; nil for any other value.
    static func answer(
        _ part: ValueTest.TextPart, _ wanted: [UInt8], in json: UnsafeBufferPointer<UInt8>
    ) -> Bool? {
        guard json.count >= 2, json[0] == UInt8(ascii: "\""), let base = json.baseAddress,
            memchr(base, Int32(UInt8(ascii: "\\")), json.count) == nil
        else { return nil }
        let length = json.count - 2
        guard wanted.count <= length else { return false }
        switch part {
        case .start: return memcmp(base + 1, wanted, wanted.count) == 0
        case .end: return memcmp(base + 1 + length - wanted.count, wanted, wanted.count) == 0
        case .anywhere: return contains(wanted, base + 1, length)
        }
    }

    /// Parts are short, so that looking for their first byte is quick enough.
    private static func contains(_ wanted: [UInt8], _ text: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        guard let first = wanted.first else { return true }
        var start = 0
        while length - start >= wanted.count, let found = memchr(text + start, Int32(first), length - start) {
            start = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(mutating: text)
            if length - start < wanted.count { return false }
            if memcmp(text + start, wanted, wanted.count) == 0 { return true }
            start += 1
        }
        return false
    }
}

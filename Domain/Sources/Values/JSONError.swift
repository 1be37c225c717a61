/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case unexpectedEnd
        case expected(String)
        case badNumber
        case badEscape
        case controlCharacter
        case invalidUTF8
        case tooDeep(limit: Int)
        case trailingText
    }

    public let reason: Reason
    /// Byte offset from the start, from 0.
    public let offset: Int
    /// From 1.
    public let line: Int
    /// In bytes, from 1.
    public let column: Int

    init(reason: Reason, offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.reason = reason
        self.offset = offset
        var line = 1
        var lineStart = 0
        for index in 0..<min(offset, bytes.count) where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        self.line = line
        column = offset - lineStart + 1
    }

    public var description: String { "line \(line), column \(column): \(message)" }

    public var message: String {
        switch reason {
        case .unexpectedEnd: "the text ends too early"
        case .expected(let what): "expected \(what)"
        case .badNumber: "this is not a number JSON allows"
        case .badEscape: "this is not an escape JSON allows"
        case .controlCharacter: "a control character must be written as an escape"
        case .invalidUTF8: "the bytes are not valid UTF-8"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .trailingText: "text follows after the end of the value"
        }
    }
}

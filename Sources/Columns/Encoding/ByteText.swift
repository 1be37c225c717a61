import Foundation

/// A text told apart from others by its bytes, as conditions compare texts.
///
/// Swift's own `==` also holds between different spellings of one character.
struct ByteText: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (first: ByteText, second: ByteText) -> Bool { first.isEqual(to: second.text) }

    @inline(__always)
    func isEqual(to other: String) -> Bool {
        guard text.utf8.count == other.utf8.count else { return false }
        var (first, second) = (text, other)
        return first.withUTF8 { left in
            second.withUTF8 { right in
                left.isEmpty || memcmp(left.baseAddress!, right.baseAddress!, left.count) == 0
            }
        }
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

/// Bytes as a key.
struct ByteKey: Hashable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}

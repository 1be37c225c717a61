/// A text told apart from others by its bytes, as conditions compare texts.
///
/// Swift's own `==` also holds between different spellings of one character.
struct ByteText: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (first: ByteText, second: ByteText) -> Bool { first.text.utf8.elementsEqual(second.text.utf8) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

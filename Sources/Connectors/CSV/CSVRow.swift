/// One row of a CSV file; reused from row to row, so that reading allocates nothing.
public struct CSVRow: Sendable, Hashable {
    /// The fields' bytes one after the other, quotes taken off.
    var bytes: [UInt8] = []
    /// Where each field ends in `bytes`.
    var ends: [Int] = []
    /// As a spreadsheet counts it: the header is 1, a field may hold line ends.
    public var number = 0
    /// Whether it is UTF-8; what is not is read as Windows-1252.
    public var isUTF8 = true

    public init() {}

    public var count: Int { ends.count }

    /// The field's text.
    public subscript(index: Int) -> String { text(of: field(index)) }

    public var fields: [String] { ends.indices.map { self[$0] } }

    /// Whether the row is an empty line.
    var isBlank: Bool { bytes.isEmpty && ends.count <= 1 }

    func field(_ index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

    func isEmpty(_ index: Int) -> Bool { field(index).isEmpty }

    private func text(of bytes: ArraySlice<UInt8>) -> String {
        isUTF8 ? String(decoding: bytes, as: UTF8.self) : TextEncoding.windows1252(bytes)
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        isUTF8 = true
    }
}

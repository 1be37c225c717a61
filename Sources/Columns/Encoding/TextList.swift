import Values

/// A short list of texts in a file, such as a dictionary.
enum TextList {
    static func write(
        _ texts: [String], to writer: ColumnFileWriter, into object: inout JSONObject
    ) throws(ColumnFileError) {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            ends.append(UInt32(bytes.count))
        }
        object["textEnds"] = try writer.add(ends)
        object["textBytes"] = try writer.add(bytes)
    }

    static func read(_ json: JSON, from file: MappedFile) throws(ColumnFileError) -> TextColumn {
        TextColumn(
            ends: try file.section(json["textEnds"], as: UInt32.self),
            bytes: try file.section(json["textBytes"], as: UInt8.self))
    }
}

/// Texts one after another, each given by where it ends.
struct TextColumn {
    let ends: UnsafeBufferPointer<UInt32>
    let bytes: UnsafeBufferPointer<UInt8>

    var count: Int { ends.count }

    @inline(__always)
    func range(_ row: Int) -> Range<Int> {
        let end = Int(ends[row])
        return (row == 0 ? 0 : Int(ends[row - 1]))..<end
    }

    func utf8(_ row: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range(row)]) }
    func text(_ row: Int) -> String { String(decoding: utf8(row), as: UTF8.self) }
    var all: [String] { (0..<count).map(text) }
}

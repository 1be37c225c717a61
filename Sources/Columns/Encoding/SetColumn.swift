import Values

/// Gathers a set of names a profile.
struct SetBuilder {
    private var ends: [UInt32] = []
    private var codes: [UInt32] = []
    private var codeOfName: [String: UInt32] = [:]
    private var names: [String] = []

    mutating func add(_ set: Set<String>) {
        for name in set.sorted() {
            if let code = codeOfName[name] {
                codes.append(code)
            } else {
                codes.append(UInt32(names.count))
                codeOfName[name] = UInt32(names.count)
                names.append(name)
            }
        }
        ends.append(UInt32(codes.count))
    }

    func write(to writer: ColumnFileWriter) throws(ColumnFileError) -> JSON {
        var object: JSONObject = ["ends": try writer.add(ends), "codes": try writer.add(codes)]
        try TextList.write(names, to: writer, into: &object)
        return .object(object)
    }
}

/// A set of names a profile, read from a mapped file.
struct SetColumn {
    let ends: UnsafeBufferPointer<UInt32>
    let codes: UnsafeBufferPointer<UInt32>
    private let names: TextColumn

    init(_ json: JSON?, rows: Int, from file: MappedFile) throws(ColumnFileError) {
        guard let json else { throw ColumnFileError.damaged(path: file.path) }
        ends = try file.section(json["ends"], as: UInt32.self)
        codes = try file.section(json["codes"], as: UInt32.self)
        names = try TextList.read(json, from: file)
        guard ends.count == rows else { throw ColumnFileError.damaged(path: file.path) }
    }

    /// As sets do, this takes different spellings of one character for the same.
    func code(of name: String) -> UInt32? {
        (0..<names.count).first { names.text($0) == name }.map { UInt32($0) }
    }

    @inline(__always)
    func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]) }

    func names(_ row: Int) -> Set<String> { Set(range(row).map { names.text(Int(codes[$0])) }) }
}

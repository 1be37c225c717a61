import Values

/// Gathers the items of one path's lists.
struct ListBuilder {
    private(set) var ends: [UInt32] = []
    private var items: [TableBuilder] = [TableBuilder(isOfItems: true)]

    mutating func put(_ list: [JSON], at row: Int) {
        fill(to: row)
        for item in list { items[0].add(item: item) }
        ends.append(UInt32(items[0].rows))
    }

    mutating func fill(to rows: Int) {
        while ends.count < rows { ends.append(UInt32(items[0].rows)) }
    }

    mutating func write(rows: Int, to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        fill(to: rows)
        return ["ends": try writer.add(ends), "items": .object(try items[0].write(to: writer))]
    }
}

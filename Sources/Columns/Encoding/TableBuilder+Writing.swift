import Values

extension TableBuilder {
    /// Writes the table; answers its part of the directory.
    mutating func write(to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        var places: [JSON] = []
        // In the order of the nodes, so that a reader gives them the same numbers.
        for node in paths.nodes.dropFirst() {
            var place: JSONObject = [
                "key": .string(node.key.text), "parent": .number(Number(node.parent)),
            ]
            if node.isObject { place["object"] = true }
            if let column = node.column {
                place["column"] = .object(try columns[column].write(rows: rows, to: writer))
                columns[column] = ValueBuilder()
            }
            if let list = node.list {
                place["list"] = .object(try lists[list].write(rows: rows, to: writer))
                lists[list] = ListBuilder()
            }
            places.append(.object(place))
        }
        var object: JSONObject = [
            "rows": .number(Number(rows)), "complete": .bool(isComplete), "places": .array(places),
        ]
        let isNarrow = shapeTexts.count < 256
        object["shapeWidth"] = isNarrow ? 1 : 2
        object["shapes"] = try isNarrow ? writer.add(shapes.map { UInt8($0) }) : writer.add(shapes)
        var ends: [UInt32] = []
        var bytes: [UInt8] = []
        for text in shapeTexts {
            bytes.append(contentsOf: text)
            ends.append(UInt32(bytes.count))
        }
        object["shapeEnds"] = try writer.add(ends)
        object["shapeBytes"] = try writer.add(bytes)
        if !wholeBytes.isEmpty {
            object["wholeEnds"] = try writer.add(wholeEnds)
            object["wholeBytes"] = try writer.add(wholeBytes)
        }
        return object
    }
}

import Values

extension ValueBuilder {
    /// Writes the column for so many rows; answers its part of the directory.
    mutating func write(rows: Int, to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        fill(to: rows)
        if form == .numbers, let scale = commonScale { return try numbers(scale, to: writer) }
        if form == .numbers { leaveNumbers() }
        // A dictionary of values that hardly repeat costs more than it saves.
        if form == .codes, dictionary.count > 256, dictionary.count * 2 > present { leaveCodes() }
        var object: JSONObject = ["present": .number(Number(present))]
        if holdsObjects { object["objects"] = true }
        if holdsLists { object["lists"] = true }
        if holdsInexact { object["inexact"] = true }
        if form == .codes {
            object["form"] = "codes"
            object["codes"] =
                try dictionary.count < 256
                ? writer.add(codes.map { UInt8($0) }) : writer.add(codes)
            object["width"] = .number(Number(dictionary.count < 256 ? 1 : 2))
            try TextList.write(dictionary, to: writer, into: &object)
        } else {
            object["form"] = "texts"
            object["ends"] = try writer.add(ends)
            object["bytes"] = try writer.add(blob)
        }
        return object
    }

    /// The decimals with which every number is whole and far from overflowing; nil where there are none.
    private var commonScale: UInt8? {
        let scale = scales.max() ?? 0
        let limit = Int64.max / 4
        for (coefficient, itsScale) in zip(coefficients, scales) where coefficient != ValueBuilder.absent {
            let (product, overflow) = coefficient.multipliedReportingOverflow(
                by: Decimals.powers[Int(scale - itsScale)])
            if overflow || product > limit || product < -limit { return nil }
        }
        return scale
    }

    private func numbers(_ scale: UInt8, to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        var wide = coefficients
        var (least, greatest) = (Int64(0), Int64(0))
        for index in wide.indices where wide[index] != ValueBuilder.absent {
            wide[index] *= Decimals.powers[Int(scale - scales[index])]
            least = min(least, wide[index])
            greatest = max(greatest, wide[index])
        }
        var object: JSONObject = [
            "form": "numbers", "scale": .number(Number(Int64(scale))), "present": .number(Number(present)),
        ]
        if least > Int64(Int16.min), greatest <= Int64(Int16.max) {
            object["values"] = try writer.add(wide.map { $0 == ValueBuilder.absent ? Int16.min : Int16($0) })
            object["width"] = 2
        } else if least > Int64(Int32.min), greatest <= Int64(Int32.max) {
            object["values"] = try writer.add(wide.map { $0 == ValueBuilder.absent ? Int32.min : Int32($0) })
            object["width"] = 4
        } else {
            object["values"] = try writer.add(wide)
            object["width"] = 8
        }
        return object
    }
}

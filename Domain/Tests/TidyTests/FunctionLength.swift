/// A function or initialiser, and how many lines it takes from its first to the brace that ends it.
///
/// Read as the formatter lays it out: that brace stands alone, as deep as the first line.
struct FunctionLength: Hashable {
    let name: String
    /// Of the file, from 1.
    let line: Int
    let length: Int

    static func all(in file: SourceFile) -> [FunctionLength] {
        let lines = file.lines
        return lines.indices.compactMap { first in
            guard let name = announced(in: lines[first]), let last = lastLine(of: first, in: lines) else { return nil }
            return FunctionLength(name: name, line: first + 1, length: last - first + 1)
        }
    }

    private static let modifiers: Set<Substring> = [
        "borrowing", "class", "consuming", "convenience", "fileprivate", "final", "internal", "isolated", "mutating",
        "nonisolated", "nonmutating", "override", "package", "private", "public", "required", "static",
    ]

    /// Nil where a line begins no function, or all of one.
    private static func announced(in line: String) -> String? {
        guard !line.hasSuffix("}") else { return nil }
        let words = line.split(separator: " ").drop { modifiers.contains($0) || $0.hasPrefix("@") }
        guard let first = words.first else { return nil }
        let name = first == "func" ? words.dropFirst().first : first
        guard
            first == "func"
                || ["init(", "init?(", "init<", "deinit", "subscript("].contains(where: { first.hasPrefix($0) })
        else { return nil }
        return name.map { String($0.prefix { $0 != "(" && $0 != "<" }) }
    }

    /// Nil where what is announced has no body, as in a protocol.
    private static func lastLine(of first: Int, in lines: [String]) -> Int? {
        let depth = lines[first].prefix { $0 == " " }.count
        for index in lines.indices.dropFirst(first + 1) {
            let line = lines[index].drop { $0 == " " }
            guard !line.isEmpty, lines[index].count - line.count <= depth else { continue }
            if line == "}", lines[index].count == depth + 1 { return index }
            // The rest of what it takes and gives.
            guard [")", "->", "where ", "{"].contains(where: { line.hasPrefix($0) }) else { return nil }
        }
        return nil
    }
}

/// Finds the known name that somebody may have meant.
public enum NearestName {
    /// The closest of the names, if at most a third of its letters differ.
    public static func of(_ word: String, among names: [String]) -> String? {
        let scored = names.map { (name: $0, distance: distance(word.lowercased(), $0.lowercased())) }
        guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.name.count / 3) ? best.name : nil
    }

    /// Letters to add, drop, replace or exchange with their neighbour (optimal string alignment distance).
    static func distance(_ first: String, _ second: String) -> Int {
        // Longer words are never near a known name, and the table grows with the product of the lengths.
        let (a, b) = (Array(first.unicodeScalars.prefix(40)), Array(second.unicodeScalars.prefix(40)))
        var table = (0...a.count).map { row in (0...b.count).map { row == 0 ? $0 : row } }
        for row in 0..<a.count {
            for column in 0..<b.count {
                var best = min(table[row][column + 1], table[row + 1][column]) + 1
                best = min(best, table[row][column] + (a[row] == b[column] ? 0 : 1))
                if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
                    best = min(best, table[row - 1][column - 1] + 1)
                }
                table[row + 1][column + 1] = best
            }
        }
        return table[a.count][b.count]
    }
}

/// A figure's value for each profile of a file.
struct FigureValues {
    static let absent = Int64.min

    /// Whole units of 10^-scale, milliseconds or, of a chosen event, its row.
    var values: [Int64]
    var scale: UInt8 = 0
    /// How many numbers an average is of; empty for any other figure.
    var counts: [Int64] = []
    /// Profiles whose figure goes beyond what is reckoned here.
    var doubtful: [Int] = []

    init(_ value: Int64, size: Int) { values = Array(repeating: value, count: size) }
}

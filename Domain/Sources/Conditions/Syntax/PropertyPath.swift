/// A property and where it is looked up.
struct PropertyPath: Sendable, Hashable {
    enum Root: String, Sendable, Hashable, CaseIterable {
        /// The event that a `where` is asked of.
        case event
        /// The item of a list that a `where` is asked of.
        case item
        case profile
        case trigger
        case place
        case predicted
    }

    var root: Root
    /// Keys from the outside in; empty only for the whole place.
    var segments: [String]

    /// The parts that a place has.
    static let placeParts = ["country", "region", "city"]

    var isWholePlace: Bool { root == .place && segments.isEmpty }
}

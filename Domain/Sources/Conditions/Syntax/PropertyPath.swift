/// A property and where it is looked up.
struct PropertyPath: Sendable, Hashable {
    enum Root: String, Sendable, Hashable, CaseIterable {
        /// The event that a `where` is asked of.
        case event
        case profile
        case trigger
    }

    var root: Root
    /// Keys from the outside in; never empty.
    var segments: [String]
}

/// A property and where it is looked up.
struct PropertyPath: Sendable, Hashable {
    enum Root: Sendable, Hashable {
        /// The event that a `where` is asked of.
        case event
        case profile
        case trigger
    }

    var root: Root
    /// Keys from the outside in; never empty.
    var segments: [String]
}

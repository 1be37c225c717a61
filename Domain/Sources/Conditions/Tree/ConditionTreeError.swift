/// Why a tree in JSON is no condition.
public struct ConditionTreeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a clause without its place.
    public var message: String
    /// Keys and positions from the root in, such as `operands[1].left`; empty for the whole tree.
    public var place: String

    public init(message: String, place: String) {
        self.message = message
        self.place = place
    }

    public var description: String { place.isEmpty ? message : "\(place): \(message)" }
}

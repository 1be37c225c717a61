/// How two values are compared.
public enum Comparator: String, Sendable, Hashable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="

    /// Whether it asks which comes first, not only whether two values are the same.
    var isOrder: Bool {
        switch self {
        case .equal, .notEqual: false
        case .less, .atMost, .greater, .atLeast: true
        }
    }

    /// The comparator that says the same with the sides exchanged.
    public var exchanged: Comparator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .atMost: .atLeast
        case .greater: .less
        case .atLeast: .atMost
        }
    }

    /// Whether it holds between two comparable values, the left one being `isLess` or `isEqual` or else greater.
    @inlinable
    public func holds(isLess: Bool, isEqual: Bool) -> Bool {
        switch self {
        case .equal: isEqual
        case .notEqual: !isEqual
        case .less: isLess
        case .atMost: isLess || isEqual
        case .greater: !isLess && !isEqual
        case .atLeast: !isLess
        }
    }

    @inline(__always)
    func holds<Ordered: Comparable>(_ left: Ordered, _ right: Ordered) -> Bool {
        holds(isLess: left < right, isEqual: left == right)
    }
}

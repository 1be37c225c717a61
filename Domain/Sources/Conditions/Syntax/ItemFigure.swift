/// A figure over the items of a list, such as the products of an order.
struct ItemFigure: Sendable, Hashable {
    var function: Aggregate.Function
    var list: PropertyPath
    /// The key that is read of each item; nil where none is.
    var property: String?
    var filter: Expression?

    static let functions: [Aggregate.Function] = [.any, .none, .count, .sum, .average, .min, .max, .distinct]

    var kind: ValueKind { Aggregate(function: function, event: "").kind }
    var canBeAbsent: Bool { Aggregate(function: function, event: "").canBeAbsent }
}

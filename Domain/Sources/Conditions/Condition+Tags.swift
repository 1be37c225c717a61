extension Condition {
    /// Whether it holds for nobody without any tag, by how it is put together.
    public var needsTag: Bool { root.needsTag }
}

extension Expression {
    fileprivate var needsTag: Bool {
        switch self {
        case .fact(let fact): fact.function == .tagged
        case .conjunction(let operands): operands.contains(where: \.needsTag)
        case .disjunction(let operands): operands.allSatisfy(\.needsTag)
        default: false
        }
    }
}

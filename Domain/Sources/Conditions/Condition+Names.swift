extension Condition {
    /// Events that the text names, each with the paths of its properties that are read; what stands for events without
    /// naming them, such as what was spent, is left out.
    public var namedEvents: [String: Set<[String]>] {
        var names: [String: Set<[String]>] = [:]
        root.gatherNames(of: nil, into: &names)
        return names
    }
}

extension Expression {
    /// - Parameter event: whose properties a filter reads; nil outside of one.
    fileprivate func gatherNames(of event: String?, into names: inout [String: Set<[String]>]) {
        switch self {
        case .aggregate(let aggregate):
            names[aggregate.event, default: []].formUnion(aggregate.property.isEmpty ? [] : [aggregate.property])
            aggregate.filter?.gatherNames(of: aggregate.event, into: &names)
        case .sequence(let sequence):
            for step in sequence.everyStep {
                names[step.event, default: []].formUnion([])
                step.filter?.gatherNames(of: step.event, into: &names)
            }
        // What is asked of orders is asked of the event, though its name is not written.
        case .orders(let figure): figure.filter?.gatherNames(of: OrderEvents.completed, into: &names)
        case .path(let path):
            if let event, path.root == .event { names[event, default: []].insert(path.segments) }
        case .items(let figure):
            if let event, figure.list.root == .event { names[event, default: []].insert(figure.list.segments) }
            figure.filter?.gatherNames(of: event, into: &names)
        default:
            for child in children { child.gatherNames(of: event, into: &names) }
        }
    }
}

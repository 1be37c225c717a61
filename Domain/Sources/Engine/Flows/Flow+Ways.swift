import Values

/// A way that a test, split or holdout cannot take.
package struct UnknownWay: Error {
    package let way: String
    package let step: String
    package let known: [String]
}

extension Flow {
    /// The flow in which everybody takes these ways: of a test by its name the variant, of a split by its step's id the
    /// number of the way or `rest`, of a holdout by its id `in` or `out`.
    ///
    /// - Parameter missing: what is named and was found is taken out.
    package func taking(_ ways: [String: String], missing: inout Set<String>) throws -> Flow {
        var found: Set<String> = []
        let flow = try replacing { step in
            let name = (step.kind as? TestStep)?.name ?? step.id
            guard let way = ways[name] else { return nil }
            let kind = try step.kind.taking(way, at: name)
            if kind != nil { found.insert(name) }
            return kind
        }
        missing.subtract(found)
        return flow
    }
}

extension StepKind {
    /// The kind that always goes this way; nil where it leaves nothing to chance.
    fileprivate func taking(_ way: String, at name: String) throws -> (any StepKind)? {
        switch self {
        case let test as TestStep:
            let names = test.variants.map(\.name)
            guard names.contains(way) else { throw UnknownWay(way: way, step: name, known: names) }
            return TestStep(
                name: test.name,
                variants: names.map { TestStep.Variant(name: $0, share: $0 == way ? StepRun.wholeShare : 0) })
        case let split as PercentageStep:
            let known = (1...split.shares.count).map(String.init) + ["rest"]
            guard let place = known.firstIndex(of: way) else { throw UnknownWay(way: way, step: name, known: known) }
            return PercentageStep(shares: split.shares.indices.map { $0 == place ? StepRun.wholeShare : 0 })
        case is HoldoutStep:
            guard ["in", "out"].contains(way) else { throw UnknownWay(way: way, step: name, known: ["in", "out"]) }
            return HoldoutStep(share: way == "out" ? StepRun.wholeShare : 0)
        default: return nil
        }
    }
}

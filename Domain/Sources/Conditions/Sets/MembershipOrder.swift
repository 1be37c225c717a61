/// The order in which conditions that ask for one another by `member` are evaluated in one pass.
public enum MembershipOrder {
    /// The names, each after those that it asks for, else by the alphabet; throws the first circle.
    ///
    /// Names that stand for none of the conditions are lists, and settle nothing. Cost: linear in the conditions and
    /// what they ask for, beside sorting the names.
    public static func order(of conditions: [String: Condition]) throws(MembershipCycle) -> [String] {
        try order(of: conditions.mapValues(\.requirements.memberships))
    }

    /// The same of what each name asks for.
    public static func order(of wanted: [String: Set<String>]) throws(MembershipCycle) -> [String] {
        let asked = wanted.mapValues { $0.filter { wanted[$0] != nil }.sorted() }
        var order: [String] = []
        var settled: Set<String> = []
        var pending: Set<String> = []
        for name in wanted.keys.sorted() where !settled.contains(name) {
            // By hand, not by recursion: a chain may be as long as there are conditions.
            var path = [(name: name, next: 0)]
            pending.insert(name)
            while let (current, next) = path.last {
                let wanted = asked[current] ?? []
                guard next < wanted.count else {
                    order.append(current)
                    settled.insert(current)
                    pending.remove(current)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let other = wanted[next]
                if settled.contains(other) { continue }
                guard pending.insert(other).inserted else {
                    let chain = path.map(\.name).drop { $0 != other } + [other]
                    throw MembershipCycle(chain: Array(chain))
                }
                path.append((other, 0))
            }
        }
        return order
    }
}

/// Conditions that ask for one another in a circle, so that none of them can be settled first.
public struct MembershipCycle: Error, Sendable, Hashable, CustomStringConvertible {
    /// Each asks for the next; the last is the first again.
    public var chain: [String]

    public var description: String {
        let names = chain.map { Printer.quoted($0) }
        if names.count == 2 { return "\(names[0]) asks for itself; take its member(\(names[0])) out" }
        return names[0] + " asks for " + names.dropFirst().joined(separator: ", which asks for ")
            + "; take one of these out"
    }
}

import Values

@testable import Conditions

extension Expression {
    /// Names of all kinds of parts that stand in a condition.
    var constructs: Set<String> {
        var names: Set<String> = []
        gather(tree: TreeWriter.json(self), into: &names)
        for window in everyPart.flatMap(\.windows) {
            switch window.reach {
            case nil: break
            case .last: names.insert("last:")
            case .between: names.insert("between:")
            case .this: names.insert("this:")
            case .previous: names.insert("previous:")
            }
            if window.since != nil { names.insert("since:") }
            if window.until != nil { names.insert("until:") }
            if window.zone != .shopper { names.insert("zone:") }
        }
        return names
    }

    private func gather(tree: JSON, into names: inout Set<String>) {
        switch tree {
        case .object(let object):
            for member in object.members {
                if ["kind", "function", "action", "measure", "operator", "of"].contains(member.key),
                    let name = member.value.string
                {
                    names.insert(name)
                }
                gather(tree: member.value, into: &names)
            }
        case .array(let items): for item in items { gather(tree: item, into: &names) }
        case .null, .bool, .number, .string: break
        }
    }
}

import Values
import Yams

/// A value of a flow file without its layout.
indirect enum DraftValue: Sendable, Hashable {
    case text(String)
    /// What YAML reads as no text: a number, `true`, `false`, `null`, or nothing at all; as it is written.
    case literal(String)
    case list([DraftValue])
    case mapping(DraftMapping)
}

/// The members of a mapping, in their order.
struct DraftMapping: Sendable, Hashable {
    var members: [Member] = []

    struct Member: Sendable, Hashable {
        var key: String
        var value: DraftValue
    }

    var keys: [String] { members.map(\.key) }

    subscript(key: String) -> DraftValue? {
        get { members.first { $0.key == key }?.value }
        set {
            guard let newValue else { return members.removeAll { $0.key == key } }
            if let index = members.firstIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                members.append(Member(key: key, value: newValue))
            }
        }
    }
}

/// A step into a value: a member of a mapping, or an item of a list.
enum DraftKey: Sendable, Hashable {
    case member(String)
    case item(Int)
}

extension DraftValue {
    var mapping: DraftMapping? { if case .mapping(let mapping) = self { mapping } else { nil } }
    var list: [DraftValue]? { if case .list(let items) = self { items } else { nil } }

    /// A text, or a number and the like as it is written.
    var words: String? {
        switch self {
        case .text(let text), .literal(let text): text
        case .list, .mapping: nil
        }
    }

    /// Whether YAML would read these words, standing plain, as something other than a text.
    static func isLiteral(_ words: String) -> Bool {
        JSON(yaml: Node(words, .implicit, .plain))?.string == nil
    }

    subscript(keys: ArraySlice<DraftKey>) -> DraftValue? {
        guard let first = keys.first else { return self }
        switch (first, self) {
        case (.member(let key), .mapping(let mapping)): return mapping[key]?[keys.dropFirst()]
        case (.item(let index), .list(let items)) where items.indices.contains(index):
            return items[index][keys.dropFirst()]
        default: return nil
        }
    }

    /// Puts a value there, or takes away what is there; mappings that are missing on the way are made.
    ///
    /// - Returns: false where the way leads nowhere, and nothing is changed.
    mutating func set(_ value: DraftValue?, at keys: ArraySlice<DraftKey>) -> Bool {
        guard let first = keys.first else {
            if let value { self = value }
            return value != nil
        }
        let rest = keys.dropFirst()
        switch (first, self) {
        case (.member(let key), .mapping(var mapping)):
            if rest.isEmpty {
                mapping[key] = value
            } else {
                var inner = mapping[key] ?? .mapping(DraftMapping())
                guard inner.set(value, at: rest) else { return false }
                mapping[key] = inner
            }
            self = .mapping(mapping)
            return true
        case (.item(let index), .list(var items)) where items.indices.contains(index):
            if rest.isEmpty {
                if let value { items[index] = value } else { items.remove(at: index) }
            } else {
                guard items[index].set(value, at: rest) else { return false }
            }
            self = .list(items)
            return true
        default: return false
        }
    }
}

extension DraftValue {
    /// Deeper values are no flow's: with branches 20 deep there are 60 levels.
    static let mostLevels = 100

    /// Nil where it is no value that can be written again: an alias without its anchor, a key that is no text, or more
    /// levels than a file may have.
    init?(_ node: Node, level: Int = 0) {
        guard level < DraftValue.mostLevels else { return nil }
        switch node {
        case .scalar(let scalar):
            let isLiteral = scalar.style == .plain && DraftValue.isLiteral(scalar.string)
            self = isLiteral ? .literal(scalar.string) : .text(scalar.string)
        case .sequence(let nodes):
            var items: [DraftValue] = []
            for node in nodes {
                guard let item = DraftValue(node, level: level + 1) else { return nil }
                items.append(item)
            }
            self = .list(items)
        case .mapping(let nodes):
            var mapping = DraftMapping()
            for (key, value) in nodes {
                guard let key = key.scalar?.string, key.utf8.count <= CanonicalWriter.mostKeyBytes,
                    mapping[key] == nil, let value = DraftValue(value, level: level + 1)
                else { return nil }
                mapping.members.append(DraftMapping.Member(key: key, value: value))
            }
            self = .mapping(mapping)
        case .alias: return nil
        }
    }
}

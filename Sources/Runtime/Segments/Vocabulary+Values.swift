import Engine
import Values

extension Vocabulary {
    /// Values of a property, or of a fact that follows from several of them.
    static func values(of property: String, among profiles: [Profile]) -> [String] {
        guard !Profile.factTexts.contains(property) else {
            return shared(profiles.map { Set([$0.factText(property)].compactMap { $0 }) })
        }
        let path = property.hasPrefix("profile.") ? String(property.dropFirst("profile.".count)) : property
        return values(at: path, in: profiles.map(object))
    }

    /// What lies at a path; within a list, in each of its items. An item that is no object has its value under `value`.
    static func values(at keys: ArraySlice<String>, in value: JSON) -> [JSON] {
        if let items = value.array {
            return items.flatMap { item in
                item.object == nil && keys == ["value"] ? [item] : values(at: keys, in: item)
            }
        }
        guard let key = keys.first else { return [value] }
        return value[key].map { values(at: keys.dropFirst(), in: $0) } ?? []
    }

    /// Names of properties of objects, by how many of those who have any have them.
    static func names(in found: some Sequence<[JSON]>) -> [String] {
        var counts: [String: Int] = [:]
        for values in found {
            let keys = Set(values.flatMap { $0.object?.members.map(\.key) ?? [] })
            for key in keys where !key.isEmpty && key.count <= longestValue { counts[key, default: 0] += 1 }
        }
        return commonest(counts, most: mostNames)
    }
}

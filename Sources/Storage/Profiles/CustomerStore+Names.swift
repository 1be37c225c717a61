import Engine
import Values

extension CustomerStore {
    /// Whether an event of this name was ever stored.
    public func isEventKnown(_ name: String, on connection: any Connection) throws -> Bool {
        try !names.stored([name], on: connection).isEmpty
    }

    /// Names of the properties that the people seen last have; nil where there is nobody. Cost: reads their documents.
    public func propertyNames(
        ofNewest limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Set<String>? {
        let people = try PeopleList().page(limit: limit, in: scope, on: connection).rows
        guard !people.isEmpty else { return nil }
        return people.reduce(into: []) { names, row in
            guard let profile = try? Profile(key: row.key, document: row.document) else { return }
            names.formUnion(profile.properties.keys)
        }
    }
}

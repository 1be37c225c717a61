import Engine
import Storage
import Values

extension Rooms {
    /// What people are called, for lists that name them; who is gone is missing.
    public func names(of people: [ProfileKey]) async throws -> [ProfileKey: String] {
        guard !people.isEmpty else { return [:] }
        return try await database.read { [customerStore] connection in
            try customerStore.profiles(people, on: connection).compactMapValues { row in
                guard row.movedTo == nil else { return nil }
                let profile = try Profile(key: row.key, document: row.document)
                return profile.displayName ?? profile.address(on: .email)
            }
        }
    }
}

import Engine
import Storage
import Values

/// Somebody as lists name them.
public struct PersonLine: Sendable, Hashable {
    /// As addresses write it.
    public var id: String
    public var name: String?
    public var email: String?

    init(_ profile: Profile) {
        id = PublicID.customer.text(profile.key.rawValue)
        name = profile.displayName
        email = profile.address(on: .email)
    }

    /// Of whom nothing is stored any more.
    init(gone key: ProfileKey) { id = PublicID.customer.text(key.rawValue) }
}

extension Rooms {
    /// People by the keys under which they were noted, followed to where they live now; who is gone is missing.
    func people(_ keys: [ProfileKey], on connection: any Connection) throws -> [ProfileKey: Profile] {
        var found: [ProfileKey: Profile] = [:]
        var asked = Dictionary(keys.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
        // Longer chains mean a fault.
        for _ in 0..<16 where !asked.isEmpty {
            let rows = try customerStore.profiles(Array(Set(asked.values)), on: connection)
            var next: [ProfileKey: ProfileKey] = [:]
            for (key, place) in asked {
                guard let row = rows[place] else { continue }
                if let moved = row.movedTo {
                    next[key] = moved
                } else {
                    found[key] = try Profile(key: row.key, document: row.document)
                }
            }
            asked = next
        }
        return found
    }
}

import Engine
import Storage
import Values

/// Audiences of ads: who is in them, for download or told to whoever runs the ads.
public struct AudienceService: Sendable {
    let database: any Database
    let scope: WorkspaceScope
    let secrets: SecretService
    private let store = AudienceStore()

    init(database: any Database, scope: WorkspaceScope, secrets: SecretService) {
        self.database = database
        self.scope = scope
        self.secrets = secrets
    }

    /// An audience, how many are in it, and whether changes are told to a webhook.
    public struct Line: Sendable, Hashable {
        public var name: String
        public var size: Int
        public var isConnected: Bool
    }

    static let secretPrefix = "audience:"

    public func list() async throws -> [Line] {
        try await database.read { [store, scope] connection in
            let connected = try AudienceService.connected(in: scope, on: connection)
            let known = try store.list(in: scope, on: connection)
            let names = Set(known.map(\.name)).union(connected).sorted()
            return names.map { name in
                Line(
                    name: name, size: known.first { $0.name == name }?.size ?? 0,
                    isConnected: connected.contains(name))
            }
        }
    }

    /// Whoever runs the ads is told of each change from now on; nil ends that.
    public func connect(_ audience: String, to url: String?) async throws {
        if let url, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
            throw AdminError("“\(url)” is no address that can be called; expected one that begins with https://")
        }
        try await secrets.set(AudienceService.secretPrefix + audience, to: url.map { Array($0.utf8) })
    }

    /// A page of the members, hashed; nil after the last.
    /// - Returns: rows in the order of `AudienceIdentifiers.columns`, and where to go on.
    public func export(
        _ audience: String, after: ProfileKey? = nil, limit: Int = 1_000
    ) async throws -> (rows: [AudienceIdentifiers], next: ProfileKey?) {
        let members = try await database.read { [store, scope] in
            try store.members(of: audience, after: after, limit: min(max(limit, 1), 5_000), in: scope, on: $0)
        }
        let rows = try members.compactMap {
            AudienceIdentifiers(try Profile(key: $0.profile, document: $0.document))
        }
        return (rows, members.count < limit ? nil : members.last?.profile)
    }

    static func connected(in scope: WorkspaceScope, on connection: any Connection) throws -> Set<String> {
        Set(
            try SecretStore().names(in: scope, on: connection).filter { $0.hasPrefix(secretPrefix) }.map {
                String($0.dropFirst(secretPrefix.count))
            })
    }
}

import Engine
import Values

/// What the engine reads of the people it steps, from one connection's view of the database.
public struct StoredCustomers: CustomerReader {
    let store: CustomerStore
    let connection: any Connection
    /// Whose catalog is asked.
    let scope: WorkspaceScope?

    public func shelf(_ keys: [ProductKey]) throws -> [ProductKey: ShelfState] {
        guard let scope else { return [:] }
        return try CatalogStore().shelf(keys, in: scope, on: connection)
    }

    public func identities(_ keys: [IdentityKey]) throws -> [IdentityRow] {
        Array(try store.identities(keys, on: connection).values)
    }

    public func facts(of identities: [LinkedIdentity]) throws -> [LinkFact] {
        try store.facts(of: identities, on: connection)
    }

    public func profiles(_ keys: [ProfileKey]) throws -> [ProfileRow] {
        Array(try store.profiles(keys, on: connection).values)
    }

    /// Of each interval the newest `CustomerStore.maximumTimeline` events.
    public func timelines(_ requests: [TimelineRequest], _ needs: HistoryNeeds) throws -> [HistoryEvent] {
        try store.timelines(requests, needs, on: connection)
    }

    public func claims(_ keys: [Int64]) throws -> [ObjectClaim] {
        Array(try store.claims(keys, on: connection).values)
    }

    public func messages(_ ids: [Int64]) throws -> [Message] {
        Array(try MessageStore().messages(ids, on: connection).values)
    }

    public func messages(ofJourney journey: Int64, under keys: [ProfileKey], limit: Int) throws -> [Message] {
        try MessageStore().messages(ofJourney: journey, under: keys, limit: limit, on: connection)
    }
}

extension CustomerStore {
    /// The engine's view, valid within the closure that the connection was handed to.
    ///
    /// - Parameter scope: whose catalog is asked for stock and prices; nil where no message is decided on.
    public func reader(on connection: any Connection, in scope: WorkspaceScope? = nil) -> StoredCustomers {
        StoredCustomers(store: self, connection: connection, scope: scope)
    }
}

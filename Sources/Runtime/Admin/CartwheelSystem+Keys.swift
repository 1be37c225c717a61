import Engine
import Storage
import Values

extension CartwheelSystem {
    func createKey(_ parameters: JSON) async throws -> JSON {
        let name = try required("name", of: parameters)
        let authority: Event.Authority
        switch parameters["kind"]?.string {
        case "server", nil: authority = .server
        case "browser": authority = .browser
        case let other?: throw AdminError("kind is “\(other)”; expected server or browser")
        }
        let key = (authority == .server ? "sk_" : "pk_") + Vault.randomToken()
        let stored = APIKey(
            hash: KeyRing.hash(key), name: name, authority: authority, hint: String(key.prefix(7)),
            createdAt: clock.now())
        try await database.write(lane: .jobs) { [scope] in try APIKeyStore().create(stored, in: scope, on: $0) }
        keys.forget()
        return ["name": .string(name), "kind": .string(parameters["kind"]?.string ?? "server"), "key": .string(key)]
    }

    func listKeys() async throws -> JSON {
        let keys = try await database.read { [scope] in try APIKeyStore().keys(in: scope, on: $0) }
        return .array(
            keys.map { key in
                [
                    "name": .string(key.name), "kind": .string(key.authority == .browser ? "browser" : "server"),
                    "begins": .string(key.hint), "created_at": .string(key.createdAt.iso8601),
                    "revoked_at": key.revokedAt.map { .string($0.iso8601) } ?? .null,
                ]
            })
    }

    func revokeKey(_ parameters: JSON) async throws -> JSON {
        let name = try required("name", of: parameters)
        let now = clock.now()
        let count = try await database.write(lane: .jobs) { [scope] connection in
            let store = APIKeyStore()
            return try store.keys(in: scope, on: connection).filter { $0.name == name && $0.revokedAt == nil }
                .count { try store.revoke($0.hash, now: now, in: scope, on: connection) }
        }
        guard count > 0 else { throw AdminError("there is no key “\(name)” in use; see cartwheel keys list") }
        keys.forget()
        return ["name": .string(name), "revoked": .number(Number(count))]
    }
}

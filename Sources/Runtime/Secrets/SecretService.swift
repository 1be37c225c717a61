import Crypto
import Foundation
import Storage
import Values

/// What other systems know this installation by: sealed in the database by a key that the database never sees.
public struct SecretService: Sendable {
    private let database: any Database
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let key: SymmetricKey

    init(database: any Database, scope: WorkspaceScope, clock: SystemClock, masterKey: MasterKey) {
        self.database = database
        self.scope = scope
        self.clock = clock
        key = SymmetricKey(data: masterKey.derived(for: "secrets 1"))
    }

    /// What is kept under a name; nil where there is nothing, or where it was sealed by another installation's key.
    func secret(_ name: String) async throws -> [UInt8]? {
        let sealed = try await database.read { [scope] in try SecretStore().secret(name, in: scope, on: $0) }
        return sealed.flatMap { try? open($0, name) }
    }

    /// Nil takes it away.
    func set(_ name: String, to secret: [UInt8]?) async throws {
        let sealed = try secret.map { try seal($0, name) }
        let now = clock.now()
        try await database.write(lane: .jobs) { [scope] connection in
            if let sealed {
                try SecretStore().set(name, to: sealed, now: now, in: scope, on: connection)
            } else {
                try SecretStore().delete(name, in: scope, on: connection)
            }
        }
    }

    /// What is kept under a name, or random bytes that are kept under it from now on; of two that ask at once, one makes
    /// them.
    func secretOrNew(_ name: String, bytes count: Int) async throws -> [UInt8] {
        if let known = try await secret(name) { return known }
        let sealed = try seal(Vault.randomBytes(count), name)
        let now = clock.now()
        let stored = try await database.write(lane: .jobs) { [scope] connection in
            try SecretStore().setIfMissing(name, to: sealed, now: now, in: scope, on: connection)
        }
        return try open(stored, name)
    }

    /// The name is sealed along: a secret cannot be moved to another's place.
    private func seal(_ secret: [UInt8], _ name: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(secret, using: key, authenticating: Data(name.utf8))
        guard let combined = box.combined else { throw AdminError("the secret “\(name)” could not be sealed") }
        return Array(combined)
    }

    private func open(_ sealed: [UInt8], _ name: String) throws -> [UInt8] {
        do {
            return Array(
                try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: Data(name.utf8)))
        } catch {
            throw AdminError(
                "the secret “\(name)” was sealed by another key; set it anew, or bring back the key file it was made with"
            )
        }
    }
}

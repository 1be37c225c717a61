import Crypto
import Engine
import Foundation
import Storage
import Values

/// Erases people, and keeps what is erased from coming back by a resend, an import or a restore.
public struct ErasureService: Sendable {
    let database: any Database
    let scope: WorkspaceScope
    let clock: SystemClock
    let erased: ErasedIdentities
    let tombstones: TombstoneKey
    private let erasure: Erasure

    init(
        database: any Database, intake: IntakeStore, scope: WorkspaceScope, clock: SystemClock, masterKey: MasterKey
    ) {
        self.database = database
        self.scope = scope
        self.clock = clock
        let key = masterKey.derived(for: "tombstones 1")
        tombstones = TombstoneKey { bytes in
            Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
        }
        erased = ErasedIdentities(key: tombstones)
        erasure = Erasure(sharing: intake, remembering: erased)
    }

    /// Reads whose data were erased, here or by another process.
    func load() async throws {
        try await database.read { [erased, scope] in try erased.load(in: scope, on: $0) }
    }

    /// Goes on with erasures that were cut short.
    func resume() async throws { try await erasure.resume(now: clock.now(), in: scope, from: database) }

    func erase(
        _ profile: ProfileKey, progress: (@Sendable (ErasureProgress) -> Void)? = nil
    ) async throws -> Bool {
        try await erasure.erase(profile, now: clock.now(), in: scope, from: database, progress: progress)
    }

    /// The events that may be stored, and what stands in the books for the others: that they came, and nothing of them.
    func admit(_ events: [IncomingEvent], source: String) -> (admitted: [IncomingEvent], rejected: [RejectedEvent]) {
        var rejected: [RejectedEvent] = []
        let admitted = events.filter { event in
            let identities = event.envelope.identities + [event.identity]
            guard identities.contains(where: { erased.isErased($0, at: event.occurredAt, in: scope) }) else {
                return true
            }
            rejected.append(
                RejectedEvent(
                    receivedAt: event.receivedAt, rule: RejectionRule.erased.rawValue,
                    reason: "It is about somebody whose data were erased after it happened.", source: source,
                    body: "{}"))
            return false
        }
        return (admitted, rejected)
    }
}

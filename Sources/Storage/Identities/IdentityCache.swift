import Engine
import Synchronization

/// Identities that are known to be stored, so that intake need not ask; bounded, in two generations.
final class IdentityCache: Sendable {
    struct Entry {
        /// Of kind and value, by the process's own hash: tells apart what shares an unsalted key.
        let fingerprint: Int
        let salt: UInt8
    }

    private struct Generations {
        var young: [Int64: Entry] = [:]
        var old: [Int64: Entry] = [:]
    }

    private let generations = Mutex(Generations())
    private let capacity: Int

    /// - Parameter capacity: of one generation; an entry takes about 40 bytes, 150,000 twice make 12 MB.
    init(capacity: Int = 150_000) { self.capacity = capacity }

    /// The salt under which the identity is stored; nil where that is not known here.
    func salt(of identity: Identity, unsalted key: Int64) -> UInt8? {
        let fingerprint = IdentityCache.fingerprint(identity)
        return generations.withLock { known in
            if let entry = known.young[key] { return entry.fingerprint == fingerprint ? entry.salt : nil }
            guard let entry = known.old[key], entry.fingerprint == fingerprint else { return nil }
            IdentityCache.keep(entry, key, in: &known, capacity)
            return entry.salt
        }
    }

    func add(_ identities: [(identity: Identity, unsalted: Int64, salt: UInt8)]) {
        generations.withLock { known in
            for (identity, key, salt) in identities {
                let entry = Entry(fingerprint: IdentityCache.fingerprint(identity), salt: salt)
                IdentityCache.keep(entry, key, in: &known, capacity)
            }
        }
    }

    func removeAll() { generations.withLock { $0 = Generations() } }

    private static func keep(_ entry: Entry, _ key: Int64, in known: inout Generations, _ capacity: Int) {
        if known.young.count >= capacity {
            known.old = known.young
            known.young = [:]
        }
        known.young[key] = entry
    }

    private static func fingerprint(_ identity: Identity) -> Int {
        var hasher = Hasher()
        hasher.combine(identity.kind)
        hasher.combine(identity.value)
        return hasher.finalize()
    }
}

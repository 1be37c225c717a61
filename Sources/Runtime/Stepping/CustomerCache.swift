import Engine

/// Customers as they were last committed, kept while their bucket is leased; the longest unused go first.
///
/// Two generations: when the young one is full it becomes the old one; who is taken out there and kept again is young.
/// So nothing is sorted, and memory is bounded by twice the capacity.
struct CustomerCache {
    private var young: [ProfileKey: Customer] = [:]
    private var old: [ProfileKey: Customer] = [:]
    private let capacity: Int

    /// About 6 KB a customer with a dozen events: 25 MB at most for each worker.
    static let defaultCapacity = 2_000

    init(capacity: Int = CustomerCache.defaultCapacity) { self.capacity = capacity }

    /// Takes a customer out, whose history can then be added to in place; `keep` puts them back when they are committed.
    mutating func take(_ key: ProfileKey) -> Customer? {
        young.removeValue(forKey: key) ?? old.removeValue(forKey: key)
    }

    mutating func keep(_ customers: [Customer]) {
        for customer in customers {
            old[customer.profile.key] = nil
            young[customer.profile.key] = customer
        }
        if young.count > capacity {
            old = young
            young = [:]
        }
    }

    mutating func drop(_ keys: some Sequence<ProfileKey>) {
        for key in keys {
            young[key] = nil
            old[key] = nil
        }
    }

    mutating func dropAll() {
        young = [:]
        old = [:]
    }

    /// People of these ranges may be changed by somebody else from now on.
    mutating func drop(ranges: Set<BucketRange>) {
        young = young.filter { !ranges.contains($0.key.bucket.range) }
        old = old.filter { !ranges.contains($0.key.bucket.range) }
    }
}

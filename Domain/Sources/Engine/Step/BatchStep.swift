import Conditions
import Values

/// Steps a batch of due work: reads who it concerns, steps each customer, and gathers what is to be written.
///
/// A pure function of what the reader answers: the same work, rows, time and definitions give the same batch.
public struct BatchStep {
    let definitions: Definitions
    let now: Instant
    let leases: [BucketRange: Lease]
    /// Held by the same process, whose other batches step their people.
    let neighbours: [BucketRange: Lease]
    var batch: StepBatch
    /// Who is stepped in this batch.
    public internal(set) var homes: Set<ProfileKey> = []
    /// Identities that nobody had and that somebody in this batch has from now on.
    public internal(set) var joined: Set<IdentityKey> = []
    var links = LinkGraph()
    /// What the catalog says of what this batch's messages may be about.
    private var shelf = Shelf()
    /// Identities that no profile was ever made of.
    var vacant: Set<IdentityKey> = []
    /// Customers as they are after the batch, for the cache; valid once the batch has been committed.
    public private(set) var stepped: [Customer] = []
    /// Profiles whose cached state is out of date after the batch.
    public internal(set) var stale: [ProfileKey] = []

    /// A profile that moved says where to; longer chains mean a fault.
    static let maximumMoves = 16

    /// - Parameters:
    ///   - leases: of the ranges whose people are stepped here.
    ///   - neighbours: other leases of the same process. Batches over them that are computed at the same time must
    ///     neither step nor join what this one joined, and the other way round: whoever writes them sees to it.
    public init(leases: [Lease], neighbours: [Lease] = [], now: Instant, definitions: Definitions) {
        self.definitions = definitions
        self.now = now
        self.leases = Dictionary(uniqueKeysWithValues: leases.map { ($0.range, $0) })
        self.neighbours = Dictionary(uniqueKeysWithValues: neighbours.map { ($0.range, $0) })
        batch = StepBatch(leases: leases)
    }

    /// Steps the work; `cached` gives customers that are still as they were committed, and keeps no hold of them: of
    /// whom nobody else holds, the history is added to in place.
    public mutating func run(
        _ due: [DueWork], reader: some CustomerReader, cached: (ProfileKey) -> Customer?
    ) throws -> StepBatch {
        let builds = due.filter { $0.item.kind == .segmentBuild }
        let due = builds.isEmpty ? due : due.filter { $0.item.kind != .segmentBuild }
        let routes = try route(due, reader)
        let groups = gather(due, routes)
        var customers = try load(groups, routes, reader, cached)
        try readLinks(groups, customers, reader)
        var claimed = try claims(for: groups, reader)
        shelf = try shelf(for: groups, customers, reader)
        for (place, group) in groups.enumerated() {
            // Handed over whole: what nobody else holds is changed in place.
            var customer = Loaded.missing
            swap(&customers[place], &customer)
            try step(group, customer, reader, &claimed)
        }
        try build(builds.prefix(BuildWork.rangesAtOnce).map(\.item), beside: due, reader, cached)
        batch.leases = touchedLeases(groups, builds)
        return batch
    }

    /// The work of one person, in the order in which it is stepped.
    struct Group {
        var home: ProfileKey
        var items: [DueWork]
    }

    private func gather(_ due: [DueWork], _ routes: [Route]) -> [Group] {
        var groups: [Group] = []
        var index: [ProfileKey: Int] = [:]
        for (work, route) in zip(due, routes) {
            if let place = index[route.home] {
                groups[place].items.append(work)
            } else {
                index[route.home] = groups.count
                groups.append(Group(home: route.home, items: [work]))
            }
        }
        for place in groups.indices { groups[place].items.sort(by: BatchStep.precedes) }
        return groups
    }

    /// Events before everything else, in the order in which they were stored; then by time.
    private static func precedes(_ a: DueWork, _ b: DueWork) -> Bool {
        switch (a.item.kind == .event, b.item.kind == .event) {
        case (true, true): return a.item.id < b.item.id
        case (true, false): return true
        case (false, true): return false
        case (false, false):
            if a.item.dueAt != b.item.dueAt { return a.item.dueAt < b.item.dueAt }
            if a.item.kind != b.item.kind { return a.item.kind.rawValue < b.item.kind.rawValue }
            return a.item.id < b.item.id
        }
    }

    private func touchedLeases(_ groups: [Group], _ builds: [DueWork]) -> [Lease] {
        let ranges = Set(groups.flatMap { [$0.home.bucket.range] + $0.items.map(\.item.range) })
            .union(joined.map(\.bucket.range)).union(builds.map(\.item.range))
        return ranges.sorted().compactMap { leases[$0] ?? neighbours[$0] }
    }
}

extension BatchStep {
    private mutating func step(
        _ group: Group, _ loaded: consuming Loaded, _ reader: some CustomerReader, _ claimed: inout [Int64: ObjectClaim]
    ) throws {
        switch loaded {
        case .missing: preconditionFailure("every group is loaded or lies elsewhere")
        case .elsewhere(let home): forward(group.items, to: home)
        case .here(let customer):
            let journeys = customer.profile.journeys
            var run = StepRun(
                customer: customer, definitions: definitions, now: now, cause: group.items[0].item.cause)
            run.shelf = shelf
            run.settleBuilds()
            for (index, work) in group.items.enumerated() {
                run.cause = work.item.cause
                try step(work, &run, reader, &claimed)
                batch.finishedWork.append(work.item)
                guard run.movedTo == nil, run.areIdentitiesChanged else {
                    if run.movedTo != nil { break }
                    continue
                }
                // What follows was routed by the old identities: it stays due and is routed anew.
                try readAnew(&run, hiding: group.items[(index + 1)...], reader)
                break
            }
            run.settleRest()
            finish(run, before: journeys)
        }
    }

    /// Work for a profile that lives in another bucket goes there, in the same transaction.
    private mutating func forward(_ items: [DueWork], to home: ProfileKey) {
        for work in items {
            batch.finishedWork.append(work.item)
            var item = work.item
            item.subject = home
            batch.scheduledWork.append(item)
        }
    }

    mutating func finish(_ run: consuming StepRun, before: [Journey], keepsCustomer: Bool = true) {
        batch.add(run.decision)
        // Journeys of a profile that moved are under way to its new home, where they are counted on arrival.
        batch.countPlaces(from: before, to: run.movedTo == nil ? run.profile.journeys : [])
        if run.movedTo != nil {
            stale.append(run.profile.key)
            return
        }
        var customer = run.customer
        if run.isProfileChanged || customer.isNew {
            customer.isNew = false
            customer.profile.forgetConditions(notIn: definitions)
            customer.profile.steppedAt = run.now
            batch.profiles.append(StoredProfile(customer.profile))
        }
        if keepsCustomer { stepped.append(customer) }
    }
}

extension StoredProfile {
    init(_ profile: Profile) {
        self.init(
            key: profile.key, document: profile.document, email: profile.address(on: .email),
            name: profile.displayName, createdAt: profile.createdAt, lastSeenAt: profile.lastSeenAt)
    }
}

extension WorkItem {
    /// For the log: what led to a decision.
    var cause: String {
        switch kind {
        case .event: "event \(id)"
        case .relink: "link"
        case .absorb: "merge"
        case .command: "command"
        case .journeyDue: "journey \(id)"
        case .conditionDue: "time"
        case .messageDue: "message \(id)"
        case .segmentBuild: "build \(id)"
        }
    }
}

extension Event {
    /// The key of the order or the like that the event is about; nil where it is about none.
    func objectKey(in workspace: WorkspaceID) -> Int64? {
        ObjectIdentity(event: name, body: .bytes(properties))?.key(workspace: workspace)
    }
}

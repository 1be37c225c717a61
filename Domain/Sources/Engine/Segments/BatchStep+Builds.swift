import Conditions
import Values

extension BatchStep {
    /// Does the next piece of builds in the ranges at hand: evaluates the segments that are being built for the next
    /// profiles of each range, and writes those whose answer is worth keeping.
    mutating func build(
        _ items: [WorkItem], beside due: [DueWork], _ reader: some CustomerReader,
        _ cached: (ProfileKey) -> Customer?
    ) throws {
        guard !items.isEmpty else { return }
        var stepped: [BucketRange: Int64] = [:]
        for work in due where work.item.kind == .event && work.item.dueAt == WorkItem.firstInLine {
            stepped[work.item.range] = max(stepped[work.item.range] ?? 0, work.item.id)
        }
        let share = max(8, BuildWork.profilesAtOnce / items.count)
        for item in items {
            batch.finishedWork.append(item)
            guard let piece = BuildWork(payload: item.payload) else { continue }
            let positions = definitions.segmentSet.building.filter {
                definitions.segmentSet.all[$0].build?.id == piece.build
            }
            // Archived or edited meanwhile: the newer build has pieces of its own.
            guard !positions.isEmpty else {
                batch.buildProgress.append(
                    BuildProgress(build: piece.build, range: item.range, examined: 0, isDone: true))
                continue
            }
            let rows = try reader.profiles(in: item.range, after: piece.after, limit: share)
            // Events that wait to be stepped are news: whoever enters by them does so when they are stepped.
            let pending = try reader.pendingEvent(in: item.range, after: stepped[item.range] ?? 0)
            try build(positions, rows, below: pending, reader, cached)
            let isDone = rows.count < share
            batch.buildProgress.append(
                BuildProgress(build: piece.build, range: item.range, examined: rows.count, isDone: isDone))
            guard !isDone, let last = rows.last?.key else { continue }
            batch.scheduledWork.append(
                BuildWork(build: piece.build, after: last).item(
                    in: item.range, at: max(now, item.dueAt + TimeSpan(milliseconds: 1))))
        }
    }

    private mutating func build(
        _ positions: [Int], _ rows: [ProfileRow], below pending: Int64?, _ reader: some CustomerReader,
        _ cached: (ProfileKey) -> Customer?
    ) throws {
        // Who is stepped in this batch was looked at then.
        let rows = rows.filter { $0.movedTo == nil && !homes.contains($0.key) }
        // Whoever comes with the whole history goes back with it.
        var whole: Set<ProfileKey> = []
        var customers = try rows.map { row in
            if let customer = cached(row.key), customer.hasTimeline {
                whole.insert(row.key)
                return customer
            }
            return Customer(
                profile: try Profile(key: row.key, document: row.document), timeline: nil, definitions: definitions)
        }
        let announces = positions.contains { definitions.segmentSet.all[$0].build?.announces == true }
        let names = definitions.segmentSet.eventNames(of: definitions.segmentSet.dependents(of: positions))
        // Flows that an announced build starts may read any event.
        try load(&customers, named: announces ? nil : names, below: pending, reader)
        for customer in customers {
            var run = StepRun(customer: customer, definitions: definitions, now: now, cause: "build")
            run.startsFlows = announces
            run.build(positions)
            // A part of the history must not be taken for the whole later on.
            let isWhole = whole.contains(run.profile.key)
            if run.isProfileChanged, !isWhole { stale.append(run.profile.key) }
            finish(run, before: customer.profile.journeys, keepsCustomer: isWhole)
        }
    }

    private func load(
        _ customers: inout [Customer], named names: Set<String>?, below pending: Int64?, _ reader: some CustomerReader
    ) throws {
        var requests: [TimelineRequest] = []
        var places: [IdentityKey: [(place: Int, owned: ProfileIdentity)]] = [:]
        for place in customers.indices where !customers[place].hasTimeline {
            customers[place].take(Timeline())
            guard names?.isEmpty != true else { continue }
            for owned in customers[place].profile.identities {
                requests.append(
                    TimelineRequest(identity: owned.identity.key, intervals: owned.intervals, below: pending))
                places[owned.identity.key, default: []].append((place, owned))
            }
        }
        guard !requests.isEmpty else { return }
        let needs = names.map(definitions.history.limited) ?? definitions.history
        var timelines: [Int: [TimelineEvent]] = [:]
        for found in try reader.timelines(requests, needs) {
            for (place, owned) in places[found.identity] ?? [] where owned.owns(found.event.occurredAt) {
                timelines[place, default: []].append(found.event)
            }
        }
        for (place, events) in timelines {
            customers[place].take(Timeline(stored: events, workspace: definitions.workspace))
        }
    }
}

import Engine
import Values

extension Simulator {
    /// New definitions: what is new in them is built over everybody, while all goes on.
    mutating func publish(_ edition: Edition) {
        books.note(now, "edition \(edition.number) is published")
        self.edition = edition
        standing.isBuilding = true
        redefine()
        let (definitions, moment) = (definitions, now)
        write { store in
            store.archive(allBut: definitions)
            for range in BucketRange.all {
                store.schedule(BuildWork(build: edition.number).item(in: range, at: moment))
            }
        }
        for move in edition.moves where definitions.newest(move.flow) != nil {
            for key in homes { tell(.move(move), to: key) }
        }
        nudgeWorkers(for: BucketRange.all.map(\.firstKey))
    }

    /// Once every range is done, the segments are there.
    mutating func finishBuild() {
        guard standing.isBuilding, store.rangesBuilt[edition.number]?.count == BucketRange.count else { return }
        let number = edition.number
        books.note(now, "the segments of edition \(number) are built")
        standing.isBuilding = false
        redefine()
        lookAgain()
    }

    /// A flow stands still for a while.
    mutating func pauseFlow() {
        let slug = SimulatedDefinitions.allSlugs.randomElement(using: &random)!
        let id = Flow.id(slug: slug)
        books.note(now, "“\(slug)” is paused")
        standing.paused.insert(id)
        redefine()
        endLater { simulator in
            simulator.books.note(simulator.now, "“\(slug)” is live again")
            simulator.standing.paused.remove(id)
        }
    }

    /// All marketing stands still for a while.
    mutating func stopMarketing() {
        books.note(now, "all marketing is stopped")
        standing.isMarketingStopped = true
        redefine()
        endLater { simulator in
            simulator.books.note(simulator.now, "marketing goes on")
            simulator.standing.isMarketingStopped = false
        }
    }

    /// Nothing stands still when the faults are over.
    private mutating func endLater(_ end: @escaping Agenda.Happening) {
        let moment = min(now + between(60_000, 5_400_000), plan.end)
        agenda.enter(at: moment) { simulator in
            end(&simulator)
            simulator.redefine()
        }
    }

    /// Everybody works with the newest definitions from now on, and what waited for a flow that is live again goes on.
    private mutating func redefine() {
        definitions = edition.definitions(version: definitions.version + 1, standing)
        let (paused, moment) = (definitions.paused, now)
        write { store in store.resume(except: paused, now: moment) }
        nudgeWorkers(for: BucketRange.all.map(\.firstKey))
    }

    /// Journeys of a flow that is gone end when they are looked at.
    private mutating func lookAgain() {
        let (keys, version, moment) = (homes, definitions.version, now)
        write { store in
            for key in keys {
                var hash = StableHash()
                hash.combine(key.rawValue)
                hash.combine(version)
                store.schedule(
                    WorkItem(
                        dueAt: moment, kind: .command, id: hash.finishSigned(), subject: key,
                        payload: Command.evaluate.payload))
            }
        }
        nudgeWorkers(for: keys)
    }

    /// Profiles that have not joined another.
    var homes: [ProfileKey] { store.profiles.keys.filter { store.profiles[$0]!.movedTo == nil }.sorted() }
}

import Engine
import Values

extension Simulator {
    /// Draws when processes die and stand still, when providers fail, and when the definitions change.
    mutating func planFaults() {
        let hours = Int((end - start).milliseconds / 3_600_000)
        for hour in 0..<hours {
            for number in servers.indices {
                if random.chance(faults.crashesAnHour) { plan(in: hour) { $0.crash(number) } }
                if random.chance(faults.stallsAnHour) { plan(in: hour) { $0.stall(number) } }
            }
            for number in intakes.indices where random.chance(faults.crashesAnHour) {
                plan(in: hour) { $0.crashIntake(number) }
            }
            for name in ["first", "second"] where random.chance(faults.outage) {
                plan(in: hour) { simulator in
                    simulator.provider.outages[name] = simulator.now + simulator.between(60_000, 3_600_000)
                }
            }
            for _ in 0..<4 where random.chance(faults.commandsAnHour / 4) { plan(in: hour) { $0.command() } }
        }
        guard faults.changesDefinitions else { return }
        for (part, edition) in [(3, SimulatedDefinitions.second), (4, SimulatedDefinitions.third)] {
            let moment = TimeSpan(milliseconds: (end - start).milliseconds * Int64(part) / 5)
            enter(after: moment) { $0.publish(edition) }
        }
    }

    private mutating func plan(in hour: Int, _ happening: @escaping Agenda.Happening) {
        agenda.enter(at: now + .hours(Int64(hour)) + between(0, 3_599_000), happening)
    }

    private mutating func crash(_ number: Int) {
        guard servers[number].isRunning else { return }
        let owner = servers[number].owner
        books.note(now, "\(owner) is killed")
        books.crashes += 1
        servers[number].isRunning = false
        enter(after: between(1_000, 900_000)) { simulator in
            simulator.servers[number].start()
            simulator.keep(number, .tick)
        }
    }

    private mutating func stall(_ number: Int) {
        let owner = servers[number].owner
        let isKeeperAlone = random.chance(0.5)
        books.note(now, "\(owner) \(isKeeperAlone ? "cannot renew" : "stands still")")
        let until = now + between(10_000, 900_000)
        if isKeeperAlone { servers[number].keeperStalledUntil = until } else { servers[number].stalledUntil = until }
    }

    private mutating func crashIntake(_ number: Int) {
        books.note(now, "intake \(number) is killed")
        books.crashes += 1
        intakes[number].life += 1
        intakes[number].group = IntakeGroup()
    }

    /// New definitions: what is new in them is built over everybody, while all goes on.
    private mutating func publish(_ edition: SimulatedDefinitions.Edition) {
        books.note(now, "definitions \(edition.number) are published")
        definitions = edition.building
        published = edition
        store.archive(allBut: definitions)
        for range in BucketRange.all { store.schedule(BuildWork(build: edition.number).item(in: range, at: now)) }
        nudgeWorkers(for: BucketRange.all.map(\.firstKey))
    }

    /// Once every range is done, the segments are there.
    mutating func finishBuild() {
        guard let published, definitions.version == published.number,
            store.rangesBuilt[published.number]?.count == BucketRange.count
        else { return }
        books.note(now, "the segments of \(published.number) are built")
        definitions = published.built
        lookAgain()
    }

    /// Journeys of a flow that is gone end when they are looked at.
    private mutating func lookAgain() {
        for key in store.profiles.keys.sorted() where store.profiles[key]!.movedTo == nil {
            var hash = StableHash()
            hash.combine(key.rawValue)
            hash.combine(definitions.version)
            store.schedule(
                WorkItem(
                    dueAt: now, kind: .command, id: hash.finishSigned(), subject: key,
                    payload: Command.evaluate.payload))
        }
        nudgeWorkers(for: Array(store.profiles.keys))
    }
}

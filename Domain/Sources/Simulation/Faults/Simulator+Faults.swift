import Engine
import Values

extension Simulator {
    /// Draws when processes die and stand still, when providers fail, and when the definitions change.
    mutating func planFaults() {
        let minutes = Int(plan.span.milliseconds / 60_000)
        // Chances are those of whole hours; what is left of the last one has its share.
        for minute in stride(from: 0, to: minutes, by: 60) {
            let part = Part(start: minute, length: min(60, minutes - minute))
            func drawn(_ rate: Double) -> Double { rate * Double(part.length) / 60 }
            for number in servers.indices {
                if random.chance(drawn(faults.crashesAnHour)) { plan(in: part) { $0.crash(number) } }
                if random.chance(drawn(faults.stallsAnHour)) { plan(in: part) { $0.stall(number) } }
            }
            for number in intakes.indices where random.chance(drawn(faults.crashesAnHour)) {
                plan(in: part) { $0.crashIntake(number) }
            }
            for name in ["first", "second"] where random.chance(drawn(faults.outage)) {
                plan(in: part) { simulator in
                    simulator.provider.outages[name] = simulator.now + simulator.between(60_000, 3_600_000)
                }
            }
            for _ in 0..<8 where random.chance(drawn(faults.commandsAnHour / 8)) { plan(in: part) { $0.command() } }
            for _ in 0..<8 where random.chance(drawn(faults.commandsAnHour / 8)) { plan(in: part) { $0.tellTraits() } }
            if random.chance(drawn(faults.pausesAnHour)) { plan(in: part) { $0.pauseFlow() } }
            if random.chance(drawn(faults.pausesAnHour)) { plan(in: part) { $0.stopMarketing() } }
        }
        guard faults.changesDefinitions else { return }
        for (place, edition) in [(2, SimulatedDefinitions.second), (4, SimulatedDefinitions.third)] {
            let moment = TimeSpan(milliseconds: plan.span.milliseconds * Int64(place) / 5)
            enter(after: moment) { $0.publish(edition) }
        }
    }

    private struct Part {
        /// Minutes after the beginning.
        let start: Int
        let length: Int
    }

    private mutating func plan(in part: Part, _ happening: @escaping Agenda.Happening) {
        let last = Int64(part.length) * 60_000 - 1_000
        agenda.enter(at: now + .minutes(Int64(part.start)) + between(0, max(0, last)), happening)
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
}

import Engine
import Values

extension Simulator {
    /// Draws when processes die and stand still, when providers fail, and when the definitions change.
    mutating func planFaults() {
        let minutes = Int(plan.span.milliseconds / 60_000)
        // Chances are those of whole hours; what is left of the last one has its share.
        for minute in stride(from: 0, to: minutes, by: 60) {
            let part = Part(start: minute, length: min(60, minutes - minute))
            for number in servers.indices {
                plan("crash \(number)", faults.crashesAnHour, part) { $0.crash(number) }
                plan("stall \(number)", faults.stallsAnHour, part) { $0.stall(number) }
            }
            for number in intakes.indices {
                plan("intake \(number)", faults.crashesAnHour, part) { $0.crashIntake(number) }
            }
            for name in ["first", "second"] {
                plan("outage \(name)", faults.outage, part) { simulator in
                    simulator.provider.outages[name] = simulator.now + simulator.between(60_000, 3_600_000)
                }
            }
            for number in 0..<8 {
                plan("command \(number)", faults.commandsAnHour / 8, part) { $0.command() }
                plan("traits \(number)", faults.commandsAnHour / 8, part) { $0.tellTraits() }
            }
            for number in 0..<3 {
                plan("price \(number)", faults.priceDropsAnHour / 3, part) { $0.dropPrice() }
            }
            plan("pause", faults.pausesAnHour, part) { $0.pauseFlow() }
            plan("stop", faults.pausesAnHour, part) { $0.stopMarketing() }
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

    /// Each is drawn by itself, so that leaving one out leaves the others where they are.
    private mutating func plan(_ name: String, _ anHour: Double, _ part: Part, _ happening: @escaping Agenda.Happening)
    {
        var hash = StableHash()
        hash.combine(Int64(bitPattern: plan.seed))
        hash.combine(name)
        hash.combine(Int64(part.start))
        var random = SeededRandom(seed: hash.finish())
        guard random.chance(anHour * Double(part.length) / 60) else { return }
        let after = random.unit() * Double(part.length) * 60_000
        agenda.enter(at: now + .minutes(Int64(part.start)) + TimeSpan(milliseconds: Int64(after)), happening)
    }

    mutating func crash(_ number: Int) {
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

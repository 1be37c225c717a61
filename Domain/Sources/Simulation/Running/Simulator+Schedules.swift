import Engine
import ShopSimulator
import Values

extension Simulator {
    /// Whoever runs the system waits for a schedule's next moment, and gives it to every member.
    mutating func planTick(_ schedule: FlowSchedule, after moment: Instant) {
        guard let next = schedule.next(after: moment, workspace: SimulatedDefinitions.settings.zone),
            next <= plan.end + plan.settling
        else { return }
        agenda.enter(at: next) { $0.tick(schedule, at: next) }
    }

    private mutating func tick(_ schedule: FlowSchedule, at moment: Instant) {
        guard definitions.schedules.contains(schedule) else { return }
        let members = [Segment.id(named: schedule.among), Label(.list, schedule.among).id]
            .flatMap { store.members[$0] ?? [] }.sorted()
        books.note(now, "\(schedule.sentence): \(members.count) members")
        for member in members { tell(.tick(schedule: schedule.id, at: moment), to: member) }
        planTick(schedule, after: moment)
    }

    /// The shop's server tells of a date and a zone of somebody.
    mutating func tellTraits() {
        let shopper = shop.shopper(Int.random(in: 0..<plan.shoppers, using: &random))
        client.lastTraits += 1
        let day = shopper.zone.local(now).date.dayNumber + Int64.random(in: -1...1, using: &random)
        let zone = random.chance(0.2) ? "America/New_York" : shopper.zone.identifier
        let call: JSONObject = [
            "type": "identify", "messageId": .string("traits-\(client.lastTraits)"), "timestamp": .string(now.iso8601),
            "anonymousId": .string(shopper.devices[0].anonymousID),
            "traits": [
                "email": .string(shopper.typedEmail), "timezone": .string(zone),
                "renewal": .string(String(LocalDateTime(date: CivilDate(dayNumber: day)).asUTC.iso8601.prefix(10))),
            ],
        ]
        books.sent(call, .none)
        send([call], .server)
    }
}

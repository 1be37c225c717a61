import Conditions
import Engine
import Storage
import Values

/// What gave some codes, and what became of each.
struct GivenCodes {
    private let people: [ProfileKey: Profile]
    /// Messages that show a code, the newest first, by the request that took it.
    private let messages: [Int64: [Message]]
    /// Codes that orders name, in capitals, by the key under which their person is asked for.
    private let used: [ProfileKey: Set<String>]

    /// - Parameter people: those who have the codes, by the keys under which they were noted.
    init(
        _ codes: [CouponAssignment], _ people: [ProfileKey: Profile], _ customers: CustomerStore,
        in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        self.people = people
        let since = codes.map(\.at).min() ?? .distantFuture
        var keys = Set(people.keys)
        for profile in people.values { keys.formUnion([profile.key] + profile.identities.map(\.identity.key)) }
        messages = try CouponStore().messages(
            showing: Set(codes.map(\.effect)), under: keys, since: since, in: scope, on: connection)
        // Of whoever holds the code still, no order had it.
        let asked = codes.filter { code in
            let profile = code.profile.flatMap { people[$0] }
            return profile?.coupons.contains(where: { $0.effect == code.effect }) == false
        }
        used = try GivenCodes.used(by: Set(asked.compactMap(\.profile)), people, since, customers, on: connection)
    }

    private static func used(
        by asked: Set<ProfileKey>, _ people: [ProfileKey: Profile], _ since: Instant, _ customers: CustomerStore,
        on connection: any Connection
    ) throws -> [ProfileKey: Set<String>] {
        let requests = asked.sorted().flatMap { people[$0]?.identities ?? [] }.map { own in
            TimelineRequest(
                identity: own.identity.key,
                intervals: own.intervals.filter { ($0.until ?? .distantFuture) > since }.map {
                    Interval(from: max($0.from, since), until: $0.until)
                }, below: nil)
        }
        guard !requests.isEmpty else { return [:] }
        let orders = try customers.timelines(requests, HistoryNeeds(all: [OrderEvents.completed]), on: connection)
        var used: [ProfileKey: Set<String>] = [:]
        for order in orders {
            guard let code = order.event.body.property("coupon")?.string, !code.isEmpty else { continue }
            for key in asked where people[key]?.owns(order.identity, at: order.event.occurredAt) == true {
                used[key, default: []].insert(code.uppercased())
            }
        }
        return used
    }

    /// - Parameter flows: by their ids.
    func row(_ code: CouponAssignment, _ flows: [Int64: FlowName]) -> CouponPage.Row {
        let profile = code.profile.flatMap { people[$0] }
        let showing = messages[code.effect] ?? []
        let holding = profile?.journey(holding: code.effect)
        return CouponPage.Row(
            assignment: code, person: profile.map { PersonLine($0) },
            flow: (showing.first?.flow ?? holding?.flow).flatMap { flows[$0] },
            journey: profile?.journeyID(holding?.id ?? showing.first?.journey),
            state: state(of: code, showing, isInJourney: holding != nil))
    }

    private func state(of code: CouponAssignment, _ showing: [Message], isInJourney: Bool) -> CouponPage.Row.State {
        if let key = code.profile, used[key]?.contains(code.code.uppercased()) == true { return .used }
        if showing.contains(where: { $0.state.mayBeSeen }) { return .given }
        return isInJourney || showing.contains { $0.state != .refused } ? .held : .given
    }
}

extension Message.State {
    /// Whether its receiver may have it.
    fileprivate var mayBeSeen: Bool {
        switch self {
        case .held, .ready, .refused: false
        case .sending, .sent, .delivered, .opened, .clicked, .bounced, .complained, .failed, .unknown: true
        }
    }
}

import Conditions
import Values

extension BatchStep {
    /// Steps one item of work.
    mutating func step(
        _ work: DueWork, _ run: inout StepRun, _ reader: some CustomerReader, _ claimed: inout [Int64: ObjectClaim]
    ) throws {
        let item = work.item
        // An event of the past earlier in the batch must not silence what comes after it.
        run.startsFlows = true
        switch item.kind {
        case .event:
            guard let event = work.event else { return }
            try link(event, &run, reader)
            let read = ReadEvent(event, definitions)
            let key = read.objectKey
            run.receive(read, claim: key.flatMap { claimed[$0] })
            if let key, claimed[key] == nil { claimed[key] = run.decision.claims.last { $0.key == key } }
        case .relink:
            let claim = Relink(payload: item.payload)
            run.rehome(try cluster(of: [claim?.identity ?? item.subject, run.profile.key], reader), after: claim)
        case .absorb:
            let other = try joined(item.payload)
            run.absorb(other, try cluster(of: [run.profile.key], reader))
        case .command:
            guard let command = Command(payload: item.payload) else { return }
            if case .refused(let id) = command {
                let message = try reader.messages([id]).first
                run.refusedByDelivery(message, among: try companions(of: message, run.profile, reader))
            } else if case .undelivered(let id) = command {
                run.undelivered(try reader.messages([id]).first)
            } else {
                run.obey(command)
            }
        case .journeyDue: run.journeyDue(item.id, payload: item.payload)
        case .conditionDue: run.conditionDue()
        case .messageDue:
            let message = try reader.messages([item.id]).first
            run.messageDue(item.id, message, among: try companions(of: message, run.profile, reader))
        case .segmentBuild: preconditionFailure("pieces of builds are no person's work")
        }
    }

    /// The messages of the journey of one that shows a code; else none.
    private func companions(
        of message: Message?, _ person: Profile, _ reader: some CustomerReader
    ) throws -> [Message] {
        guard let message, message.couponEffect != nil else { return [] }
        let keys = Set(person.identities.map(\.identity.key) + [person.key, message.profile])
        return try reader.messages(ofJourney: message.journey, under: keys.sorted(), limit: Message.mostOfJourney)
    }

    private func joined(_ payload: String) throws -> Profile? {
        var payload = payload
        return try payload.withUTF8 { bytes in
            guard let (from, document) = try? BatchStep.absorbed(in: bytes) else { return nil }
            return try Profile(
                key: IdentityKey(rawValue: from), document: UnsafeBufferPointer(rebasing: bytes[document]))
        }
    }

    /// Where in the payload the profile's document lies, and whose it is; nil where it holds none.
    private static func absorbed(
        in payload: UnsafeBufferPointer<UInt8>
    ) throws(JSONError) -> (from: Int64, document: Range<Int>)? {
        var scanner = JSONScanner(payload)
        var from: Int64?
        var document: Range<Int>?
        try scanner.members { (scanner: inout JSONScanner, field: String) throws(JSONError) in
            switch field {
            case "from": from = try scanner.integer()
            case "profile": document = try scanner.skipValue()
            default: _ = try scanner.skipValue()
            }
        }
        guard let from, let document else { return nil }
        return (from, document)
    }
}

extension StepRun {
    /// Does what console, API, receipts and delivery ask.
    mutating func obey(_ command: Command) {
        switch command {
        case .consent(let consent): state(consent, order: 0)
        case .suppress(let channel, let reason): suppress(channel, reason: reason)
        case .release(let channel): release(channel)
        case .coupon(let effect, let journey, let code, let expiresAt, let refusal):
            couponAnswered(
                effect: effect, journey: journey, CouponAnswer(code: code, expiresAt: expiresAt, refusal: refusal))
        case .clearAgain(let message): clearAgain(message)
        case .refused, .undelivered: return
        case .receipt(let receipt): received(receipt)
        case .evaluate: evaluateEverything()
        case .list(let change): self.change(change)
        case .start(let start): self.start(start)
        case .tick(let schedule, let moment): tick(schedule: schedule, at: moment)
        case .answer(let answer): answered(answer)
        case .move(let move): self.move(move)
        case .act(let action): act(action)
        case .noticed(let notice): takeUp(notice)
        case .happen(let happening): happen(happening)
        case .join(let join): self.join(join)
        }
        settle(order: 0, depth: 0)
        stepPending()
    }
}

extension Definitions {
    /// Whether stepping this work reads the person's history.
    func needTimeline(_ items: [DueWork], _ profile: Profile) -> Bool {
        if !profile.journeys.isEmpty { return true }
        return items.contains { work in
            switch work.item.kind {
            case .event:
                guard let event = work.event else { return false }
                let changesState = event.call == .identify || event.call == .group
                return changesState || profile.mayLearnAddress(from: event) || reacts(to: event.name)
                    || Cart.eventNames.contains(event.name)
                        && (reacts(to: Cart.emptiedEvent) || segmentSet.touches(.fact(.cart)))
            case .relink, .absorb, .segmentBuild: return false
            case .command, .journeyDue, .conditionDue, .messageDue: return true
            }
        }
    }
}

extension Profile {
    /// Whether an event may tell an address of a channel on which none is known: a change of state.
    fileprivate func mayLearnAddress(from event: Event) -> Bool {
        event.authority.isTrusted
            && Channel.allCases.contains { channel in
                event.envelope.identities.contains { $0.kind == channel.addressKind }
                    && address(on: channel) == nil
            }
    }
}

extension Definitions {
    private func reacts(to event: String) -> Bool {
        segmentSet.touches(.event(event)) || mayStartFlow(event)
    }
}

extension Timeline {
    /// From storage: of several copies of one order the first counts, enriched by the others.
    public init(stored events: [Event], workspace: WorkspaceID) {
        self.init(
            stored: events.map {
                TimelineEvent(
                    name: $0.name, occurredAt: $0.occurredAt, order: $0.sequence, body: .bytes($0.properties))
            }, workspace: workspace)
    }

    /// From storage: of several copies of one order the first counts, enriched by the others.
    public init(stored events: [TimelineEvent], workspace: WorkspaceID) {
        self.init()
        var orders: [Int64: TimelineEvent] = [:]
        for entry in events.sorted(by: { $0.order < $1.order }) {
            guard let key = ObjectIdentity(event: entry.name, body: entry.body)?.key(workspace: workspace) else {
                insert(entry)
                continue
            }
            guard var first = orders[key] else {
                orders[key] = entry
                insert(entry)
                continue
            }
            var merged = first.body.object
            for member in entry.body.object.members where merged[member.key] == nil { merged.members.append(member) }
            first.body = .tree(merged)
            orders[key] = first
            insert(first)
        }
    }
}

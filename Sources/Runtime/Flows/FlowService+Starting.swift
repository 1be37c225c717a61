import Conditions
import Engine
import Storage
import Values

/// Who is to have a flow started for them.
public enum FlowAudience: Sendable, Hashable {
    case people([Identity])
    /// Members of a segment or list.
    case members(String)
    case everybody
}

/// How many of an audience a flow would take in.
public struct StartPreview: Sendable, Hashable {
    /// People of the audience who were looked at.
    public var people = 0
    /// Of them, those whom the flow's conditions and its rule of re-entry let in.
    public var enter = 0
    /// Why the others stay out, by rule.
    public var refused: [String: Int] = [:]
    /// Whether there are more than were looked at.
    public var isPartial = false
}

/// Starting a flow by hand: for some, or for all past customers at once.
extension FlowService {
    /// People looked at for a preview; more would keep whoever asks waiting.
    public static let mostPreviewed = 100_000

    /// Has a flow that has the trigger `manual` begin for people, under its own rules.
    ///
    /// - Parameter cause: makes it one: the same cause starts the flow once for a person, however often it is given.
    /// - Returns: how many people it was given to; nil where they are given it in the background, one page after another.
    @discardableResult
    public func start(
        _ slug: String, for audience: FlowAudience, properties: JSONObject = JSONObject(), cause: String,
        author: String
    ) async throws -> Int? {
        let now = clock.now()
        let start = FlowStart(flow: slug, cause: cause, at: now, properties: properties)
        let given = try await database.write(lane: .jobs) { [self] connection -> Int? in
            let definitions = try definitions.upToDate(on: connection)
            let flow = try startable(slug, definitions)
            let selection: BulkCommand.Selection
            switch audience {
            case .people(let people):
                return try give(.start(start), to: people, cause: cause, now: now, on: connection)
            case .members(let name): selection = .members(try group(name, definitions, on: connection))
            case .everybody: selection = .everybody
            }
            var hash = StableHash()
            hash.combine("start")
            hash.combine(slug)
            hash.combine(cause)
            try BulkStore().begin(
                BulkCommand(
                    id: hash.finishSigned(), flow: flow.id, name: "Start of “\(flow.name)” for \(audience.words)",
                    selection: selection, command: .start(start), author: author, at: now),
                in: scope, on: connection)
            return nil
        }
        nudge()
        return given
    }

    /// How many of an audience the flow would take in if it were started now; nothing is started.
    ///
    /// Cost: some 60 µs a person.
    public func previewStart(_ slug: String, for audience: FlowAudience) async throws -> StartPreview {
        let definitions = try await database.read { [definitions] in try definitions.upToDate(on: $0) }
        let flow = try startable(slug, definitions)
        var name: String?
        if case .members(let group) = audience {
            name = group
            try await database.read { [self] in _ = try self.group(group, definitions, on: $0) }
        }
        let needs = flow.entryNames
        var preview = StartPreview()
        var scan = CustomerScan(customers, definitions, reading: needs)
        let now = clock.now()
        while !scan.isDone, preview.people < FlowService.mostPreviewed {
            (scan, preview) = try await database.read { [scan, preview, name] connection in
                var (scan, preview) = (scan, preview)
                for customer in try scan.next(500, on: connection) {
                    if let name, !customer.subject.memberships.contains(name) { continue }
                    preview.people += 1
                    if let refusal = flow.refusalOfStart(customer, now: now) {
                        preview.refused[refusal, default: 0] += 1
                    } else {
                        preview.enter += 1
                    }
                }
                return (scan, preview)
            }
            try Task.checkCancellation()
        }
        preview.isPartial = !scan.isDone
        return preview
    }

    private func startable(_ slug: String, _ definitions: Definitions) throws -> Flow {
        guard let flow = definitions.flows.first(where: { $0.slug == slug }) else {
            let near = NearestName.of(slug, among: definitions.flows.map(\.slug)).map { "; did you mean \($0)?" }
            throw AdminError("no live flow is called “\(slug)”" + (near ?? "; see cartwheel flows list"))
        }
        guard flow.starts.contains(where: { $0.kind is ManualTrigger }) else {
            throw AdminError(
                "“\(flow.name)” is not started by hand: add the trigger manual to it (trigger: [\(flow.triggers.first ?? ""), manual])"
            )
        }
        return flow
    }

    private func group(_ name: String, _ definitions: Definitions, on connection: any Connection) throws -> Int64 {
        if let segment = definitions.segments.first(where: { $0.name == name }) { return segment.id }
        let lists = try LabelStore().all(.list, in: scope, on: connection).map(\.label)
        if let list = lists.first(where: { $0.name == name }) { return list.id }
        let known = definitions.segments.map(\.name) + lists.map(\.name)
        let near = NearestName.of(name, among: known).map { "; did you mean “\($0)”?" }
        throw AdminError("there is no segment or list “\(name)”" + (near ?? "; see cartwheel segments list"))
    }

    private func give(
        _ command: Command, to people: [Identity], cause: String, now: Instant, on connection: any Connection
    ) throws -> Int {
        guard people.count <= BulkService.peopleAtOnce else {
            throw AdminError("at most \(BulkService.peopleAtOnce) people are named at once; put them on a list")
        }
        let keys = people.map { IdentityKey($0, workspace: scope.workspace) }
        let known = Set(try customers.identities(keys, on: connection).keys)
        if let unknown = zip(people, keys).first(where: { !known.contains($0.1) }) {
            throw AdminError("nobody is known as \(unknown.0.value)")
        }
        let work = keys.map { key -> WorkItem in
            var hash = StableHash()
            hash.combine(command.payload)
            hash.combine(key.rawValue)
            return WorkItem(dueAt: now, kind: .command, id: hash.finishSigned(), subject: key, payload: command.payload)
        }
        try WorkStore().schedule(work, in: scope, on: connection)
        return work.count
    }
}

extension FlowAudience {
    var words: String {
        switch self {
        case .people(let people): people.count == 1 ? "one person" : "\(people.count) people"
        case .members(let name): "“\(name)”"
        case .everybody: "everybody"
        }
    }
}

extension Flow {
    /// Events that its conditions of entry look back at.
    fileprivate var entryNames: Set<String> {
        [entryCondition, standingCondition].compactMap { $0 }.reduce(into: []) {
            $0.formUnion($1.requirements.eventNames)
        }
    }

    /// Why it would not be entered if it were started by hand; nil where it would be.
    fileprivate func refusalOfStart(_ customer: Customer, now: Instant) -> String? {
        if let condition = entryCondition, !condition.evaluate(customer.subject, now: now).holds {
            return "its condition does not hold"
        }
        if let condition = standingCondition, !condition.evaluate(customer.subject, now: now).holds {
            return "it is for others only"
        }
        if whileUnderWay == .ignore, customer.profile.journeys.contains(where: { $0.flow == id }) {
            return "already in it"
        }
        guard let entries = customer.profile.entries[id] else { return nil }
        switch reentry {
        case .once: return "it is entered once only"
        case .oncePer(let span): return now - entries.lastAt < span ? "it is entered once per \(span.words)" : nil
        case .always, .oncePerKey: return nil
        }
    }
}

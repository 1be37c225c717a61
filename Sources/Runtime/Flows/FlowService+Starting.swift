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
    /// Those who meet one of its triggers already, other than an event.
    case already
}

/// Starting a flow by hand: for some, or for all past customers at once.
extension FlowService {
    /// Has a flow that has the trigger `manual` begin for people, under its own rules; any other for those who meet its
    /// trigger already.
    ///
    /// - Parameter cause: makes it one: the same cause starts the flow once for a person, however often it is given.
    /// - Returns: how many people it was given to; nil where they are given it in the background, one page after another.
    @discardableResult
    public func start(
        _ slug: String, for audience: FlowAudience, properties: JSONObject = JSONObject(), cause: String,
        author: String
    ) async throws -> Int? {
        let now = clock.now()
        let start = FlowStart(
            flow: slug, cause: cause, at: now, properties: properties, isForPast: audience == .already)
        let given = try await database.write(lane: .jobs) { [self] connection -> Int? in
            let definitions = try definitions.upToDate(on: connection)
            let flow = try startable(slug, for: audience, definitions)
            let selection: BulkCommand.Selection
            switch audience {
            case .people(let people):
                return try give(.start(start), to: people, cause: cause, now: now, on: connection)
            case .members(let name): selection = .members(try group(name, definitions, on: connection))
            case .everybody: selection = .everybody
            case .already: selection = flow.thoseInPast(definitions.segments)
            }
            try BulkStore().begin(
                BulkCommand(start, of: flow, for: audience, selection, author: author, at: now), in: scope,
                on: connection)
            return nil
        }
        nudge()
        return given
    }

    func startable(_ slug: String, for audience: FlowAudience, _ definitions: Definitions) throws -> Flow {
        guard let flow = definitions.flows.first(where: { $0.slug == slug }) else {
            let near = NearestName.of(slug, among: definitions.flows.map(\.slug)).map { "; did you mean \($0)?" }
            throw AdminError("no live flow is called “\(slug)”" + (near ?? "; see cartwheel flows list"))
        }
        if audience == .already {
            try requirePast(flow)
            return flow
        }
        guard flow.starts.contains(where: { $0.kind is ManualTrigger }) else {
            throw AdminError(
                "“\(flow.name)” is not started by hand: add the trigger manual to it (trigger: [\(flow.triggers.first ?? ""), manual])"
            )
        }
        return flow
    }

    /// Refuses a flow that begins with events alone.
    func requirePast(_ flow: Flow) throws {
        guard flow.takesInPast else {
            throw AdminError(
                "“\(flow.name)” begins with an event alone: nobody is in a segment, on a list, has a tag, meets a condition or "
                    + "has a date that starts it")
        }
    }

    func group(_ name: String, _ definitions: Definitions, on connection: any Connection) throws -> Int64 {
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
        let keys = try known(people, on: connection)
        let work = keys.map { key -> WorkItem in
            var hash = StableHash()
            hash.combine(command.payload)
            hash.combine(key.rawValue)
            return WorkItem(dueAt: now, kind: .command, id: hash.finishSigned(), subject: key, payload: command.payload)
        }
        try WorkStore().schedule(work, in: scope, on: connection)
        return work.count
    }

    /// Under which keys people are stored, each once.
    func known(_ people: [Identity], on connection: any Connection) throws -> [IdentityKey] {
        guard people.count <= BulkService.peopleAtOnce else {
            throw AdminError("at most \(BulkService.peopleAtOnce) people are named at once; put them on a list")
        }
        guard !people.isEmpty else { throw AdminError("nobody is named; give e-mail addresses or user ids") }
        let keys = people.map { IdentityKey($0, workspace: scope.workspace) }
        let known = Set(try customers.identities(keys, on: connection).keys)
        if let unknown = zip(people, keys).first(where: { !known.contains($0.1) }) {
            throw AdminError("nobody is known as \(unknown.0.value)")
        }
        return Set(keys).sorted()
    }
}

extension FlowAudience {
    /// Reads `people`, `among`, `everybody` or `already` of a command or call; of several, the first.
    ///
    /// - Throws: `AdminError` where none is there, or where somebody's name is none.
    public init(_ parameters: JSON) throws(AdminError) {
        if let people = parameters["people"]?.array {
            var identities: [Identity] = []
            for text in people.compactMap(\.string) {
                guard let identity = Identity(text.contains("@") ? .email : .user, text) else {
                    throw AdminError("“\(text)” is no e-mail address or user id")
                }
                identities.append(identity)
            }
            self = .people(identities)
        } else if let group = parameters["among"]?.string {
            self = .members(group)
        } else if parameters["everybody"]?.bool == true {
            self = .everybody
        } else if parameters["already"]?.bool == true {
            self = .already
        } else {
            throw AdminError(
                "say for whom: people, a segment or list, everybody, or those who meet its trigger already")
        }
    }

    var words: String {
        switch self {
        case .people(let people): people.count == 1 ? "one person" : "\(people.count) people"
        case .members(let name): "“\(name)”"
        case .everybody: "everybody"
        case .already: "those who meet its trigger already"
        }
    }
}

extension BulkCommand {
    /// The same flow and cause are the same start, however often it is begun.
    init(
        _ start: FlowStart, of flow: Flow, for audience: FlowAudience, _ selection: Selection, author: String,
        at now: Instant
    ) {
        var hash = StableHash()
        hash.combine("start")
        hash.combine(start.flow)
        hash.combine(start.cause)
        self.init(
            id: hash.finishSigned(), flow: flow.id, name: "Start of “\(flow.name)” for \(audience.words)",
            selection: selection, command: .start(start), author: author, at: now)
    }
}

extension Flow {
    /// The smallest selection that holds everybody who meets one of its triggers already; each is looked at once more when
    /// the command comes.
    func thoseInPast(_ segments: [Segment]) -> BulkCommand.Selection {
        let states = starts.compactMap(\.kind.state)
        guard states.count == 1 else { return .everybody }
        switch states[0] {
        case .segment(let name):
            guard let segment = segments.first(where: { $0.name == name }) else { return .everybody }
            return .members(segment.id)
        case .list(let name): return .members(Label(.list, name).id)
        case .tag(let name): return .members(Label(.tag, name).id)
        case .condition, .date: return .everybody
        }
    }
}

import Engine
import Storage
import Values

/// What a flow asked of other systems and of the staff's attention, newest first.
public struct CallPage: Sendable {
    public var rows: [Row]
    public var newer: String?
    public var older: String?

    public struct Row: Sendable {
        public var effect: StoredEffect
        /// The host, who is told, or the audience.
        public var target: String
        public var person: PersonLine
        /// Which asked for it; nil where it is over.
        public var journey: JourneyID?
    }
}

/// A message that is held, with what it is called and worth.
public struct HeldRow: Sendable {
    public var message: Message
    public var subject: String?
    public var person: PersonLine
    public var flow: FlowName
    /// Of all that are held, from 1.
    public var rank: Int
    public var priority: FlowPriority
    /// What a message of this flow is expected to bring in; nil where nothing was measured yet.
    public var value: Money?
    /// From what that was measured.
    public var measured: MessageValues.Measured
}

extension Rooms {
    /// Nil where there is no such flow.
    public func calls(
        of slug: String, state: StoredEffect.State? = nil, at position: ListPosition = .first
    ) async throws -> CallPage? {
        try await database.read { [self] connection in
            guard let text = try flowTexts(on: connection).first(where: { $0.flow.slug == slug }) else { return nil }
            let page = try EffectStore().page(
                ofFlow: text.flow.id, state: state, at: position.position, limit: Rooms.pageLength, in: scope,
                on: connection)
            let people = try people(page.rows.map(\.request.profile), on: connection)
            return CallPage(
                rows: page.rows.filter { $0.request.kind != .task }.map { effect in
                    CallPage.Row(
                        effect: effect, target: effect.request.target,
                        person: people[effect.request.profile].map { PersonLine($0) }
                            ?? PersonLine(gone: effect.request.profile),
                        journey: people[effect.request.profile]?.journeyID(effect.request.journey))
                }, newer: page.newer?.text, older: page.older?.text)
        }
    }

    /// Messages that are held, the first to go first.
    ///
    /// - Parameter after: how many stand on the pages before.
    public func held(
        flow slug: String? = nil, after: String? = nil
    ) async throws -> (rows: [HeldRow], next: String?, flows: [FlowName], values: MessageValues) {
        try await database.read { [self] connection in
            let definitions = try definitions.upToDate(on: connection)
            let flows = try flowTexts(on: connection).map { FlowName(slug: $0.flow.slug, name: $0.flow.name) }
            let skipped = max(0, after.flatMap { Int($0) } ?? 0)
            let page = try HeldMessageList().page(
                ofFlow: slug.map { Flow.id(slug: $0) }, order: definitions.heldOrder, skipping: skipped,
                limit: Rooms.pageLength, in: scope, on: connection)
            let people = try people(page.rows.map(\.profile), on: connection)
            let subjects = try MessageSubjects(of: page.rows, templates, definitions, on: connection)
            let values = definitions.values
            let rows = page.rows.enumerated().map { index, message in
                let flow = definitions.newest(message.flow)
                let value = values.expected(of: message.flow)
                return HeldRow(
                    message: message, subject: subjects[message.id],
                    person: people[message.profile].map { PersonLine($0) } ?? PersonLine(gone: message.profile),
                    flow: FlowName(slug: flow?.slug ?? "", name: flow?.name ?? "–"),
                    rank: min(skipped, HeldMessageList.most) + index + 1, priority: flow?.rules.priority ?? .normal,
                    value: value > 0 ? Money(minorUnits: value, currency: values.currency) : nil,
                    measured: values.flows[message.flow] ?? MessageValues.Measured())
            }
            return (rows, page.next.map { String($0) }, flows, values)
        }
    }
}

extension Definitions {
    /// Flows in the order in which their held messages go, by priority and then by what one is expected to bring in.
    var heldOrder: [Int64] {
        let known = Set(flows.map(\.id) + paused).subtracting([PausedWork.allMarketing]).compactMap { newest($0) }
        return known.sorted { a, b in
            if a.rules.priority != b.rules.priority { return a.rules.priority > b.rules.priority }
            let (first, second) = (values.expected(of: a.id), values.expected(of: b.id))
            return first == second ? a.id < b.id : first > second
        }.map(\.id)
    }
}

extension EffectRequest {
    /// Whom it reaches, in a few words: of an address the host alone, since the rest may hold a key.
    var target: String {
        switch kind {
        case .webhook: details["url"]?.string?.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        case .alert: details["to"]?.array?.compactMap(\.string).joined(separator: ", ") ?? ""
        case .audience: details["audience"]?.string ?? ""
        case .task: details["title"]?.string ?? ""
        }
    }
}

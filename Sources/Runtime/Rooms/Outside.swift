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
    }
}

/// A message that is held, with what it is called and worth.
public struct HeldRow: Sendable {
    public var message: Message
    public var subject: String?
    public var person: PersonLine
    public var flow: FlowName
    /// What a message of this flow brought in on average; nil where too few went out.
    public var value: Money?
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
                            ?? PersonLine(gone: effect.request.profile))
                }, newer: page.newer?.text, older: page.older?.text)
        }
    }

    /// Messages that are held, the first to go first.
    ///
    /// - Parameter after: the cursor of the page before.
    public func held(
        flow slug: String? = nil, after: String? = nil
    ) async throws -> (rows: [HeldRow], next: String?, flows: [FlowName]) {
        try await database.read { [self] connection in
            let definitions = try definitions.upToDate(on: connection)
            let flows = try flowTexts(on: connection).map { FlowName(slug: $0.flow.slug, name: $0.flow.name) }
            let page = try HeldMessageList().page(
                ofFlow: slug.map { Flow.id(slug: $0) }, after: after.flatMap { PageCursor(text: $0) },
                limit: Rooms.pageLength, in: scope, on: connection)
            let people = try people(page.rows.map(\.profile), on: connection)
            let subjects = try MessageSubjects(of: page.rows, templates, definitions, on: connection)
            let figures = try FlowCounts().figures(in: scope, on: connection)
            let rows = page.rows.map { message in
                let flow = definitions.newest(message.flow)
                return HeldRow(
                    message: message, subject: subjects[message.id],
                    person: people[message.profile].map { PersonLine($0) } ?? PersonLine(gone: message.profile),
                    flow: FlowName(slug: flow?.slug ?? "", name: flow?.name ?? "–"),
                    value: figures[message.flow]?.worth)
            }
            return (rows, page.next?.text, flows)
        }
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

extension StoredFlowFigures {
    /// Fewer messages than these say nothing of what one is worth.
    private static let enough = 20

    fileprivate var worth: Money? {
        guard sent >= StoredFlowFigures.enough, let whole = recovered.principal else { return nil }
        return Money(minorUnits: whole.minorUnits / Int64(sent), currency: whole.currency)
    }
}

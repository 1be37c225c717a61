import Conditions
import Engine
import Storage
import Values

/// A list or tag as its own page shows it.
public struct ListDetail: Sendable {
    public var line: ListService.Line
    /// Somebody and whether they may be written to, by their keys.
    public var members: [ListMember]
    /// Live flows that ask for it, start by it, or change who has it.
    public var flows: [FlowName]
    /// Segments, stages and scores whose conditions ask for it.
    public var segments: [StoredSegment]
    /// Who came and went lately, newest first.
    public var changes: [SegmentChange]
}

/// Somebody who is on a list, and what they said about e-mail.
public struct ListMember: Sendable, Hashable {
    public var member: Member
    /// Nil where they never said anything: that is no consent.
    public var consent: Consent?
}

extension ListService {
    private static let changesShown = 8

    /// Everything about one list or tag, with a page of who has it; nil where there is none.
    ///
    /// Cost: reads the documents of the page's people.
    public func show(
        _ kind: Label.Kind, _ name: String, after: MemberPlace? = nil, limit: Int = 50
    ) async throws -> ListDetail? {
        let label = try label(kind, name)
        return try await database.read { [self] connection in
            guard let stored = try labels.all(kind, in: scope, on: connection).first(where: { $0.label == label })
            else { return nil }
            let size = try memberships.sizes(in: scope, on: connection)[label.id] ?? 0
            let members = try memberships.members(
                of: label.id, after: after, limit: min(max(limit, 1), 1_000), in: scope, on: connection)
            let rows = try customers.profiles(members.map(\.profile), on: connection)
            let uses = try uses(of: label, on: connection)
            return ListDetail(
                line: Line(
                    name: stored.label.name, description: stored.description, size: max(0, size),
                    createdAt: stored.createdAt),
                members: try members.map { member in
                    let row = rows[member.profile].flatMap { $0.movedTo == nil ? $0 : nil }
                    let profile = try row.map { try Profile(key: $0.key, document: $0.document) }
                    return ListMember(member: member, consent: profile?.consents[.email])
                }, flows: uses.flows, segments: uses.segments,
                changes: try memberships.changes(
                    of: label.id, limit: ListService.changesShown, in: scope, on: connection))
        }
    }

    /// How many live flows and conditions name each list, or each tag.
    ///
    /// Cost: reads every condition once.
    public func uses(_ kind: Label.Kind) async throws -> [String: Int] {
        try await database.read { [self] connection in
            let namings = try namings(kind, on: connection)
            return try labels.all(kind, in: scope, on: connection).map(\.label.name)
                .reduce(into: [String: Int]()) { uses, name in
                    uses[name] =
                        namings.flows.count { $0.naming.names(name) } + namings.segments.count { $0.naming.names(name) }
                }
        }
    }

    func uses(
        of label: Label, on connection: any Connection
    ) throws -> (flows: [FlowName], segments: [StoredSegment]) {
        let namings = try namings(label.kind, on: connection)
        return (
            namings.flows.filter { $0.naming.names(label.name) }.map(\.flow),
            namings.segments.filter { $0.naming.names(label.name) }.map(\.segment)
        )
    }

    private func namings(
        _ kind: Label.Kind, on connection: any Connection
    ) throws -> (flows: [(flow: FlowName, naming: Naming)], segments: [(segment: StoredSegment, naming: Naming)]) {
        let flows = try definitions.upToDate(on: connection).flows.map { flow in
            (flow: FlowName(slug: flow.slug, name: flow.name), naming: Naming(flow, kind))
        }
        let segments = try SegmentStore().all(in: scope, on: connection).compactMap {
            segment -> (segment: StoredSegment, naming: Naming)? in
            guard let condition = try? Condition.parse(segment.text) else { return nil }
            return (segment: segment, naming: Naming(condition.requirements, kind))
        }
        return (flows, segments)
    }
}

/// The lists or tags that something names.
private struct Naming: Sendable {
    private var names: Set<String>
    /// Conditions over a trigger, which may name anything.
    private var texts = ""

    /// What a condition asks for.
    init(_ requirements: Requirements, _ kind: Label.Kind) {
        names = kind == .list ? requirements.lists.union(requirements.memberships) : requirements.tags
    }

    /// What a flow asks for, starts by, or changes.
    init(_ flow: Flow, _ kind: Label.Kind) {
        names = []
        for condition in flow.everyCondition {
            names.formUnion(Naming(condition.requirements, kind).names)
            if condition.requirements.usesTrigger { texts += condition.condition.text + "\n" }
        }
        for step in flow.steps { names.formUnion(step.kind.labels(kind)) }
        for start in flow.starts {
            if let key = start.kind.key, key.property == (kind == .list ? "list" : "tag") { names.insert(key.value) }
            if kind == .list, let among = start.kind.schedule?.among { names.insert(among) }
        }
    }

    func names(_ name: String) -> Bool {
        names.contains(name) || !texts.isEmpty && texts.contains(JSON.string(name).text)
    }
}

extension Flow {
    /// Its conditions, and those that start it by becoming true.
    var everyCondition: [CompiledCondition] {
        conditions
            + starts.compactMap { trigger -> CompiledCondition? in
                guard case .condition(let condition)? = trigger.kind.watch else { return nil }
                return condition
            }
    }
}

extension FlowTrigger {
    /// Whether the members of a segment start the flow as they enter or leave, or its schedule is for them.
    func starts(bySegment name: String) -> Bool {
        if let key = kind.key, key.property == "segment", key.value == name { return true }
        return kind.schedule?.among == name
    }
}

extension StepKind {
    /// The lists or tags that the step changes.
    fileprivate func labels(_ kind: Label.Kind) -> [String] {
        switch (kind, self) {
        case (.list, let step as JoinListStep): step.names
        case (.list, let step as LeaveListStep): step.names
        case (.tag, let step as AddTagStep): step.names
        case (.tag, let step as RemoveTagStep): step.names
        default: []
        }
    }
}

import Engine
import Storage
import Values

/// What a change of many people's tags would come to.
public struct TagMove: Sendable, Hashable {
    /// Who has the tag now.
    public var people: Int
    /// Who of them has the other one, too; 0 where there is none of that name.
    public var both: Int
    /// Whether the other name is a tag that people have.
    public var isMerge: Bool
}

extension ListService {
    /// Another sentence about a list or tag.
    public func describe(_ kind: Label.Kind, _ name: String, as description: String) async throws {
        let label = try label(kind, name)
        try ListService.check(description)
        try await require(label)
        try await database.write(lane: .jobs) { [labels, scope] in
            try labels.describe(label, as: description, in: scope, on: $0)
        }
    }

    /// Takes one person off a list, or a tag from them; no flow starts by it.
    /// - Throws: `AdminError` where that person is no more.
    public func takeOff(_ kind: Label.Kind, _ name: String, _ who: ProfileKey, source: String) async throws {
        let label = try label(kind, name)
        let now = clock.now()
        let command = Command.list(
            ListChange(label: label, isMember: false, source: source, startsFlows: false))
        try await database.write(lane: .jobs) { [self] connection in
            guard try customers.profiles([who], on: connection)[who] != nil else {
                throw AdminError("that customer is no more; reload the page")
            }
            var hash = StableHash()
            hash.combine(command.payload)
            hash.combine(who.rawValue)
            hash.combine(now.milliseconds)
            let work = WorkItem(
                dueAt: now, kind: .command, id: hash.finishSigned(), subject: who, payload: command.payload)
            try WorkStore().schedule([work], in: scope, on: connection)
        }
        nudge()
    }

    /// Takes everybody off a list, or a tag from everybody, in the background; no flow starts by it.
    ///
    /// A tag that nobody has is no more; an empty list stays.
    /// - Returns: how many there are.
    @discardableResult
    public func takeFromAll(_ kind: Label.Kind, _ name: String, source: String) async throws -> Int {
        let label = try label(kind, name)
        try await require(label)
        if kind == .tag { try await refuseWhereNamed(label, "removed") }
        let now = clock.now()
        let size = try await database.write(lane: .jobs) { [self] connection in
            try begin(
                "Taking “\(label.name)” from everybody",
                ListChange(
                    label: label, isMember: false, source: source, startsFlows: false), among: label, now, source,
                on: connection)
            return try memberships.sizes(in: scope, on: connection)[label.id] ?? 0
        }
        nudge()
        return max(0, size)
    }

    /// Forgets a list that nobody is on and nothing names.
    public func removeList(_ name: String) async throws {
        let label = try label(.list, name)
        try await requireList(label)
        try await refuseWhereNamed(label, "removed")
        let isGone = try await database.write(lane: .jobs) { [labels, scope] in
            try labels.removeEmpty(label, in: scope, on: $0)
        }
        guard isGone else {
            throw AdminError("somebody is on the list “\(label.name)”; take everybody off it first")
        }
    }

    /// What giving a tag another name would come to, or merging it with another tag.
    public func previewRename(_ name: String, to other: String) async throws -> TagMove {
        let (from, to) = (try label(.tag, name), try label(.tag, other))
        try await require(from)
        return try await database.read { [self] connection in
            let sizes = try memberships.sizes(in: scope, on: connection)
            let both = from == to ? 0 : try memberships.overlap(of: [from.id, to.id], in: scope, on: connection)
            return TagMove(people: max(0, sizes[from.id] ?? 0), both: both, isMerge: (sizes[to.id] ?? 0) > 0)
        }
    }

    /// Gives everybody with a tag another in its place, in the background; no flow starts by it.
    ///
    /// - Parameter merges: whether the other may be a tag that people have already.
    /// - Returns: what it comes to.
    @discardableResult
    public func renameTag(_ name: String, to other: String, merges: Bool, source: String) async throws -> TagMove {
        let (from, to) = (try label(.tag, name), try label(.tag, other))
        guard from != to else { throw AdminError("“\(from.name)” is what the tag is called already") }
        let move = try await previewRename(name, to: other)
        guard merges || !move.isMerge else {
            throw AdminError("there is a tag “\(to.name)” already; merge the two, or choose another name")
        }
        try await refuseWhereNamed(from, merges && move.isMerge ? "merged" : "renamed")
        let now = clock.now()
        try await database.write(lane: .jobs) { [self] connection in
            let known = try labels.all(.tag, in: scope, on: connection).first { $0.label == from }
            try labels.note([to], description: known?.description ?? "", now: now, in: scope, on: connection)
            try begin(
                "Giving “\(to.name)” in place of “\(from.name)”",
                ListChange(
                    label: to, isMember: true, source: source, startsFlows: false, replacing: from.name), among: from,
                now, source, on: connection)
        }
        nudge()
        return move
    }

    private func begin(
        _ name: String, _ change: ListChange, among label: Label, _ moment: Instant, _ source: String,
        on connection: any Connection
    ) throws {
        var hash = StableHash()
        hash.combine("label")
        hash.combine(change.label.id)
        hash.combine(label.id)
        hash.combine(moment.milliseconds)
        try BulkStore().begin(
            BulkCommand(
                id: hash.finishSigned(), flow: 0, name: name, selection: .members(label.id), command: .list(change),
                author: source, at: moment), in: scope, on: connection)
    }

    private func require(_ label: Label) async throws {
        if label.kind == .list { return try await requireList(label) }
        let known = try await database.read { [self] in try labels.all(.tag, in: scope, on: $0) }.map(\.label.name)
        guard !known.contains(label.name) else { return }
        let near = NearestName.of(label.name, among: known).map { "; did you mean “\($0)”?" }
        throw AdminError("there is no tag “\(label.name)”" + (near ?? "; see cartwheel tags list"))
    }

    private func refuseWhereNamed(_ label: Label, _ what: String) async throws {
        let uses = try await database.read { [self] in try self.uses(of: label, on: $0) }
        let users =
            uses.segments.map { "the \($0.role.word) “\($0.name)”" } + uses.flows.map { "the flow “\($0.name)”" }
        guard users.isEmpty else {
            throw AdminError(
                "“\(label.name)” cannot be \(what): \(users.joined(separator: ", ")) asks for it; change that first")
        }
    }
}

import Engine
import Storage
import Values

/// Static lists and tags: who is put on them by hand, by an import or by the API.
public struct ListService: Sendable {
    let database: any Database
    let scope: WorkspaceScope
    let clock: SystemClock
    let definitions: DefinitionsService
    let customers: CustomerStore
    let nudge: @Sendable () -> Void
    let labels = LabelStore()
    let memberships = MembershipStore()

    public static let longestName = 100
    public static let longestDescription = 500
    /// People changed in one transaction.
    public static let peopleAtOnce = 500

    /// A list or tag with how many are on it.
    public struct Line: Sendable, Hashable {
        public var name: String
        public var description: String
        public var size: Int
        public var createdAt: Instant
    }

    /// By name.
    public func list(_ kind: Label.Kind) async throws -> [Line] {
        try await database.read { [self] connection in
            let sizes = try memberships.sizes(in: scope, on: connection)
            return try labels.all(kind, in: scope, on: connection).map {
                Line(
                    name: $0.label.name, description: $0.description, size: max(0, sizes[$0.label.id] ?? 0),
                    createdAt: $0.createdAt)
            }
        }
    }

    /// Makes a list; one that is there already stays as it is.
    public func create(_ name: String, description: String = "") async throws {
        let label = try label(.list, name)
        try ListService.check(description)
        let now = clock.now()
        try await database.write(lane: .jobs) { [self] connection in
            if try SegmentStore().all(in: scope, on: connection).contains(where: { $0.name == label.name }) {
                throw AdminError(
                    "there is a segment “\(label.name)”; member(\"\(label.name)\") could mean both: choose another name"
                )
            }
            try labels.note([label], description: description, now: now, in: scope, on: connection)
        }
    }

    /// Has the owners of these people put them on a list, or take them off; the same with a tag.
    ///
    /// An identifier that nobody has yet makes nobody: such people are left out and counted.
    /// - Parameter startsFlows: whether joining may start flows.
    /// - Returns: how many people there were, and whom nobody knows.
    @discardableResult
    public func change(
        _ kind: Label.Kind, _ name: String, people: [Identity], isMember: Bool, source: String,
        startsFlows: Bool = true
    ) async throws -> (changed: Int, unknown: [Identity]) {
        let label = try label(kind, name)
        guard people.count <= ListService.peopleAtOnce else {
            throw AdminError("at most \(ListService.peopleAtOnce) people are changed at once")
        }
        if kind == .list { try await requireList(label) }
        let now = clock.now()
        let command = Command.list(
            ListChange(label: label, isMember: isMember, source: source, startsFlows: startsFlows))
        let unknown = try await database.write(lane: .jobs) { [self] connection in
            let keys = people.map { IdentityKey($0, workspace: scope.workspace) }
            let known = Set(try customers.identities(keys, on: connection).keys)
            if kind == .tag { try labels.note([label], now: now, in: scope, on: connection) }
            let work = keys.filter(known.contains).map { key -> WorkItem in
                var hash = StableHash()
                hash.combine(command.payload)
                hash.combine(key.rawValue)
                hash.combine(now.milliseconds)
                return WorkItem(
                    dueAt: now, kind: .command, id: hash.finishSigned(), subject: key, payload: command.payload)
            }
            try WorkStore().schedule(work, in: scope, on: connection)
            return zip(people, keys).filter { !known.contains($0.1) }.map(\.0)
        }
        nudge()
        return (people.count - unknown.count, unknown)
    }

    /// Members, who joined last first.
    public func members(
        _ kind: Label.Kind, _ name: String, after: MemberPlace? = nil, limit: Int = 50
    ) async throws -> [Member] {
        let label = try label(kind, name)
        return try await database.read { [self] connection in
            try memberships.members(
                of: label.id, after: after, limit: min(max(limit, 1), 1_000), in: scope, on: connection)
        }
    }

    func label(_ kind: Label.Kind, _ name: String) throws -> Label {
        let name = name.trimmedOfSpace
        guard !name.isEmpty, name.count <= ListService.longestName, !name.contains(where: \.isNewline) else {
            throw AdminError("a name has 1 to \(ListService.longestName) characters on one line")
        }
        return Label(kind, name)
    }

    static func check(_ description: String) throws {
        guard description.count <= longestDescription else {
            throw AdminError("a description has at most \(longestDescription) characters")
        }
    }

    func requireList(_ label: Label) async throws {
        let known = try await database.read { [self] in try labels.all(.list, in: scope, on: $0) }.map(\.label.name)
        guard !known.contains(label.name) else { return }
        let near = NearestName.of(label.name, among: known).map { "; did you mean “\($0)”?" }
        throw AdminError(
            "there is no list “\(label.name)”" + (near ?? "; make it with: cartwheel lists create “\(label.name)”"))
    }
}

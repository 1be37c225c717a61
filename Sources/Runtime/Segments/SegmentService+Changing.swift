import Conditions
import Engine
import Storage
import Values

/// What somebody wants a segment to be.
public struct SegmentDraft: Sendable, Hashable {
    public var name: String
    public var description: String
    /// The condition.
    public var text: String
    public var role: Segment.Role
    public var origin: StoredSegment.Origin

    public init(
        name: String, description: String = "", text: String, role: Segment.Role = .segment,
        origin: StoredSegment.Origin = .own
    ) {
        self.name = name.trimmedOfSpace
        self.description = description
        self.text = text
        self.role = role
        self.origin = origin
    }
}

extension SegmentService {
    /// Creates segments and begins to build them, in one walk over everybody.
    ///
    /// - Parameter announces: whether those who are in them from the start enter with an event, which may start flows.
    @discardableResult
    public func create(
        _ drafts: [SegmentDraft], author: String, announces: Bool = false
    ) async throws -> [StoredSegment] {
        try await change(author: author, announces: announces) { known, _ in
            try drafts.map { draft in
                guard !known.contains(where: { $0.name == draft.name && $0.state != .archived }) else {
                    throw AdminError("there is a segment “\(draft.name)” already; edit it or choose another name")
                }
                return WantedSegment(draft, over: nil)
            }
        }
    }

    /// Changes a segment; where its condition becomes another, it is built anew.
    @discardableResult
    public func edit(
        _ name: String, author: String, announces: Bool = false,
        _ edit: @escaping @Sendable (inout SegmentDraft) throws -> Void
    ) async throws -> StoredSegment {
        let changed = try await change(author: author, announces: announces) { [self] known, connection in
            let old = try find(name, on: connection)
            var draft = SegmentDraft(
                name: old.name, description: old.description, text: old.text, role: old.role, origin: old.origin)
            try edit(&draft)
            if draft.name != old.name {
                try refuseWhereNamed(old, known, on: connection, "renamed")
                if known.contains(where: { $0.name == draft.name && $0.state != .archived }) {
                    throw AdminError("there is a segment “\(draft.name)” already; choose another name")
                }
            }
            return [WantedSegment(draft, over: old)]
        }
        return changed[0]
    }

    /// Puts a segment aside; nobody is in it any more, its history stays.
    public func archive(_ name: String) async throws -> StoredSegment {
        let now = clock.now()
        let archived = try await database.write(lane: .jobs) { [self] connection in
            var segment = try find(name, on: connection)
            guard segment.state != .archived else { throw AdminError("“\(segment.name)” is archived already") }
            try refuseWhereNamed(
                segment, try store.all(in: scope, on: connection), on: connection, "archived")
            try store.archive(segment.id, now: now, in: scope, on: connection)
            segment.state = .archived
            return segment
        }
        nudge()
        return archived
    }

    /// Looks at everybody again: after doubt, never by need.
    public func rebuild(_ names: [String], announces: Bool = false) async throws -> [StoredSegment] {
        try await change(author: "", announces: announces, isForced: true) { [self] _, connection in
            try names.map { name in
                let old = try find(name, on: connection)
                guard old.state != .archived else { throw AdminError("“\(old.name)” is archived") }
                return WantedSegment(
                    SegmentDraft(
                        name: old.name, description: old.description, text: old.text, role: old.role,
                        origin: old.origin), over: old)
            }
        }
    }

    /// Ids above it are hashes, of earlier releases.
    private static let highestNumber: Int64 = 1_000_000_000

    struct WantedSegment {
        var draft: SegmentDraft
        var old: StoredSegment?

        init(_ draft: SegmentDraft, over old: StoredSegment?) {
            self.draft = draft
            self.old = old
        }

        /// Whether somebody may be in it now who was not, or the other way round.
        var changesMembers: Bool {
            guard let old, old.state != .archived else { return true }
            return old.text != draft.text || old.role != draft.role
        }
    }

    /// Checks and stores changes, all or none, and begins to build what needs it.
    private func change(
        author: String, announces: Bool, isForced: Bool = false,
        _ changes: @escaping @Sendable ([StoredSegment], any Connection) throws -> [WantedSegment]
    ) async throws -> [StoredSegment] {
        let now = clock.now()
        let total = try await database.read { [scope] in try PeopleList().count(in: scope, on: $0) }
        let stored = try await database.write(lane: .jobs) { [self] connection in
            let known = try store.all(archivedToo: true, in: scope, on: connection)
            let wanted = try changes(known, connection)
            try check(wanted, among: known, on: connection)
            var hash = StableHash()
            for change in wanted { hash.combine(change.draft.name) }
            hash.combine(now.milliseconds)
            hash.combine(try DefinitionStore().currentVersion(in: scope, on: connection))
            let build = SegmentBuild(id: hash.finishSigned(), announces: announces)
            var builds = false
            // Numbers are short, for they stand in every member's document.
            var newest = known.map(\.id).filter { (0..<SegmentService.highestNumber).contains($0) }.max() ?? 0
            let stored = try wanted.map { change in
                if change.old == nil { newest += 1 }
                let isBuilt = isForced || change.changesMembers
                var segment = StoredSegment(
                    id: change.old?.id ?? newest, name: change.draft.name,
                    description: change.draft.description, text: change.draft.text, role: change.draft.role,
                    state: change.changesMembers ? .building : change.old?.state ?? .building,
                    origin: change.draft.origin,
                    build: isBuilt ? build.id : change.old?.build, createdAt: change.old?.createdAt ?? now,
                    changedAt: now)
                segment.version = try store.save(segment, author: author, now: now, in: scope, on: connection)
                builds = builds || isBuilt
                return segment
            }
            if builds { try store.begin(build: build, total: total, now: now, in: scope, on: connection) }
            return stored
        }
        nudge()
        return stored
    }

    private func refuseWhereNamed(
        _ segment: StoredSegment, _ known: [StoredSegment], on connection: any Connection, _ what: String
    ) throws {
        guard segment.role == .segment else { return }
        let flows = flows(naming: segment.name, try definitions.upToDate(on: connection)).map { "the flow “\($0)”" }
        let segments = others(
            naming: segment.name, among: known.filter { $0.id != segment.id && $0.state != .archived }
        )
        .map { "the segment “\($0)”" }
        let users = segments + flows
        guard users.isEmpty else {
            throw AdminError(
                "“\(segment.name)” cannot be \(what): \(users.joined(separator: ", ")) asks for it; change that first")
        }
    }
}

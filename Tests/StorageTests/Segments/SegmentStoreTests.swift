import Engine
import Testing
import Values

@testable import Storage

@Suite("Segments in storage")
struct SegmentStoreTests {
    private let store = SegmentStore()

    static func segment(
        _ name: String = "VIP", _ text: String = #"any("Order Completed")"#, build: Int64? = 9
    ) -> StoredSegment {
        StoredSegment(
            id: Segment.id(named: name), name: name, text: text, build: build, createdAt: noon, changedAt: noon)
    }

    @Test("another condition is another version, another name is not", arguments: TestDatabase.reachable)
    func versions(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                func save(_ segment: StoredSegment) throws -> Int64 {
                    try store.save(segment, author: "ana", now: noon, in: shop, on: connection)
                }
                var segment = Self.segment()
                #expect(try save(segment) == 1)
                segment.name = "Best"
                #expect(try save(segment) == 1)
                segment.text = #"count("Order Completed") >= 2"#
                segment.role = .points(ScoreRule(score: "lead", points: Number(5), fadesOverDays: 30))
                #expect(try save(segment) == 2)
                let stored = try #require(try store.all(in: shop, on: connection).first)
                #expect(stored.name == "Best" && stored.version == 2 && stored.role == segment.role)
                #expect(try store.versions(of: segment.id, in: shop, on: connection).map(\.version) == [2, 1])
                #expect(try DefinitionStore().currentVersion(in: shop, on: connection) == 3)
                try store.archive(segment.id, now: noon, in: shop, on: connection)
                #expect(try store.all(in: shop, on: connection).isEmpty)
                #expect(try store.all(archivedToo: true, in: shop, on: connection).map(\.state) == [.archived])
            }
        }
    }

    @Test(
        "a build is a piece of work in every range, and the last piece makes its segments live",
        arguments: TestDatabase.reachable)
    func builds(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            try await database.write(lane: .jobs) { connection in
                try store.save(Self.segment(), author: "ana", now: noon, in: shop, on: connection)
                try store.begin(build: SegmentBuild(id: 9), total: 100, now: noon, in: shop, on: connection)
            }
            let due = try await database.read {
                try WorkStore().due(in: BucketRange.all, now: noon, limit: 1_000, on: $0).map(\.item)
            }
            #expect(due.count == BucketRange.count && due.allSatisfy { $0.kind == .segmentBuild })
            #expect(Set(due.map(\.range)) == Set(BucketRange.all))
            for range in BucketRange.all {
                try await rows.apply { batch in
                    batch.buildProgress = [BuildProgress(build: 9, range: range, examined: 2, isDone: true)]
                }
                let (segment, build) = try await database.read { connection in
                    (
                        try store.all(in: shop, on: connection)[0], try store.builds(in: shop, on: connection)[0]
                    )
                }
                let isLast = range == BucketRange.all.last
                #expect(segment.state == (isLast ? .live : .building))
                #expect(build.examined == (range.index + 1) * 2 && (build.finishedAt != nil) == isLast)
                #expect(build.fraction == 1 || !isLast)
            }
        }
    }

    @Test(
        "conditions that an earlier release watched become segments with their members",
        arguments: TestDatabase.reachable)
    func adoption(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            let id = Segment.id(named: "VIP")
            var profile = Profile(key: key("ana"), createdAt: noon)
            profile.watched[id] = WatchedVerdict(holds: true, since: noon - .hours(5), wakesAt: nil, version: 1)
            profile.watched[4] = WatchedVerdict(holds: true, since: noon, wakesAt: nil, version: 1)
            profile.lists = ["News \"weekly\"": noon - .hours(7)]
            let stored = StoredProfile.sample("ana", document: profile.document)
            try await rows.apply { batch in
                batch.profiles = [stored, .sample("bo")]
                batch.labels = [Label(.list, "News \"weekly\"")]
            }
            try await database.write(lane: .jobs) { connection in
                try connection.execute(
                    """
                    INSERT INTO watched_conditions (workspace, condition_key, name, text, created_at)
                    VALUES ($1, $2, 'VIP', 'any("Order Completed")', $3)
                    """, [.int(shop.id), .int(id), .int(noon.milliseconds)])
                for statement in SegmentTables.restoring(connection.dialect) { try connection.execute(statement) }
                let segment = try #require(try store.all(in: shop, on: connection).first)
                #expect(segment.name == "VIP" && segment.state == .live && segment.text == #"any("Order Completed")"#)
                let sizes = try MembershipStore().sizes(in: shop, on: connection)
                #expect(sizes == [id: 1, Label(.list, "News \"weekly\"").id: 1])
                let members = try MembershipStore().members(of: id, limit: 9, in: shop, on: connection)
                #expect(members.map(\.since) == [noon - .hours(5)] && members.map(\.profile) == [key("ana")])
            }
        }
    }
}

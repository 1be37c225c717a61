import Conditions
import Engine
import Testing
import Values

@testable import Storage

@Suite("Members of segments")
struct MembershipStoreTests {
    private let members = MembershipStore()
    private let vip: Int64 = 7

    private func change(
        _ name: String, _ isMember: Bool, at moment: Instant = noon, cause: SegmentChange.Cause = .live,
        of segment: Int64? = nil
    ) -> SegmentChange {
        SegmentChange(segment: segment ?? vip, profile: key(name), isMember: isMember, at: moment, cause: cause)
    }

    private func names(_ database: any Database, of segment: Int64? = nil) async throws -> Set<ProfileKey> {
        let segment = segment ?? vip
        return Set(
            try await database.read {
                try members.members(of: segment, limit: 100, in: shop, on: $0)
            }.map(\.profile))
    }

    @Test("who enters and leaves is a member or not, and is counted by the hour", arguments: TestDatabase.reachable)
    func changes(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            try await rows.apply { $0.segmentChanges = [change("ana", true), change("bo", true)] }
            // In and out and in again within one batch.
            try await rows.apply { batch in
                batch.segmentChanges = [
                    change("bo", false, at: noon + .hours(1)), change("cy", true, at: noon + .hours(1)),
                    change("cy", false, at: noon + .hours(1)), change("cy", true, at: noon + .hours(2)),
                ]
            }
            #expect(try await names(database) == [key("ana"), key("cy")])
            let (size, sizes, hours, history) = try await database.read { connection in
                (
                    try members.count(of: vip, in: shop, on: connection), try members.sizes(in: shop, on: connection),
                    try members.hours(of: vip, since: noon - .days(1), in: shop, on: connection),
                    try members.changes(of: vip, limit: 10, in: shop, on: connection)
                )
            }
            #expect(size == 2 && sizes == [vip: 2])
            #expect(hours.map(\.entered) == [2, 1, 1] && hours.map(\.left) == [0, 2, 0])
            #expect(history.count == 6 && history.first?.isMember == true)
        }
    }

    @Test(
        "who enters or leaves by themselves has an event of it, wherever events are read",
        arguments: TestDatabase.reachable)
    func events(kind: TestDatabase) async throws {
        try await kind.open { database in
            let segment = SegmentStoreTests.segment()
            try await database.write(lane: .jobs) {
                _ = try SegmentStore().save(segment, author: "ana", now: noon, in: shop, on: $0)
            }
            try await Shop(database: database).apply { batch in
                batch.segmentChanges = [
                    change("ana", true, of: segment.id), change("ana", false, at: noon + .hours(2), of: segment.id),
                    change("bo", true, cause: .build, of: segment.id),
                ]
            }
            let customers = CustomerStore(sharing: IntakeStore())
            let all: [[String]] = try await database.read { connection in
                try customers.timelines(
                    of: ["ana", "bo"].map { [TimelineSpan(identity: key($0))] }, limit: 9, on: connection
                ).map { $0.map(\.name) }
            }
            #expect(all == [[SegmentEvent.entered, SegmentEvent.left], []])
            func history(_ names: Set<String>, until: Instant? = nil) async throws -> [TimelineEvent] {
                try await database.read { connection in
                    try customers.timelines(
                        [
                            TimelineRequest(
                                identity: key("ana"), intervals: [Interval(from: .distantPast, until: until)], below: 1)
                        ], HistoryNeeds(all: names), on: connection
                    ).map(\.event)
                }
            }
            let entered = try #require(try await history([SegmentEvent.entered, "Order Completed"]).first)
            #expect(entered.occurredAt == noon)
            let properties = #"{"segment":"VIP","segment_id":"\#(segment.id)"}"#
            #expect(entered.body == .bytes(Array(properties.utf8)))
            #expect(
                try await history(SegmentEvent.names, until: noon + .hours(2)).map(\.name) == [SegmentEvent.entered])
            #expect(try await history(["Order Completed"]).isEmpty)
            // Like any event it is there however long ago it was.
            _ = try await Housekeeping().run(now: noon + .days(2_000), on: database)
            #expect(try await history(SegmentEvent.names).count == 2)
        }
    }

    @Test(
        "who entered by a build has a line of it once they leave, by a build or by themselves, and none before",
        arguments: TestDatabase.reachable)
    func builds(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            func rowsOfHistory() async throws -> Int64? {
                try await database.read { try $0.first("SELECT count(*) FROM membership_changes") { $0.int(0) } }
            }
            try await rows.apply { batch in
                batch.segmentChanges = ["ana", "bo", "cy"].map { change($0, true, cause: .build) }
            }
            #expect(try await rowsOfHistory() == 0)
            #expect(try await database.read { try members.changes(of: vip, limit: 9, in: shop, on: $0) }.isEmpty)
            let later = noon + .hours(1)
            let gone = [change("ana", false, at: later, cause: .build), change("bo", false, at: later)]
            try await rows.apply { $0.segmentChanges = gone }
            #expect(try await rowsOfHistory() == 4)
            for left in gone {
                let history = try await database.read {
                    try members.changes(by: left.profile, limit: 10, in: shop, on: $0)
                }
                let entered = SegmentChange(
                    segment: vip, profile: left.profile, isMember: true, at: noon, cause: .build)
                #expect(history == [left, entered])
            }
            #expect(try await names(database) == [key("cy")])
        }
    }

    @Test(
        "members are read from the last who entered on, also after one who has left", arguments: TestDatabase.reachable)
    func pages(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            let people = ["ana", "bo", "cy", "di"]
            try await rows.apply { batch in
                batch.segmentChanges = people.enumerated().map { hour, name in
                    change(name, true, at: noon + .hours(Int64(hour / 2)))
                }
            }
            let first = try await database.read { try members.members(of: vip, limit: 2, in: shop, on: $0) }
            #expect(Set(first.map(\.profile)) == [key("cy"), key("di")])
            try await rows.apply {
                $0.segmentChanges = first.map {
                    SegmentChange(
                        segment: vip, profile: $0.profile, isMember: false, at: noon + .hours(9), cause: .live)
                }
            }
            let rest = try await database.read {
                try members.members(of: vip, after: first[1].place, limit: 9, in: shop, on: $0)
            }
            #expect(Set(rest.map(\.profile)) == [key("ana"), key("bo")])
        }
    }

    @Test(
        "who entered with an earlier release is a member since then, with the event of it",
        arguments: TestDatabase.reachable)
    func adopting(kind: TestDatabase) async throws {
        try await kind.open { database in
            let history = try await database.write(lane: .jobs) { connection in
                for name in ["ana", "bo"] {
                    try connection.execute(
                        "INSERT INTO memberships (workspace, segment, since, profile_key) VALUES ($1, $2, $3, $4)",
                        [.int(shop.id), .int(vip), .int(noon.milliseconds), .int(key(name).rawValue)])
                }
                try connection.execute(
                    """
                    INSERT INTO membership_changes (workspace, segment, at, profile_key, is_member, cause)
                    VALUES ($1, $2, $3, $4, 1, 1)
                    """, [.int(shop.id), .int(vip), .int(noon.milliseconds), .int(key("ana").rawValue)])
                for statement in MembershipTables.adoptingLines { try connection.execute(statement) }
                #expect(try connection.first("SELECT count(*) FROM membership_changes") { $0.int(0) } == 0)
                return try members.changes(of: vip, limit: 9, in: shop, on: connection)
            }
            // Bo is there by a build.
            #expect(history == [change("ana", true)])
        }
    }

    @Test("who is in several at once is counted", arguments: TestDatabase.reachable)
    func overlaps(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            try await rows.apply { batch in
                batch.segmentChanges = [
                    change("ana", true), change("bo", true), change("ana", true, of: 8), change("bo", true, of: 8),
                    change("ana", true, of: 9),
                ]
            }
            let counts = try await database.read { connection in
                try [[7, 8], [7, 9], [7, 8, 9], [8, 5]].map {
                    try members.overlap(of: $0, in: shop, on: connection)
                }
            }
            #expect(counts == [2, 1, 1, 0])
        }
    }

    @Test("the erased are nowhere, and the sizes say so", arguments: TestDatabase.reachable)
    func erasure(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            let segment = SegmentStoreTests.segment()
            let list = Label(.list, "Newsletter")
            try await database.write(lane: .jobs) { connection in
                try SegmentStore().save(segment, author: "", now: noon, in: shop, on: connection)
            }
            try await rows.apply { batch in
                batch.labels = [list]
                batch.segmentChanges = [segment.id, list.id].flatMap {
                    [change("ana", true, of: $0), change("bo", true, of: $0)]
                }
            }
            try await database.write(lane: .jobs) {
                try members.forget([key("ana")], at: noon + .hours(2), on: $0)
            }
            #expect(try await names(database, of: segment.id) == [key("bo")])
            let (sizes, history) = try await database.read { connection in
                (
                    try members.sizes(in: shop, on: connection),
                    try members.changes(by: key("ana"), limit: 9, in: shop, on: connection)
                )
            }
            #expect(sizes == [segment.id: 1, list.id: 1] && history.isEmpty)
        }
    }

    @Test("an archived segment is emptied, and its history stays", arguments: TestDatabase.reachable)
    func housekeeping(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            let segment = SegmentStoreTests.segment()
            try await database.write(lane: .jobs) { connection in
                try SegmentStore().save(segment, author: "", now: noon, in: shop, on: connection)
                try SegmentStore().archive(segment.id, now: noon, in: shop, on: connection)
            }
            try await rows.apply { $0.segmentChanges = [change("ana", true, of: segment.id)] }
            let report = try await Housekeeping().run(now: noon + .days(366), on: database)
            #expect(report.memberships == 1)
            let history = try await database.read { try members.changes(by: key("ana"), limit: 9, in: shop, on: $0) }
            #expect(history.count == 1)
            #expect(try await names(database, of: segment.id).isEmpty)
            let sizes = try await database.read { try members.sizes(in: shop, on: $0) }
            #expect(sizes == [segment.id: 0])
        }
    }
}

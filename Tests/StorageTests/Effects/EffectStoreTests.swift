import Engine
import Testing
import Values

@testable import Storage

@Suite("What flows ask of the outside")
struct EffectStoreTests {
    private let store = EffectStore()

    private func effect(_ id: Int64, _ kind: EffectRequest.Kind = .webhook, isAnswered: Bool = false) -> EffectRequest {
        EffectRequest(
            effectID: id, kind: kind, profile: key("ana"), journey: 7, flow: 1, flowVersion: 1, step: "erp",
            details: ["url": "https://erp.example/"], context: #"{"profile":{"email":"ana@example.com"}}"#,
            isAnswered: isAnswered, requestedAt: noon, expiresAt: noon + .hours(1))
    }

    @Test("asked for twice, it is done once", arguments: TestDatabase.reachable)
    func once(kind: TestDatabase) async throws {
        try await kind.open { database in
            let taken = try await database.write(lane: .jobs) { connection in
                try store.add([effect(1), effect(2)], in: shop, on: connection)
                try store.add([effect(2), effect(1)], in: shop, on: connection)
                return try store.claim(now: noon, limit: 10, on: connection)
            }
            #expect(taken.map(\.request.effectID) == [1, 2] && taken.allSatisfy { $0.attempts == 1 })
            let again = try await database.write(lane: .jobs) { connection in
                for effect in taken {
                    try store.settle(effect, .done(.null, said: nil), now: noon, in: shop, on: connection)
                }
                try store.add([effect(1)], in: shop, on: connection)
                return try store.claim(now: noon + .days(1), limit: 10, on: connection)
            }
            #expect(again.isEmpty)
        }
    }

    @Test(
        "one that was taken on by a process that died is taken on again, under the same identity",
        arguments: TestDatabase.reachable)
    func died(kind: TestDatabase) async throws {
        try await kind.open { database in
            let counts = try await database.write(lane: .jobs) { connection in
                try store.add([effect(1)], in: shop, on: connection)
                return try [noon, noon + .seconds(60), noon + EffectStore.claimLasts].map {
                    try store.claim(now: $0, limit: 10, on: connection).count
                }
            }
            #expect(counts == [1, 0, 1])
        }
    }

    @Test("whoever waits is told once, in the transaction that settles it", arguments: TestDatabase.reachable)
    func answered(kind: TestDatabase) async throws {
        try await kind.open { database in
            let (first, second, work) = try await database.write(lane: .jobs) { connection in
                try store.add([effect(1, isAnswered: true)], in: shop, on: connection)
                let taken = try #require(try store.claim(now: noon, limit: 1, on: connection).first)
                let first = try store.settle(
                    taken, .done(["tier": "gold"], said: ["url": "https://erp.example/said"]), now: noon, in: shop,
                    on: connection)
                let second = try store.settle(taken, .failed("late"), now: noon, in: shop, on: connection)
                return (first, second, try WorkStore().due(in: BucketRange.all, now: noon, limit: 64, on: connection))
            }
            #expect(first && !second)
            let command = work.first.flatMap { Command(payload: $0.item.payload) }
            #expect(command == .answer(EffectAnswer(effect: 1, journey: 7, result: .done(["tier": "gold"]))))
            #expect(work.count == 1)
            let page = try await database.read { try store.page(ofFlow: 1, limit: 5, in: shop, on: $0) }
            #expect(page.rows.map(\.state) == [.done])
            #expect(page.rows[0].request.details["url"] == "https://erp.example/said")
            #expect(page.rows[0].request.context == "{}", "what the texts were made from is not kept")
        }
    }

    @Test(
        "one that failed for now waits for its next try; one that is given up can be tried again by hand",
        arguments: TestDatabase.reachable)
    func again(kind: TestDatabase) async throws {
        try await kind.open { database in
            let found = try await database.write(lane: .jobs) { connection -> [Int] in
                try store.add([effect(1, isAnswered: true)], in: shop, on: connection)
                let taken = try #require(try store.claim(now: noon, limit: 1, on: connection).first)
                try store.settle(taken, .again(at: noon + .minutes(5), "503"), now: noon, in: shop, on: connection)
                let early = try store.claim(now: noon + .minutes(4), limit: 1, on: connection).count
                let later = try store.claim(now: noon + .minutes(5), limit: 1, on: connection)
                try store.settle(later[0], .failed("410"), now: noon, in: shop, on: connection)
                let over = try store.claim(now: noon + .days(2), limit: 1, on: connection).count
                let asked = try store.tryAgain(1, now: noon + .days(2), in: shop, on: connection)
                let third = try store.claim(now: noon + .days(2), limit: 1, on: connection).count
                return [early, later.count, over, asked ? 1 : 0, third]
            }
            #expect(found == [0, 1, 0, 1, 1])
        }
    }

    @Test(
        "one that is to be tried again later is tried at once where somebody asks, unless it is under way",
        arguments: TestDatabase.reachable)
    func sooner(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .jobs) { connection in
                try store.add([effect(1, isAnswered: true)], in: shop, on: connection)
                #expect(try !store.tryAgain(1, now: noon, in: shop, on: connection), "it has not failed")
                let first = try #require(try store.claim(now: noon, limit: 1, on: connection).first)
                try store.settle(first, .again(at: noon + .hours(2), "503"), now: noon, in: shop, on: connection)
                let later = noon + .minutes(10)
                #expect(try store.claim(now: later, limit: 1, on: connection).isEmpty)
                #expect(try store.tryAgain(1, now: later, in: shop, on: connection))
                let second = try store.claim(now: later, limit: 1, on: connection)
                #expect(second.map(\.attempts) == [2])
                #expect(second.first?.request.isAnswered == true, "its journey waits for the answer still")
                #expect(try store.tryAgain(1, now: later, in: shop, on: connection))
                #expect(try store.claim(now: later, limit: 1, on: connection).isEmpty, "somebody is at it")
            }
        }
    }

    @Test("an audience keeps what was asked for last, whichever comes last", arguments: TestDatabase.reachable)
    func audience(kind: TestDatabase) async throws {
        try await kind.open { database in
            let audiences = AudienceStore()
            let lines = try await database.write(lane: .jobs) { connection in
                let ana = key("ana")
                try audiences.set("ads", ana, isMember: false, at: noon + .seconds(1), in: shop, on: connection)
                try audiences.set("ads", ana, isMember: true, at: noon, in: shop, on: connection)
                try audiences.set("ads", key("bo"), isMember: true, at: noon, in: shop, on: connection)
                return try audiences.list(in: shop, on: connection)
            }
            #expect(lines == [AudienceStore.Line(name: "ads", size: 1)])
        }
    }

    @Test(
        "a task is given once, found by its state and whom it is assigned to, and can be opened again",
        arguments: TestDatabase.reachable)
    func tasks(kind: TestDatabase) async throws {
        try await kind.open { database in
            let tasks = TaskStore()
            @Sendable func task(_ id: Int64, _ assignee: String) -> StoredTask {
                StoredTask(
                    id: id, profile: key("ana"), flow: 1, step: "call", title: "Call \(id)", details: "",
                    assignee: assignee, priority: .high, dueAt: noon + .days(1), createdAt: noon + .seconds(id))
            }
            try await database.write(lane: .jobs) { connection in
                for id in [1, 2, 3, 3] as [Int64] {
                    try tasks.add(task(id, id == 2 ? "sales" : ""), in: shop, on: connection)
                }
                #expect(try tasks.set(1, doneAt: noon, by: "Eva", in: shop, on: connection))
                #expect(try !tasks.set(9, doneAt: noon, by: "Eva", in: shop, on: connection))
                func ids(_ filter: TaskFilter) throws -> [Int64] {
                    try tasks.page(filter, limit: 10, in: shop, on: connection).rows.map(\.id)
                }
                #expect(try ids(TaskFilter()) == [3, 2])
                #expect(try ids(TaskFilter(state: .done)) == [1])
                #expect(try ids(TaskFilter(state: .all, assignee: "sales")) == [2])
                #expect(try tasks.openCount(in: shop, on: connection) == 2)
                #expect(try tasks.assignees(in: shop, on: connection) == ["sales"])
                #expect(try tasks.set(1, doneAt: nil, by: "", in: shop, on: connection))
                #expect(try ids(TaskFilter()) == [3, 2, 1])
            }
        }
    }
}

import Engine
import Testing
import Values

@testable import Storage

@Suite("Who wants which product")
struct InterestStoreTests {
    private func store(_ events: [IncomingEvent], _ intake: IntakeStore, _ database: any Database) async throws {
        try await database.write(lane: .intake) {
            _ = try intake.append(events, in: shop, now: noon, on: $0)
        }
    }

    /// Learns from all that is stored.
    private func learn(_ interests: InterestStore, _ database: any Database) async throws {
        try await database.write(lane: .jobs) { connection in
            let end = try interests.newest(on: connection)
            while let reached = try interests.follow(to: end, now: noon, in: shop, on: connection), reached < end {}
        }
    }

    private func asked(_ name: String, _ properties: String) -> IncomingEvent {
        .sample(of: name, CatalogEvent.request, message: name + properties, properties: properties)
    }

    private func change(
        _ texts: String..., intake: IntakeStore, at now: Instant = noon + .minutes(5), _ database: any Database
    ) async throws -> Int {
        let items = try texts.flatMap { try CatalogItemReader.items(JSON.parse($0)) }
        return try await database.write(lane: .jobs) { connection in
            let store = CatalogStore()
            let outcome = try store.apply(items, currency: "EUR", now: now, in: shop, on: connection)
            return try store.announce(
                outcome.news, inventoryIsAsked: true, intake: intake, now: now, in: shop, on: connection)
        }
    }

    /// Gives every command that is open, and tells to whom which went.
    private func given(_ database: any Database) async throws -> [String: [String]] {
        try await database.write(lane: .jobs) { connection in
            while try BulkStore().advance(limit: 2, now: noon + .hours(1), in: shop, on: connection) != nil {}
            _ = try LeaseStore().acquire(owner: "a", now: noon, on: connection)
            var told: [String: [String]] = [:]
            let names = ["ana", "bo", "cy", "di", "eve"]
            for due in try WorkStore().due(in: BucketRange.all, now: noon + .hours(1), limit: 640, on: connection) {
                guard case .happen(let happening)? = Command(payload: due.item.payload) else { continue }
                let name = names.first { key($0) == due.item.subject } ?? "?"
                let words = happening.event + " " + (happening.properties["variant_id"]?.string ?? "")
                told[name, default: []].append(words)
                told[name]?.sort()
            }
            return told
        }
    }

    @Test(
        "a product that is back is told to who asked for it or looked in vain, in pages, and to nobody else",
        arguments: TestDatabase.reachable)
    func backInStock(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let interests = InterestStore(sharing: intake)
            _ = try await change(
                #"{"product_id": "p1", "title": "A cup", "stock": 4}"#, intake: intake, at: noon - .days(9), database)
            _ = try await change(#"{"product_id": "p1", "stock": 0}"#, intake: intake, at: noon - .days(2), database)
            try await store(
                [
                    asked("ana", #"{"product_id": "p1"}"#), asked("bo", #"{"product_id": "p1"}"#),
                    asked("cy", #"{"product_id": "p2"}"#),
                    .sample(of: "di", message: "1", at: noon - .days(1), properties: #"{"product_id": "p1"}"#),
                    // Could have bought it then.
                    .sample(of: "eve", message: "2", at: noon - .days(5), properties: #"{"product_id": "p1"}"#),
                ], intake, database)
            try await learn(interests, database)
            let told = try await change(#"{"product_id": "p1", "stock": 7}"#, intake: intake, database)
            // One command for the people, one event for the shop.
            #expect(told == 2)
            #expect(
                try await given(database) == [
                    "ana": ["Back in Stock "], "bo": ["Back in Stock "], "di": ["Back in Stock "],
                ])
            let again = try await change(#"{"product_id": "p1", "stock": 7}"#, intake: intake, database)
            #expect(again == 0, "the same catalog again tells nobody")
            let waiting = try await database.read {
                try InterestStore.counts(of: .product("p1"), now: noon, in: shop, on: $0).waiting
            }
            #expect(waiting == 0, "who was told waits no longer")
        }
    }

    @Test(
        "who asked for one variant hears of that one, and who asked for any of the first that is back",
        arguments: TestDatabase.reachable)
    func variants(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let both = { (red: Int, blue: Int) in
                #"""
                {"product_id": "p1", "variants": [{"variant_id": "red", "sku": "r", "stock": \#(red)},
                    {"variant_id": "blue", "sku": "b", "stock": \#(blue)}]}
                """#
            }
            _ = try await change(both(0, 0), intake: intake, at: noon - .days(2), database)
            try await store(
                [
                    asked("ana", #"{"product_id": "p1", "variant_id": "red"}"#),
                    asked("bo", #"{"product_id": "p1", "sku": "b"}"#), asked("cy", #"{"product_id": "p1"}"#),
                ], intake, database)
            try await learn(InterestStore(sharing: intake), database)
            _ = try await change(both(0, 3), intake: intake, database)
            #expect(try await given(database) == ["bo": ["Back in Stock blue"], "cy": ["Back in Stock blue"]])
            _ = try await change(both(2, 3), intake: intake, at: noon + .minutes(9), database)
            #expect(
                try await given(database) == [
                    "ana": ["Back in Stock red"], "bo": ["Back in Stock blue"], "cy": ["Back in Stock blue"],
                ])
        }
    }

    @Test(
        "a price that falls is told once a product to who showed interest within thirty days, unless it is sold out",
        arguments: TestDatabase.reachable)
    func priceDrop(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let both = { (price: Int) in
                #"""
                {"product_id": "p1", "variants": [{"variant_id": "s", "price": \#(price)},
                    {"variant_id": "m", "price": \#(price + 1)}]}
                """#
            }
            _ = try await change(
                both(20), #"{"product_id": "p2", "price": 9, "stock": 0}"#, intake: intake, at: noon - .days(2),
                database)
            let viewed = #"{"product_id": "p1"}"#
            try await store(
                [
                    .sample(of: "ana", message: "1", at: noon - .days(29), properties: viewed),
                    .sample(of: "bo", message: "2", at: noon - .days(31), isHistorical: true, properties: viewed),
                    .sample(of: "cy", "Product Added", message: "3", properties: #"{"product_id": "p2"}"#),
                ], intake, database)
            try await learn(InterestStore(sharing: intake), database)
            let told = try await change(both(15), #"{"product_id": "p2", "price": 5}"#, intake: intake, database)
            #expect(told == 1)
            #expect(try await given(database) == ["ana": ["Price Dropped s"]])
        }
    }

    @Test(
        "what sells out is told to who was told that it is back or has it in the cart, and to nobody else",
        arguments: TestDatabase.reachable)
    func soldOut(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let stock = { (count: Int) in #"{"product_id": "p1", "stock": \#(count)}"# }
            _ = try await change(stock(3), intake: intake, at: noon - .days(9), database)
            _ = try await change(stock(0), intake: intake, at: noon - .days(8), database)
            let p1 = #"{"product_id": "p1"}"#
            try await store(
                [
                    asked("ana", p1), .sample(of: "bo", "Product Added", message: "1", properties: p1),
                    .sample(of: "cy", message: "2", at: noon - .days(9), properties: p1),
                ], intake, database)
            try await learn(InterestStore(sharing: intake), database)
            _ = try await change(stock(2), intake: intake, database)
            _ = try await given(database)
            _ = try await change(stock(0), intake: intake, at: noon + .minutes(9), database)
            #expect(
                try await given(database) == [
                    "ana": ["Back in Stock ", "Sold Out "], "bo": ["Back in Stock ", "Sold Out "],
                ])
        }
    }

    @Test(
        "low stock and changes of stock happen to the shop's own profile, once each", arguments: TestDatabase.reachable)
    func shopEvents(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            for stock in [9, 4, 4, 3] {
                _ = try await change(
                    #"{"product_id": "p1", "sku": "C-1", "title": "A cup", "stock": \#(stock)}"#, intake: intake,
                    database)
            }
            let events = try await database.read { connection in
                try connection.all(
                    """
                    SELECT names.name, events.properties FROM events JOIN names ON names.name_id = events.name_id
                    WHERE identity_key = $1 ORDER BY sequence
                    """, [.int(key("shop").rawValue)]
                ) { row in
                    let json = try JSON.parse(row.text(1))
                    return "\(row.text(0)) \(json["quantity"]?.text ?? "")"
                }
            }
            #expect(events == ["Inventory Changed 4", "Low Stock 4", "Inventory Changed 3"])
        }
    }

    @Test(
        "a product that only events name is made known without news of it, and a feed's word goes before theirs",
        arguments: TestDatabase.reachable)
    func stubs(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let interests = InterestStore(sharing: intake)
            let viewed = #"{"product_id": "p1", "name": "A cup", "price": 99, "url": "https://my.shop/cup"}"#
            try await store(
                (0..<3).map { .sample(of: "ana", message: "\($0)", properties: viewed) }, intake, database)
            try await learn(interests, database)
            let stub = try await database.read { try CatalogStore().product(.product("p1"), in: shop, on: $0) }
            #expect(stub?.product.title == "A cup" && stub?.product.isFromEvents == true && stub?.variants == [])
            #expect(
                try await change(#"{"product_id": "p1", "title": "The cup", "price": 12}"#, intake: intake, database)
                    == 0)
            try await store([.sample(of: "bo", message: "9", properties: viewed)], intake, database)
            try await learn(InterestStore(sharing: intake), database)
            let product = try await database.read { try CatalogStore().product(.product("p1"), in: shop, on: $0) }
            #expect(product?.product.title == "The cup" && product?.product.isFromEvents == false)
        }
    }

    @Test(
        "interest goes with the person who is erased, and stands in what is exported of them",
        arguments: TestDatabase.reachable)
    func erased(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            try await store([asked("ana", #"{"product_id": "p1"}"#)], intake, database)
            try await learn(InterestStore(sharing: intake), database)
            try await database.write(lane: .jobs) { connection in
                let leases = try LeaseStore().acquire(owner: "a", now: noon, on: connection)
                var batch = StepBatch(leases: leases)
                batch.profiles = [.sample("ana", document: Profile(key: key("ana"), createdAt: noon).document)]
                _ = try StepStore(sharing: intake).apply(batch, in: shop, now: noon, on: connection)
            }
            let export = try await database.read { try PersonalData.export(key("ana"), in: shop, on: $0) }
            #expect(export?["products"]?[0]?["product_id"]?.string == "p1")
            let erasure = Erasure(sharing: intake, remembering: ErasedIdentities(key: TombstoneKey { $0 }))
            #expect(try await erasure.erase(key("ana"), now: noon, in: shop, from: database))
            let left = try await database.read {
                try $0.first("SELECT count(*) FROM product_interests") { $0.int(0) }
            }
            #expect(left == 0)
        }
    }
}

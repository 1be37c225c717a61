import Engine
import Testing
import Values

@testable import Storage

@Suite("Offers keep their limits")
struct OfferTests {
    private func request(
        _ effect: Int64, by person: String = "ana", _ change: (inout CouponTerms) -> Void = { _ in }
    ) -> CouponRequest {
        var terms = CouponTerms()
        terms.isGenerated = true
        change(&terms)
        return CouponRequest(
            effectID: effect, pool: "spring", profile: key(person), journey: 1, terms: terms,
            candidates: ["CODE-\(effect)", "SPARE-\(effect)"])
    }

    @Test("a code that is made goes to one effect for ever, and never to two", arguments: TestDatabase.reachable)
    func made(kind: TestDatabase) async throws {
        try await kind.open { database in
            let coupons = CouponStore()
            try await database.write(lane: .engine) { connection in
                func take(_ request: CouponRequest) throws -> CouponAnswer {
                    try coupons.take(request, now: noon, in: shop, on: connection)
                }
                let first = try take(request(1) { $0.validFor = .days(3) })
                #expect(first == CouponAnswer(code: "CODE-1", expiresAt: noon + .days(3)))
                #expect(try coupons.take(request(1), now: noon + .days(1), in: shop, on: connection) == first)
                // Uploaded elsewhere by chance.
                _ = try coupons.add(["CODE-2"], to: "other", in: shop, on: connection)
                #expect(try take(request(2)).code == "SPARE-2")
                let pool = try coupons.pools(now: noon, in: shop, on: connection).first { $0.name == "spring" }
                #expect(pool?.given == 2 && pool?.made == 2 && pool?.left == 0)
                let rows = try coupons.assignments(of: "spring", limit: 9, in: shop, on: connection).rows
                #expect(Set(rows.map(\.expiresAt)) == [nil, noon + .days(3)])
            }
        }
    }

    @Test("the limit for one person holds for both of two who are one", arguments: TestDatabase.reachable)
    func perPerson(kind: TestDatabase) async throws {
        try await kind.open { database in
            let coupons = CouponStore()
            try await database.write(lane: .engine) { connection in
                func take(_ effect: Int64, by person: String, at moment: Instant = noon) throws -> CouponAnswer {
                    let request = request(effect, by: person) { $0.perPerson = .init(most: 2, within: .days(30)) }
                    return try coupons.take(request, now: moment, in: shop, on: connection)
                }
                #expect(try take(1, by: "ana").code != nil)
                #expect(try take(2, by: "ben").code != nil)
                try coupons.move(from: key("ben"), to: key("ana"), on: connection)
                #expect(try take(3, by: "ana").refusal.contains("2 per 4 weeks 2 days"))
                #expect(try take(4, by: "cem").code != nil)
                #expect(try take(5, by: "ana", at: noon + .days(31)).code != nil)
            }
        }
    }

    @Test("a code is held until a message that shows it may have been seen", arguments: TestDatabase.reachable)
    func held(kind: TestDatabase) async throws {
        try await kind.open { database in
            let coupons = CouponStore()
            try await database.write(lane: .engine) { connection in
                func show(_ effect: Int64, in id: Int64, _ state: Message.State) throws {
                    var message = Message.sample(id, state: state)
                    message.context = #"{"coupon":"X","coupon_effect":\#(effect)}"#
                    try MessageRow.insert([message], in: shop, on: connection)
                }
                // One number begins with the other.
                for effect: Int64 in [1, 12] {
                    _ = try coupons.take(
                        request(effect) { $0.perPerson = nil }, now: noon, in: shop, on: connection)
                }
                #expect(try coupons.held("spring", in: shop, on: connection) == 2)
                try show(12, in: 7, .held)
                #expect(try coupons.held("spring", in: shop, on: connection) == 2)
                try show(12, in: 8, .sent)
                #expect(try coupons.held("spring", in: shop, on: connection) == 1)
                let showing = try coupons.messages(
                    showing: [1, 12], under: [key("ana")], since: noon, in: shop, on: connection)
                #expect(showing[1] == nil && Set((showing[12] ?? []).map(\.id)) == [7, 8])
            }
        }
    }

    @Test(
        "what went back counts no longer, and a code that was made is gone for good", arguments: TestDatabase.reachable)
    func limits(kind: TestDatabase) async throws {
        try await kind.open { database in
            let coupons = CouponStore()
            try await database.write(lane: .engine) { connection in
                func take(_ effect: Int64) throws -> CouponAnswer {
                    let request = request(effect) {
                        $0.worth = 10_000
                        $0.budget = 25_000
                    }
                    return try coupons.take(request, now: noon, in: shop, on: connection)
                }
                #expect(try take(1).code == "CODE-1")
                #expect(try take(2).code == "CODE-2")
                #expect(try take(3) == .refused("the budget of this offer is used up"))
                let unwanted = CouponReturn(effectID: 1, unlessIn: [])
                for _ in 0..<2 { try coupons.giveBack(unwanted, in: shop, on: connection) }
                #expect(try take(4).code == "CODE-4")
                #expect(try take(5).code == nil)
                let few = request(6) { $0.mostCodes = 2 }
                #expect(try coupons.take(few, now: noon, in: shop, on: connection).refusal.hasPrefix("all 2 codes"))
            }
        }
    }
}

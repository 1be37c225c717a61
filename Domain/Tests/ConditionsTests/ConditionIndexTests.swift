import Testing
import Values

@testable import Conditions

@Suite("Which conditions a change can touch")
struct ConditionIndexTests {
    static let texts = [
        #"count("Order Completed", last: 90 days) >= 2"#,
        #"sequence("Product Added", "Checkout Started", without: "Order Completed")"#,
        #"interest(category: "Shoes") > 3 and profile.address.city == "Berlin""#,
        #"opened(email) or consents(sms, "News") or member("VIP")"#,
        #"top 10% by sum("Refund".total) and listed("L") and tagged("t") and predicted.churn > 0.5"#,
        #"place.country == "DE" and stage() == "Lead" and identity(email) exists and rfm(recency) > 2"#,
        #"any("X" where any(trigger.products where sku == profile.sku))"#,
        "spent(last: 90 days) > 100 EUR or orders() == 0",
        #"any cart item where product_id == "A""#,
    ]

    @Test(
        "each change finds the conditions that read it, and no others",
        arguments: [
            (.event("Order Completed"), [0, 1, 2, 7]), (.event("Order Refunded"), [7]),
            (.event("Order Cancelled"), [7]), (.event("Product Added"), [1, 2]), (.event("Product Viewed"), [2]),
            (.event("Email Opened"), [3]), (.event("Refund"), [4]), (.event("X"), [6]), (.event("Nothing"), []),
            (.property("address"), [2]), (.property("city"), []), (.property("sku"), [6]), (.consent("sms"), [3]),
            (.membership("VIP"), [3]), (.list("L"), [4]), (.tag("t"), [4]), (.prediction("churn"), [4]),
            (.threshold(#"top 10% by sum("Refund".total)"#), [4]), (.fact(.place), [5]), (.fact(.stage), [5]),
            (.fact(.identities), [5]), (.fact(.rfm), [5]), (.fact(.coupons), []), (.fact(.cart), [8]),
        ] as [(ConditionIndex.Change, [Int])])
    func touched(change: ConditionIndex.Change, expected: [Int]) throws {
        let requirements = try Self.texts.map { try Condition.parse($0).requirements }
        let index = ConditionIndex(requirements)
        #expect(index.touched(by: change) == expected)
        #expect(index.readingState == [2, 3, 4, 5, 6, 8])
    }

    @Test("several changes find each condition once")
    func several() throws {
        let index = ConditionIndex(try Self.texts.map { try Condition.parse($0).requirements })
        #expect(index.touched(by: [.event("Order Completed"), .event("Product Added"), .tag("t")]) == [0, 1, 2, 4, 7])
    }

    /// What the index leaves out would never be evaluated again, so this is the promise that it rests on.
    @Test("a change that no requirement names never changes an answer", arguments: 0..<4)
    func complete(chunk: Int) {
        for seed in chunk * 500..<(chunk + 1) * 500 {
            var random = SeededRandom(seed: UInt64(seed))
            var conditions = RandomConditions(random: random.split())
            let condition = Condition(root: conditions.condition())
            let needs = condition.requirements
            var histories = RandomHistories(random: random.split())
            let before = histories.subject(around: [])
            var after = before
            let other = histories.subject(around: [])
            after.timeline = Timeline(
                (needs.eventNames.flatMap { before.timeline[$0] })
                    + other.timeline.inOrder().filter { !needs.eventNames.contains($0.name) })
            if needs.profileProperties.isEmpty { after.properties = other.properties }
            if needs.consentChannels.isEmpty { after.consents = other.consents }
            if needs.memberships.isEmpty { after.memberships = other.memberships }
            after.facts = mixed(before.facts, other.facts, needs)
            let compiled = CompiledCondition(condition)
            let verdicts = [before, after].map { compiled.evaluate($0, now: histories.now) }
            #expect(verdicts[0] == verdicts[1], "seed \(seed): \(condition.text)")
        }
    }

    /// Facts of the other, except those that are named.
    private func mixed(_ own: ProfileFacts, _ other: ProfileFacts, _ needs: Requirements) -> ProfileFacts {
        var facts = other
        if !needs.lists.isEmpty { facts.lists = own.lists }
        if !needs.tags.isEmpty { facts.tags = own.tags }
        if !needs.consentChannels.isEmpty { facts.topics = own.topics }
        if !needs.predictions.isEmpty { facts.predictions = own.predictions }
        for fact in needs.facts {
            switch fact {
            case .identities: facts.identities = own.identities
            case .place: facts.place = own.place
            case .locale: facts.locale = own.locale
            case .zone: break
            case .stage: facts.stage = own.stage
            case .scores: facts.scores = own.scores
            case .suppressions: facts.suppressions = own.suppressions
            case .coupons: facts.coupons = own.coupons
            case .rfm: facts.rfm = own.rfm
            case .cart: facts.cart = own.cart
            }
        }
        return facts
    }
}

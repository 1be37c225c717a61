import Testing
import Values

@testable import Conditions

@Suite("What a condition reads, and how it is said")
struct RequirementsTests {
    @Test("every event, property, channel and membership is named")
    func everything() throws {
        let text = #"""
            count("Order Completed", last: 90 days) >= 2 and sum("Refund".total) < profile.limits.refund
            and (any("Product Viewed" where category == profile.favourite) or consents(sms) or not member("VIP"))
            and last("Email Opened") < 30 days ago and "x" in profile.tags
            """#
        let requirements = try Condition.parse(text).requirements
        #expect(requirements.eventNames == ["Order Completed", "Refund", "Product Viewed", "Email Opened"])
        #expect(requirements.needsEventProperties == ["Refund", "Product Viewed"])
        #expect(requirements.profileProperties == ["limits", "favourite", "tags"])
        #expect(requirements.consentChannels == ["sms"])
        #expect(requirements.memberships == ["VIP"])
        #expect(!requirements.usesTrigger)
    }

    @Test(
        "the trigger is used by its properties and by its moment",
        arguments: ["trigger.a == 1", #"any("X", since: trigger)"#, #"any("X" where a == trigger.a)"#])
    func trigger(text: String) throws {
        #expect(try Condition.parse(text).requirements.usesTrigger)
    }

    @Test("a filter that reads only the profile or the trigger needs no bodies")
    func bodies() throws {
        #expect(try Condition.parse(#"any("X" where profile.vip)"#).requirements.needsEventProperties.isEmpty)
        #expect(try Condition.parse(#"last("X").a exists"#).requirements.needsEventProperties == ["X"])
    }

    @Test(
        "a condition is said as one sentence",
        arguments: [
            (
                #"count("Order Completed", last: 90 days) >= 2"#,
                #"The number of "Order Completed" events in the last 90 days is at least 2."#
            ),
            (
                #"not any("Email Opened", last: 30 days) and consents(email)"#,
                #"There is no "Email Opened" event in the last 30 days and the profile has consented to email."#
            ),
            (
                #"none("Order Completed" where cart.id == trigger.cart_id, since: trigger)"#,
                #"There is no "Order Completed" event where its cart id is equal to the trigger's cart_id since the trigger."#
            ),
            (
                #"last("Order Completed") < 6 months ago or profile.country in ["DE", "AT"]"#,
                #"The last "Order Completed" event is before 6 months ago or the profile's country is one of "DE", "AT"."#
            ),
            (
                #"(member("VIP") or profile.vip) and 500 < sum("Order Completed".total)"#,
                #"(either the profile is in "VIP" or the profile's vip is true) and the sum of total over "Order Completed" events is greater than 500."#
            ),
            (
                "spent(last: 90 days) > 500 EUR and orders() == 0",
                "The amount spent after refunds in the last 90 days is greater than 500 EUR and the number of kept orders is equal to 0."
            ),
            (
                "spent(where coupon exists, last: 90 days) > 5 and last_order() < 6 months ago",
                "The amount spent after refunds on orders where its coupon is known in the last 90 days is greater than 5 and the last kept order is before 6 months ago."
            ),
            (
                "average_order(where total > 9) > 5 or not first_order() exists",
                "The average total after refunds of kept orders where its total is greater than 9 is greater than 5 or the first kept order is not known."
            ),
            (
                #"not last("Order Completed").coupon exists"#,
                #"The coupon of the last "Order Completed" event is not known."#
            ),
        ])
    func sentences(text: String, sentence: String) throws {
        #expect(try Condition.parse(text).sentence == sentence)
    }
}

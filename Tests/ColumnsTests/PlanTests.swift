import Conditions
import Testing
import Values

@Suite("Plans of conditions")
struct PlanTests {
    private func parts(_ plan: ConditionPlan) -> [ConditionPlan.Leaf] {
        switch plan {
        case .constant: []
        case .negation(let operand): parts(operand)
        case .conjunction(let operands), .disjunction(let operands): operands.flatMap(parts)
        case .leaf(let leaf, _): [leaf]
        }
    }

    private func isPlanned(_ text: String) throws -> Bool {
        var workspace = WorkspaceFacts()
        workspace.thresholds["top 10% by sum(\"Order Completed\".total)"] = Number(100)
        return parts(ConditionPlan(try Condition.parse(text), workspace: workspace)).allSatisfy { leaf in
            if case .unplanned = leaf { false } else { true }
        }
    }

    @Test(
        "what shops ask for is answered from columns",
        arguments: [
            #"any("Order Completed", last: 30 days)"#,
            #"none("Order Completed", between: 1 month and 6 months ago, zone: workspace)"#,
            #"count("Order Completed" where total > 50 and not coupon exists, last: 90 days) >= 2"#,
            #"sum("Order Completed".total, last: 90 days) > 500 EUR"#,
            #"average("Order Completed".total, during: last month) < 50"#,
            #"min("Order Completed".cart.total) == 5 or max("Order Completed".total) >= 100"#,
            #"first("Order Completed") < 6 months ago"#, #"time_since(last("Order Completed")) > 30 days"#,
            #"last("Order Completed") is today"#, #"last("Order Completed").coupon == "SPRING""#,
            #"last("Product Viewed") > last("Order Completed")"#,
            #"count("Product Viewed") > count("Order Completed")"#,
            #"distinct("Product Viewed".category, last: 30 days) >= 3"#,
            #"most("Order Completed", within: 30 days) >= 3"#,
            #"any("Order Completed" where any item where sku == "A" and quantity >= 2)"#,
            #"any("Order Completed" where sum(products.quantity where price > 10) >= 3)"#,
            #"sequence("Product Added", "Checkout Started" where total > 5, within: 1 hour, without: "Order Completed")"#,
            #"interest(category: "Shoes", last: 30 days) >= 3"#, #"last_interest(brand: "Acme") > 7 days ago"#,
            #"opened(email, flow: "Welcome", last: 30 days)"#, #"top 10% by sum("Order Completed".total)"#,
            #"profile.country in ["DE"] and consents(email, "News") and not member("VIP")"#,
            #"anniversary(profile.birthday) is this month"#, #"profile.renewal in the next 30 days"#,
            #"identity(email) ends with "@example.com""#, #"place within 25 km of (52.39, 13.06)"#,
            #"score("lead") >= 50 and rfm(recency) >= 4 and predicted.churn > 0.7"#,
            #"any cart item where product_id == "A""#, "cart.items > 2 and cart.updated_at < 2 hours ago",
            #"any(profile.orders where total > 5)"#, #"stage() in ["Loyal"] or suppressed(sms)"#,
        ])
    func planned(text: String) throws { #expect(try isPlanned(text)) }

    @Test(
        "what compares an event with the profile, or one of its properties with another, is left to the evaluator",
        arguments: [
            #"any("Product Viewed" where category == profile.favourite)"#,
            #"any("Order Completed" where total > discount)"#,
            #"any("Order Completed" where any(products where category == event.category))"#,
            #"most("Order Completed", within: 1 month) >= 3"#, #"profile.credit >= 50 USD"#,
            #"profile.since > last("Order Completed")"#,
        ])
    func left(text: String) throws { #expect(try !isPlanned(text)) }

    @Test(
        "orders as they stand are asked of columns, and of the evaluator for those alone who gave something back",
        arguments: [
            "spent(last: 3 months) > 500 EUR", "orders() == 0", "orders(where coupon exists, last: 12 months) >= 2",
            "average_order() > 50", "last_order() < 6 months ago", "time_since(first_order()) < 7 days",
            "last_order() is today", "last_order() exists",
        ])
    func keptOrders(text: String) throws {
        let plan = ConditionPlan(try Condition.parse(text), workspace: WorkspaceFacts())
        guard case .disjunction(let parts) = plan, case .conjunction(let left) = parts[1], parts.count == 2,
            case .negation = left[0], case .leaf(.unplanned, _) = left[1], left.count == 2
        else {
            Issue.record("\(plan)")
            return
        }
        #expect(self.parts(parts[0]).count == 3)
        #expect(self.parts(parts[0]).allSatisfy { if case .unplanned = $0 { false } else { true } })
    }

    @Test("a rank without a threshold holds for nobody")
    func rank() throws {
        let plan = ConditionPlan(
            try Condition.parse("top 10% by count(\"Order Completed\")"), workspace: WorkspaceFacts())
        guard case .constant(false) = plan else {
            Issue.record("\(plan)")
            return
        }
    }
}

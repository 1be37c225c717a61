import Conditions
import Values

extension StepRun {
    /// What the templates of a step that sends see, the language it speaks to this person included.
    func context(of step: SendStep, _ flow: Flow) -> JSON {
        guard var context = messageContext.object else { return .null }
        // At the prices of this moment.
        if !shelf.states.isEmpty {
            context["trigger"] = .object(shelf.current(journey.trigger.properties))
            if let cart = profile.cart { context["cart"] = shelf.current(cart).json }
        }
        context["language"] = .string(step.language(for: profile, of: flow))
        guard step.isSecret else { return .object(context) }
        // A code of a pool is nothing to forget: it goes back where the message does not go.
        for name in ["coupon", "coupon_effect", Journey.couponEndName] { context[name] = nil }
        // The mark comes first, where storage looks for it.
        return .object(JSONObject([.init(key: Message.secretName, value: true)] + context.members))
    }

    /// Of a message that nobody will see: only which code it shows.
    var couponContext: String {
        journey.coupons.last.map { #"{"coupon_effect":\#($0.effect)}"# } ?? "{}"
    }

    /// What templates see (docs/flows.md).
    var messageContext: JSON {
        // In one order, whether the person was read from storage just now or changed since.
        var person = JSONObject(
            customer.subject.properties.members.filter { !$0.value.isNull }.sorted { $0.key < $1.key })
        person["email"] = profile.address(on: .email).map(JSON.string)
        var context: JSONObject = [
            "profile": .object(person), "trigger": .object(journey.trigger.properties),
            "trigger_name": .string(journey.trigger.name),
            "trigger_time": .string(journey.trigger.occurredAt.iso8601),
        ]
        if let cart = profile.cart { context["cart"] = cart.json }
        for kept in ["event", "answers", "variants"] {
            if let value = journey.data[kept] { context[kept] = value }
        }
        if let coupon = journey.data["coupon"] { context["coupon"] = coupon }
        if let end = journey.data[Journey.couponEndName] { context[Journey.couponEndName] = end }
        if let coupon = journey.coupons.last { context["coupon_effect"] = .number(Number(coupon.effect)) }
        return .object(context)
    }
}

import Values

extension StepRun {
    mutating func requestCoupon(from pool: String) -> Int64 {
        let effect = journey.effectID(step: step?.id ?? "")
        decision.couponRequests.append(
            CouponRequest(effectID: effect, pool: pool, profile: profile.key, journey: journey.id))
        return effect
    }

    /// An answer from outside came. Where nobody waits for it any more, the code goes back to its pool.
    mutating func couponAnswered(effect: Int64, journey id: Int64, code: String?) {
        var isTaken = false
        resume(id) { run in
            isTaken = run.journey.coupons.contains { $0.effect == effect }
            guard run.journey.state == .waitingForAnswer(effect: effect) else { return .stay }
            if run.leaveIfDone() { return nil }
            run.journey.data["coupon"] = code.map(JSON.string)
            if code != nil {
                run.journey.coupons.append(Journey.Coupon(effect: effect))
                if let taken = run.step?.kind as? CouponStep { run.journey.pools[String(effect)] = .string(taken.pool) }
            }
            run.note(.fact(.coupons))
            isTaken = true
            return run.step.map { .outcome($0.kind.resume(&run)) } ?? .begin
        }
        if !isTaken, code != nil { decision.couponReturns.append(CouponReturn(effectID: effect, unlessIn: [])) }
        stepPending()
    }

    /// Codes of a journey that is over go back, unless a message that shows them is on its way or gone.
    mutating func giveBackCoupons(of journey: Journey) {
        if !journey.coupons.isEmpty { note(.fact(.coupons)) }
        for coupon in journey.coupons {
            decision.couponReturns.append(CouponReturn(effectID: coupon.effect, unlessIn: coupon.messages))
        }
    }

    /// A message that outlived its journey does not go: the code that it showed goes back, unless another message of
    /// that journey that shows it is on its way or gone. While the journey is under way its end sees to that.
    ///
    /// - Parameter stored: the journey's messages.
    mutating func giveBackCoupon(in message: Message, among stored: [Message]) {
        guard let effect = message.couponEffect, stored.count < Message.mostOfJourney,
            !profile.journeys.contains(where: { $0.id == message.journey })
        else { return }
        let showing = stored.filter { $0.couponEffect == effect }.map(\.id)
        decision.couponReturns.append(CouponReturn(effectID: effect, unlessIn: Set(showing + [message.id]).sorted()))
    }

    /// Delivery refused a message at the last moment.
    mutating func refusedByDelivery(_ message: Message?, among stored: [Message]) {
        guard let message, message.state == .refused else { return }
        log(.messageRefused, subject: message.id, "E-mail not sent: \(message.reason)")
        giveBackCoupon(in: message, among: stored)
    }

    /// The message under way shows the journey's latest code.
    mutating func showsCoupon(_ message: Int64) {
        guard let last = journey.coupons.indices.last else { return }
        journey.coupons[last].messages = journey.coupons[last].messages.suffix(Journey.messagesRemembered) + [message]
    }
}

extension Message {
    /// Of one journey's messages at most so many are looked at; where there are more, a code stays taken.
    public static let mostOfJourney = 200

    /// The request that took the code which it shows; nil where it shows none.
    public var couponEffect: Int64? { (try? JSON.parse(context))?["coupon_effect"]?.number?.integer }
}

extension Journey {
    /// A code that the journey took, and the messages that show it.
    struct Coupon: Hashable {
        var effect: Int64
        var messages: [Int64] = []
    }

    /// From which pool each code was taken, by the request that took it.
    var pools: JSONObject {
        get { data["pools"]?.object ?? JSONObject() }
        set { data["pools"] = .object(newValue) }
    }

    var coupons: [Coupon] {
        get {
            (data["coupons"]?.array ?? []).map(\.integers).compactMap { row in
                row.first.map { Coupon(effect: $0, messages: Array(row.dropFirst())) }
            }
        }
        set {
            data["coupons"] = .array(
                newValue.map { coupon in
                    .array(([coupon.effect] + coupon.messages).map { .number(Number($0)) })
                })
        }
    }
}

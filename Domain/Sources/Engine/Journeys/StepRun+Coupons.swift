import Conditions
import Values

extension StepRun {
    mutating func requestCoupon(from pool: String, _ terms: CouponTerms) -> Int64 {
        let effect = journey.effectID(step: step?.id ?? "", ordinal: Int64(journey.attempts))
        decision.couponRequests.append(
            CouponRequest(
                effectID: effect, pool: pool, profile: profile.key, journey: journey.id, terms: terms,
                candidates: terms.isGenerated
                    ? definitions.couponKey.codes(effect: effect, prefix: terms.prefix) : []))
        return effect
    }

    /// A journey that comes by a coupon step again shows the code that it took there, and takes no second one.
    ///
    /// - Returns: whether that code is valid still; nil where it took none there.
    mutating func showAgain(at step: String) -> Bool? {
        guard let given = journey.given[step], let effect = given["effect"]?.number?.integer,
            let place = journey.coupons.firstIndex(where: { $0.effect == effect })
        else { return nil }
        if let end = journey.couponEnds[String(effect)]?.number?.integer, end <= now.milliseconds {
            journey.data["coupon"] = nil
            journey.couponEnd = nil
            log(.stepTaken, subject: journey.flow, "No code: the one that this journey took has expired")
            return false
        }
        journey.data["coupon"] = given["code"]
        reads("code", given["code"] ?? .null)
        journey.couponEnd = journey.couponEnds[String(effect)]?.number?.integer.map(Instant.init(milliseconds:))
        // Messages show the journey's latest code.
        let coupon = journey.coupons.remove(at: place)
        journey.coupons.append(coupon)
        return true
    }

    /// An answer from outside came. Where nobody waits for it any more, the code goes back to its pool.
    mutating func couponAnswered(effect: Int64, journey id: Int64, _ answer: CouponAnswer) {
        let code = answer.code
        var isTaken = false
        resume(id) { run in
            isTaken = run.journey.coupons.contains { $0.effect == effect }
            guard run.journey.state == .waitingForAnswer(effect: effect) else { return .stay }
            if run.leaveIfDone() { return nil }
            run.journey.data["coupon"] = code.map(JSON.string)
            run.journey.couponEnd = code == nil ? nil : answer.expiresAt
            if let code {
                run.journey.coupons.append(Journey.Coupon(effect: effect))
                if let taken = run.step?.kind as? CouponStep {
                    run.journey.pools[String(effect)] = .string(taken.pool)
                    run.hold(HeldCoupon(effect: effect, pool: taken.pool, code: code, end: answer.expiresAt))
                }
                run.journey.given[run.step?.id ?? ""] = ["effect": .number(Number(effect)), "code": .string(code)]
                run.couponEnds(effect, at: answer.expiresAt)
                var got: JSONObject = ["code": .string(code)]
                got["expires"] = answer.expiresAt.map { .string($0.iso8601) }
                run.came("A code was given", got)
            } else if !answer.refusal.isEmpty {
                run.log(.stepTaken, subject: run.journey.flow, "No code: \(answer.refusal)")
            }
            run.note(.fact(.coupons))
            run.followCoupons()
            isTaken = true
            run.couponRefusal = answer.refusal
            defer { run.couponRefusal = "" }
            return run.step.map { .outcome($0.kind.resume(&run)) } ?? .begin
        }
        if !isTaken, code != nil { decision.couponReturns.append(CouponReturn(effectID: effect, unlessIn: [])) }
        stepPending()
    }

    /// The journey's next step sees what it holds now.
    private mutating func followCoupons() {
        guard let index = profile.journeys.firstIndex(where: { $0.id == journey.id }) else { return }
        profile.journeys[index] = journey
        customer.followFacts(definitions, now: now)
    }

    /// Conditions that ask for the coupon are looked at again when it ends.
    private mutating func couponEnds(_ effect: Int64, at end: Instant?) {
        guard let end else { return }
        journey.couponEnds[String(effect)] = .number(Number(end.milliseconds))
        var hash = StableHash()
        hash.combine("coupon ends")
        hash.combine(effect)
        schedule(.command, id: hash.finishSigned(), at: end, payload: Command.evaluate.payload)
    }

    /// Codes of a journey that is over go back, unless a message that shows them is on its way or gone.
    mutating func giveBackCoupons(of journey: Journey) {
        let coupons = journey.coupons
        guard !coupons.isEmpty else { return }
        note(.fact(.coupons))
        let refused = Set(journey.unshown)
        var unseen: Set<Int64> = []
        for coupon in coupons {
            decision.couponReturns.append(CouponReturn(effectID: coupon.effect, unlessIn: coupon.messages))
            if refused.isSuperset(of: coupon.messages) { unseen.insert(coupon.effect) }
        }
        letGoOfCoupons { unseen.contains($0.effect) }
        customer.followFacts(definitions, now: now)
    }

    /// A message that outlived its journey does not go: the code that it showed goes back, unless another message of
    /// that journey that shows it is on its way or gone. While the journey is under way its end sees to that.
    ///
    /// - Parameter stored: the journey's messages.
    mutating func giveBackCoupon(in message: Message, among stored: [Message]) {
        guard let effect = message.couponEffect, stored.count < Message.mostOfJourney,
            !profile.journeys.contains(where: { $0.id == message.journey })
        else { return }
        let showing = stored.filter { $0.couponEffect == effect }
        decision.couponReturns.append(
            CouponReturn(effectID: effect, unlessIn: Set(showing.map(\.id) + [message.id]).sorted()))
        guard showing.allSatisfy({ $0.id == message.id || $0.state == .refused }) else { return }
        letGoOfCoupons { $0.effect == effect }
    }

    /// Delivery refused a message at the last moment.
    mutating func refusedByDelivery(_ message: Message?, among stored: [Message]) {
        guard let message, message.state == .refused else { return }
        log(.messageRefused, subject: message.id, "Message not sent: \(message.reason)")
        giveBackCoupon(in: message, among: stored)
    }

    /// A message of the journey at hand is refused before delivery knew of it: nobody saw the code in it.
    mutating func hidesCoupon(_ message: Int64) {
        guard journey.coupons.contains(where: { $0.messages.contains(message) }) else { return }
        journey.unshown = journey.unshown.suffix(Journey.messagesRemembered * 2) + [message]
    }

    /// The message under way shows the journey's latest code.
    mutating func showsCoupon(_ message: Int64) {
        var coupons = journey.coupons
        guard let last = coupons.indices.last else { return }
        coupons[last].messages = coupons[last].messages.suffix(Journey.messagesRemembered) + [message]
        journey.coupons = coupons
    }
}

extension Message {
    /// Of one journey's messages at most so many are looked at; where there are more, a code stays taken.
    public static let mostOfJourney = 200

    /// The request that took the code which it shows; nil where it shows none.
    public var couponEffect: Int64? {
        EventBody.bytes(Array(context.utf8)).property("coupon_effect")?.number?.integer
    }
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

    /// What was taken at which step: `effect` and `code`, by the step's id.
    var given: JSONObject {
        get { data["given"]?.object ?? JSONObject() }
        set { data["given"] = newValue.isEmpty ? nil : .object(newValue) }
    }

    /// Messages with a code that were refused while they were held.
    var unshown: [Int64] {
        get { (data["unshown"] ?? .null).integers }
        set { data["unshown"] = newValue.isEmpty ? nil : .array(newValue.map { .number(Number($0)) }) }
    }

    /// When each code ends, in milliseconds since 1970, by the request that took it; codes without an end are absent.
    var couponEnds: JSONObject {
        get { data["coupon_ends"]?.object ?? JSONObject() }
        set { data["coupon_ends"] = newValue.isEmpty ? nil : .object(newValue) }
    }

    /// When the code that messages show ends; nil where it does not.
    var couponEnd: Instant? {
        get { data[Journey.couponEndName]?.string.flatMap { Instant(iso8601: $0) } }
        set { data[Journey.couponEndName] = newValue.map { .string($0.iso8601) } }
    }

    /// As templates and values of flows call it.
    static let couponEndName = "coupon_expires_at"

    var coupons: [Coupon] {
        get {
            guard let rows = data["coupons"]?.array else { return [] }
            return rows.compactMap { row in
                let row = row.integers
                return row.first.map { Coupon(effect: $0, messages: Array(row.dropFirst())) }
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

import Engine
import Values

/// Codes of coupons: what is asked for, given and comes back.
extension ModelStore {
    struct GivenCoupon: Hashable {
        var person: ProfileKey
        var at: Instant
        var answer: CouponAnswer
        var worth: Int64
        var isGenerated: Bool
    }

    mutating func giveBack(_ unwanted: CouponReturn) {
        guard unwanted.unlessIn.allSatisfy({ messages[$0]?.state ?? .refused == .refused }),
            let code = issuedCoupons.removeValue(forKey: unwanted.effectID) ?? nil,
            let pool = poolOfCoupon.removeValue(forKey: unwanted.effectID)
        else { return }
        // A code that was made is nobody else's.
        if givenCoupons.removeValue(forKey: unwanted.effectID)?.isGenerated == true { return }
        coupons[pool, default: []].insert(code, at: 0)
    }

    mutating func answer(_ request: CouponRequest, now: Instant) {
        if issuedCoupons[request.effectID] == nil {
            let answer = take(request, now: now)
            issuedCoupons[request.effectID] = .some(answer.code)
            poolOfCoupon[request.effectID] = request.pool
            givenCoupons[request.effectID] = GivenCoupon(
                person: request.profile, at: now, answer: answer, worth: request.terms.worth,
                isGenerated: request.terms.isGenerated)
        }
        let command = Command.couponAnswer(
            givenCoupons[request.effectID]?.answer ?? .refused(CouponTerms.poolIsEmpty), to: request)
        schedule(
            WorkItem(
                dueAt: now, kind: .command, id: request.effectID, subject: request.profile, payload: command.payload))
    }

    private mutating func take(_ request: CouponRequest, now: Instant) -> CouponAnswer {
        let terms = request.terms
        let given = givenCoupons.filter { poolOfCoupon[$0.key] == request.pool && $0.value.answer.code != nil }.values
        let lately = given.filter { coupon in
            coupon.person == request.profile && (terms.perPerson?.within.map { now - coupon.at < $0 } ?? true)
        }
        let sum = CouponTerms.Given(
            codes: given.count, worth: given.reduce(0) { $0 + $1.worth }, toPerson: lately.count)
        if let refusal = terms.refusal(sum) { return .refused(refusal) }
        let end = terms.validFor.map { now + $0 }
        if terms.isGenerated {
            let known = Set(given.compactMap(\.answer.code))
            let code = request.candidates.first { !known.contains($0) }
            return CouponAnswer(code: code, expiresAt: end)
        }
        guard coupons[request.pool]?.isEmpty == false else { return .refused(CouponTerms.poolIsEmpty) }
        return CouponAnswer(code: coupons[request.pool]!.removeFirst(), expiresAt: end)
    }
}

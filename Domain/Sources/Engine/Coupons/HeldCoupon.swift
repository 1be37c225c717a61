import Conditions
import Values

/// A code that somebody has, whatever became of the journey that gave it.
public struct HeldCoupon: Sendable, Hashable {
    /// Of the request that took it.
    public var effect: Int64
    public var pool: String
    public var code: String
    /// Nil where it has none, or the store alone knows it.
    public var end: Instant?

    public init(effect: Int64, pool: String, code: String, end: Instant?) {
        self.effect = effect
        self.pool = pool
        self.code = code
        self.end = end
    }

    func isOver(at now: Instant) -> Bool { end.map { $0 <= now } ?? false }
}

extension Profile {
    /// The earliest taken give way: nobody holds more of use.
    static let maximumCoupons = 50

    /// Pools of which a code is held that has not ended. Journeys that began with an earlier release keep theirs
    /// themselves.
    func heldCoupons(_ now: Instant) -> Set<String> {
        let kept = coupons.lazy.filter { !$0.isOver(at: now) }.map(\.pool)
        return journeys.reduce(into: Set(kept)) { pools, journey in
            let (taken, ends) = (journey.pools, journey.couponEnds)
            for coupon in journey.coupons {
                let end = ends[String(coupon.effect)]?.number?.integer ?? .max
                guard end > now.milliseconds, let pool = taken[String(coupon.effect)]?.string else { continue }
                pools.insert(pool)
            }
        }
    }

    /// The journey under way that took a code, by the request that took it; nil where none did.
    public func journey(holding effect: Int64) -> Journey? {
        journeys.first { journey in journey.coupons.contains { $0.effect == effect } }
    }

    mutating func keep(_ coupon: HeldCoupon) {
        coupons = Array((coupons.filter { $0.effect != coupon.effect } + [coupon]).suffix(Profile.maximumCoupons))
    }

    /// - Returns: whether there was any.
    mutating func forgetCoupons(where isGone: (HeldCoupon) -> Bool) -> Bool {
        let before = coupons.count
        let gone = coupons.filter(isGone)
        guard !gone.isEmpty else { return false }
        coupons.removeAll(where: isGone)
        for index in journeys.indices {
            for coupon in gone where journeys[index].pools[String(coupon.effect)] != nil {
                journeys[index].pools[String(coupon.effect)] = nil
            }
        }
        return coupons.count < before
    }

    func writeCoupons(_ writer: inout JSONWriter) {
        writer.list("coupons", coupons) { coupon, writer in
            writer.beginArray()
            writer.integer(coupon.effect)
            writer.string(coupon.pool)
            writer.string(coupon.code)
            writer.integer(coupon.end?.milliseconds ?? -1)
            writer.endArray()
        }
    }

    mutating func readCoupon(_ row: inout JSONScanner) throws(JSONError) {
        var numbers: [Int64?] = []
        var texts: [String?] = []
        try row.rows { (scanner: inout JSONScanner, place: Int) throws(JSONError) in
            switch place {
            case 0, 3: numbers.append(try scanner.integer())
            case 1, 2: texts.append(try scanner.text())
            default: _ = try scanner.value()
            }
        }
        guard numbers.count == 2, texts.count == 2, let effect = numbers[0], let pool = texts[0], let code = texts[1]
        else { return }
        let end = numbers[1].flatMap { $0 < 0 ? nil : Instant(milliseconds: $0) }
        coupons.append(HeldCoupon(effect: effect, pool: pool, code: code, end: end))
    }
}

extension StepRun {
    /// The person holds a code until its end, its return, or an order with it.
    mutating func hold(_ coupon: HeldCoupon) {
        let moment = now
        _ = profile.forgetCoupons { $0.isOver(at: moment) }
        profile.keep(coupon)
        isProfileChanged = true
    }

    /// Conditions that ask for coupons are looked at again.
    mutating func letGoOfCoupons(where isGone: (HeldCoupon) -> Bool) {
        guard profile.forgetCoupons(where: isGone) else { return }
        isProfileChanged = true
        note(.fact(.coupons))
        customer.followFacts(definitions, now: now)
    }

    /// An order with a code uses it up.
    mutating func redeemCoupon(in properties: JSONObject) {
        guard !profile.coupons.isEmpty, let code = properties["coupon"]?.string?.uppercased(), !code.isEmpty
        else { return }
        letGoOfCoupons { $0.code.uppercased() == code }
    }
}

import Values

/// Takes a code from an uploaded pool: `- coupon: cart-rescue`, with `then:` for who got one and `else:` for an empty
/// pool. Later steps of the journey show it as `{{ coupon }}`. A journey never takes a second code at one step.
public struct CouponStep: StepKind {
    public static let keyword = "coupon"
    public static let form: [FormField] = [
        FormField(
            "coupon", .couponPool, "Pool", required: true,
            help: "The pool from which a code is taken; later messages show it as {{ coupon }}.", example: "cart-rescue"
        ),
        .branch("then", "With a code", help: "What happens once a code is taken."),
        .branch("else", "No code left", help: "What happens where the pool is empty."),
    ]
    public static let summary = "Takes a code from a pool of coupons and branches."
    public static let icon = "ticket"

    public let pool: String

    public init?(_ reader: inout StepReader) {
        let pool = reader.required(CouponStep.keyword, example: "cart-rescue")
        reader.branch("then")
        reader.branch("else")
        guard let pool else { return nil }
        self.pool = pool
    }

    public var branchNames: [String] { ["then", "else"] }
    public var sentence: String { "Take a coupon from “\(pool)”" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        .waitForAnswer(effect: run.requestCoupon(from: pool))
    }

    public func skip(_ run: inout StepRun) -> StepOutcome { .take(branch: 1) }

    public func resume(_ run: inout StepRun) -> StepOutcome {
        .take(branch: run.journey.data["coupon"]?.string == nil ? 1 : 0)
    }
}

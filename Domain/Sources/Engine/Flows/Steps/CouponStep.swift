import Values

/// Takes a code of an offer: `- coupon: cart-rescue`, with `then:` for who got one and `else:` for whoever gets none.
/// Later steps of the journey show it as `{{ coupon }}`. A journey never takes a second code at one step.
public struct CouponStep: StepKind {
    public static let keyword = "coupon"
    public static let form: [FormField] = [
        FormField(
            "coupon", .couponPool, "Offer", required: true,
            help: "The pool of codes, or the name of an offer whose codes are made; later messages show the code as "
                + "{{ coupon }}.",
            example: "cart-rescue"
        ),
        FormField(
            "codes", .choice(CouponStep.sources),
            help: "Uploaded to the pool, or made: those become valid at checkout once a store is connected.",
            preset: "pool", example: "generated"),
        FormField("prefix", .line, help: "What codes that are made begin with.", example: "SAVE"),
        FormField(
            "valid for", .duration, "Valid for", help: "From when a code is given; kept with it.",
            preset: "no end", example: "3 days"),
        FormField(
            "takes off", .line, "Takes off",
            help:
                "What a code takes off an order, as a percentage or an amount in the shop's currency; backtests add it up.",
            preset: "not said", example: "10%"),
        FormField(
            "per person", .line, "Per person",
            help: "How many codes of the offer somebody gets, in all or within a time; “any” sets no limit.",
            preset: "1", example: "1 per 90 days"),
        FormField(
            "at most", .wholeNumber(1...CouponStep.mostCodes), "Codes at most", help: "How many are given in all.",
            preset: "no limit", example: "500"),
        FormField(
            "worth", .number, help: "What one code costs the shop at most, in its currency; for the budget.",
            example: "10"),
        FormField(
            "budget", .number, help: "What all codes may cost together, in the shop's currency.",
            preset: "no limit", example: "2000"),
        .onError,
        .branch("then", "With a code", help: "What happens once a code is taken."),
        .branch("else", "No code", help: "What happens where the pool is empty, or the offer's limits are reached."),
    ]
    public static let summary = "Gives a coupon's code, from a pool or made, within limits, and branches."
    public static let icon = "ticket"

    public let pool: String
    public let terms: CouponTerms
    /// What follows where no code is given; the way of `else` where the journey goes on.
    public let onError: OnError

    static let sources = ["pool", "generated"]
    /// Of an offer that names no limit.
    public static let mostCodes = 10_000_000
    static let longestPrefix = 20

    public init?(_ reader: inout StepReader) {
        let pool = reader.required(CouponStep.keyword, example: "cart-rescue")
        terms = CouponTerms(&reader)
        onError = reader.onError()
        reader.branch("then")
        reader.branch("else")
        guard let pool else { return nil }
        self.pool = pool
    }

    public var branchNames: [String] { ["then", "else"] }
    public var sentence: String {
        terms.isGenerated ? "Give a code of “\(pool)”" : "Take a coupon from “\(pool)”"
    }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        run.journey.attempts = 0
        if let isValid = run.showAgain(at: run.step?.id ?? "") { return .take(branch: isValid ? 0 : 1) }
        return .waitForAnswer(effect: run.requestCoupon(from: pool, terms))
    }

    public func skip(_ run: inout StepRun) -> StepOutcome { .take(branch: 1) }

    public func resume(_ run: inout StepRun) -> StepOutcome {
        // The pause before another try is over.
        if case .waiting = run.journey.state { return .waitForAnswer(effect: run.requestCoupon(from: pool, terms)) }
        if run.journey.data["coupon"]?.string != nil { return .take(branch: 0) }
        let reason = run.couponRefusal.isEmpty ? "none was given" : run.couponRefusal
        return run.failed(sentence, "no code of “\(pool)”: \(reason)", because: reason, onError, else: .take(branch: 1))
    }
}

extension CouponTerms {
    fileprivate init(_ reader: inout StepReader) {
        self.init()
        isGenerated = reader.word("codes", of: CouponStep.sources) == "generated"
        readPrefix(&reader)
        validFor = reader.span("valid for")
        if validFor == .zero { reader.report("valid for is nothing; expected, for example, 3 days", at: "valid for") }
        takesOff = reader.discount("takes off")
        mostCodes = reader.count("at most", 1...CouponStep.mostCodes)
        // Without a limit, whoever enters again and again would get one each time.
        perPerson = PerPerson(most: 1)
        if let text = reader.text("per person")?.trimmed {
            perPerson = text == CouponTerms.anyNumber ? nil : PerPerson(words: text)
            if perPerson == nil, text != CouponTerms.anyNumber {
                reader.report(
                    "per person is \"\(text)\"; expected a number such as 1, or 1 per 90 days, or any",
                    at: "per person")
            }
        }
        worth = reader.thousandths("worth") ?? 0
        budget = reader.thousandths("budget")
        if budget != nil, worth == 0, !reader.has("worth") {
            reader.report("budget needs worth: what one code costs the shop at most", at: "budget")
        }
        if reader.has("worth"), !reader.has("budget") {
            reader.report("worth is for a budget, which is missing", at: "worth")
        }
    }

    private static let anyNumber = "any"

    private mutating func readPrefix(_ reader: inout StepReader) {
        guard let text = reader.text("prefix")?.trimmed else { return }
        let isCode = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        if !isCode || text.isEmpty || text.utf8.count > CouponStep.longestPrefix {
            reader.report(
                "prefix is \"\(text)\"; expected at most \(CouponStep.longestPrefix) letters and digits, such as SAVE",
                at: "prefix")
        } else if !isGenerated {
            reader.report("prefix is for codes that are made: add codes: generated, or leave it out", at: "prefix")
        }
        prefix = text.uppercased()
    }
}

extension StepReader {
    /// A percentage or an amount of money.
    fileprivate mutating func discount(_ key: String) -> CouponDiscount? {
        guard let text = text(key)?.trimmed else { return nil }
        guard let discount = CouponDiscount(words: text) else {
            report("\(key) is \"\(text)\"; expected a percentage such as 10%, or an amount such as 5 or 9.50", at: key)
            return nil
        }
        return discount
    }

    /// An amount of money, which is above zero.
    fileprivate mutating func thousandths(_ key: String) -> Int64? {
        guard let text = text(key)?.trimmed else { return nil }
        guard let amount = Number(literal: text)?.double, amount > 0, amount <= 1_000_000_000 else {
            report("\(key) is \"\(text)\"; expected an amount such as 10 or 9.50", at: key)
            return nil
        }
        return Int64((amount * 1000).rounded())
    }
}

import Values

/// Arithmetic: what is no number counts as zero.
enum MathFilters {
    static let all: [String: FilterDefinition] = [
        "abs": FilterDefinition(0...0) { input in
            let number = input.value.arithmetic
            return .number(number < .zero ? -number : number)
        },
        "at_least": FilterDefinition(1...1) { input in
            .number(max(input.value.arithmetic, input.argument(0).arithmetic))
        },
        "at_most": FilterDefinition(1...1) { input in
            .number(min(input.value.arithmetic, input.argument(0).arithmetic))
        },
        "ceil": FilterDefinition(0...0) { input in .number(input.value.arithmetic.roundedUp()) },
        "floor": FilterDefinition(0...0) { input in .number(input.value.arithmetic.roundedDown()) },
        "round": FilterDefinition(0...1) { input in
            let decimals = input.argument(0).arithmetic.roundedDown(towardZero: true).integer ?? 0
            return .number(input.value.arithmetic.rounded(decimals: Int(decimals)))
        },
        "plus": FilterDefinition(1...1) { input in
            .number(input.value.arithmetic + input.argument(0).arithmetic)
        },
        "minus": FilterDefinition(1...1) { input in
            .number(input.value.arithmetic - input.argument(0).arithmetic)
        },
        "times": FilterDefinition(1...1) { input in
            .number(input.value.arithmetic * input.argument(0).arithmetic)
        },
        "divided_by": FilterDefinition(1...1) { input throws(Refusal) in
            guard let quotient = input.value.arithmetic.divided(by: input.argument(0).arithmetic) else {
                throw Refusal("a number cannot be divided by zero; give another divisor")
            }
            return .number(quotient)
        },
        "modulo": FilterDefinition(1...1) { input throws(Refusal) in
            guard let rest = input.value.arithmetic.modulo(input.argument(0).arithmetic) else {
                throw Refusal("a number cannot be divided by zero; give another divisor")
            }
            return .number(rest)
        },
    ]
}

import Values

/// Reads an amount with the currency that stands beside it, and gives it in one currency.
struct MoneyReader: Sendable {
    /// In place of a code: the workspace's currency, whichever it is by then; without one an amount stays as it is
    /// written.
    static let workspaceCurrency = "workspace"

    let amount: KeyPathReader
    /// Beside the amount, then at the top.
    private let currencies: [KeyPathReader]
    private let target: String

    init(_ segments: [String], to target: String) {
        amount = KeyPathReader(segments)
        let beside = Array(segments.dropLast()) + ["currency"]
        currencies = (beside.count > 1 ? [beside, ["currency"]] : [beside]).map { KeyPathReader($0) }
        self.target = target
    }

    /// The amount at the rates of a moment; absent where there is none or its currency has no rate.
    func value(in body: EventBody, at moment: Instant?, _ money: MoneyContext) -> Value {
        let found = amount.value(in: body)
        if case .json(let json) = found, let number = json["amount"]?.number {
            return money.value(number, json["currency"]?.string, in: target, at: moment)
        }
        guard let number = found.number else { return .absent }
        let currency = currencies.lazy.compactMap { reader -> String? in
            if case .json(.string(let text)) = reader.value(in: body) { text } else { nil }
        }.first
        return money.value(number, currency, in: target, at: moment)
    }

    func value(in object: JSONObject, _ money: MoneyContext) -> Value { value(in: .tree(object), at: nil, money) }
}

/// The rates of an evaluation, and where it notes what they lack.
struct MoneyContext {
    let shared: Shared<WorkspaceFacts>
    /// Nil where nobody asks.
    let notes: Notes?

    /// Gathers an evaluation's report while the parts of the condition are read.
    final class Notes {
        var report = EvaluationReport()
    }

    func value(_ amount: Number, _ currency: String?, in target: String, at moment: Instant?) -> Value {
        let workspace = shared.value
        var target = target
        if target == MoneyReader.workspaceCurrency {
            guard let own = workspace.currency else { return .json(.number(amount)) }
            target = own
        }
        let source = currency?.uppercased() ?? workspace.currency ?? target
        guard let converted = workspace.rates.convert(amount, from: source, to: target, at: moment) else {
            notes?.report.unknownCurrencies.insert(source)
            return .absent
        }
        return .json(.number(converted))
    }
}

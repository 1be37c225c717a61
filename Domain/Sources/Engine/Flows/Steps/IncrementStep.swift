import Values

/// Adds to numbers of the profile: `- increment: {reminders_seen: 1, credit: -5}`; one that is absent counts as 0.
public struct IncrementStep: StepKind {
    public static let keyword = "increment"
    public static let form: [FormField] = [
        FormField(
            "increment", .pairs, "Amounts", required: true,
            help: "Names of properties, and the number that is added to each.", example: "reminders_seen: 1")
    ]
    public static let summary = "Adds to numbers of the profile."
    public static let icon = "plus-minus"

    public let amounts: [Amount]

    public struct Amount: Sendable, Hashable {
        public let name: String
        public let by: Number
    }

    public init?(_ reader: inout StepReader) {
        guard let values = reader.values(IncrementStep.keyword) else { return nil }
        amounts = values.compactMap { value in value.value.number.map { Amount(name: value.key, by: $0) } }
        guard amounts.count == values.count, !values.isEmpty else {
            reader.report(
                "increment needs names and numbers, such as increment: {reminders_seen: 1}", at: IncrementStep.keyword)
            return nil
        }
    }

    public var sentence: String {
        amounts.map { "Add \(JSON.number($0.by).text) to \($0.name)" }.joined(separator: ", ")
    }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        for amount in amounts {
            let known = run.subject.properties[amount.name] ?? .null
            guard known.isNull || known.number != nil else {
                run.log(.propertyChanged, "“\(amount.name)” was not changed: it is \(known.kindName), not a number")
                continue
            }
            run.reads(amount.name, known)
            run.set(amount.name, to: .number((known.number ?? .zero) + amount.by))
        }
        return .goOn
    }
}

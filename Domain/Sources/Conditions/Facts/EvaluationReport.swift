/// What an evaluation could not use: for the list of data quality.
public struct EvaluationReport: Sendable, Hashable {
    /// Currencies that no rate is known for; amounts in them counted as absent.
    public var unknownCurrencies: Set<String> = []

    public init() {}

    public var isEmpty: Bool { unknownCurrencies.isEmpty }
}

/// In which currency a ready rule's amounts are written, and how large they are in it.
public struct ReadyMoney: Sendable, Hashable {
    /// ISO 4217.
    public let currency: String
    /// By which the amounts of the files, which are meant in euros, are multiplied: a power of ten, so that they stay
    /// round.
    public let scale: Int

    /// Beyond it a rate is a mistake.
    private static let largestScale = 100_000

    /// - Parameter unitsPerEuro: what one euro buys; nil where no rate is known, and then amounts keep their size.
    public init(currency: String, unitsPerEuro: Double?) {
        self.currency = currency
        var scale = 1
        // Half a power of ten is its square root.
        while let unitsPerEuro, unitsPerEuro > Double(scale) * 10.0.squareRoot(), scale < ReadyMoney.largestScale {
            scale *= 10
        }
        self.scale = scale
    }
}

extension ReadySegment {
    /// The rule with the store's own rhythm and currency in it; as it is written where these are not known, or where the
    /// rule has no use for them.
    ///
    /// - Parameter reorderDays: half of the customers order again within so many days.
    public func condition(reorderDays: Int?, money: ReadyMoney?) -> String {
        let text = condition(reorderDays: reorderDays)
        guard let amount, let money else { return text }
        return text.replacing("> \(amount)", with: "> \(amount * money.scale) \(money.currency)")
    }

    /// What it is for, with the amount that its rule has.
    public func about(money: ReadyMoney?) -> String {
        guard let amount, let money else { return about }
        return about.replacing(
            ReadySegment.grouped(amount), with: "\(ReadySegment.grouped(amount * money.scale)) \(money.currency)")
    }

    /// `1000` as `1,000`.
    private static func grouped(_ number: Int) -> String {
        let digits = String(number)
        return digits.enumerated().map { place, digit in
            (digits.count - place) % 3 == 0 && place > 0 ? ",\(digit)" : "\(digit)"
        }.joined()
    }
}

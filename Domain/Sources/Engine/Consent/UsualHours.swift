/// When people in a country are not to be disturbed by marketing, and who says so.
///
/// The rules are made for text messages and calls; they are kept for all marketing, since whoever sleeps does so on every
/// channel. Public holidays are not known, and of a week only Sundays are told apart.
public struct UsualHours: Sendable, Hashable {
    /// The code of the country in capitals (ISO 3166-1).
    public let country: String
    public let hours: MarketingHours
    /// Who says so.
    public let source: String

    /// Every country that has a rule here, by its code.
    public static let all = [
        UsualHours(
            country: "AU", hours: MarketingHours(opens: 11 * 60, closes: 20 * 60),
            source: "Providers of text messages to Australia (Ometria, SMS compliance by country)"),
        UsualHours(
            country: "BE", hours: MarketingHours(opens: 9 * 60, closes: 20 * 60),
            source: "Providers of text messages to Belgium (Ometria, SMS compliance by country)"),
        UsualHours(
            country: "CA", hours: MarketingHours(opens: 8 * 60, closes: 21 * 60),
            source: "Providers of text messages to Canada (Ometria, SMS compliance by country)"),
        UsualHours(
            country: "FR", hours: MarketingHours(opens: 8 * 60, closes: 22 * 60, onSundays: false),
            source: "French operators: Monday to Saturday, 8 to 22 o’clock (Brevo, guidelines by country)"),
        UsualHours(
            country: "GB", hours: MarketingHours(opens: 9 * 60, closes: 20 * 60),
            source: "Providers of text messages to the United Kingdom (Ometria, SMS compliance by country)"),
        UsualHours(
            country: "US", hours: MarketingHours(opens: 8 * 60, closes: 20 * 60),
            source: "47 CFR 64.1200(c)(1), 8 to 21 o’clock; to 20 o’clock in Florida (Fla. Stat. 501.059) and others"),
    ]

    /// - Parameter country: its code in capitals.
    static func of(_ country: String) -> UsualHours? { all.first { $0.country == country } }
}

extension MarketingHours {
    /// What both allow; the other's where they share no minute.
    func narrowed(by other: MarketingHours) -> MarketingHours {
        let both = MarketingHours(
            opens: max(opens, other.opens), closes: min(closes, other.closes), onSundays: onSundays && other.onSundays)
        return both.opens < both.closes ? both : other
    }
}

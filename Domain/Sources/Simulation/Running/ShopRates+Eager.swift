import ShopSimulator

extension ShopRates {
    /// Shoppers who buy, sign up and change their minds so often that a day of a few hundred events holds everything.
    static var eager: ShopRates {
        var rates = ShopRates()
        rates.addedToCart = 0.25
        rates.checkoutStarted = 0.7
        rates.signedUp = 0.4
        rates.accountMade = 0.6
        rates.cancelled = 0.1
        rates.reportedTwice = 0.4
        rates.resent = 0.05
        return rates
    }
}

extension Flow {
    /// What whoever makes the flow live should know of its offers.
    public var offerNotices: [String] {
        var known: Set<String> = []
        let made = steps.compactMap { $0.kind as? CouponStep }.filter {
            $0.terms.isGenerated && known.insert($0.pool).inserted
        }
        return made.map { step in
            "The codes of “\(step.pool)” are made here: they become valid at checkout once a store is connected that takes "
                + "them over, and until then only where you enter them in your store yourself."
        }
    }

    /// Offers whose codes are made, by name.
    public var generatedOffers: Set<String> {
        Set(steps.compactMap { ($0.kind as? CouponStep).flatMap { $0.terms.isGenerated ? $0.pool : nil } })
    }
}

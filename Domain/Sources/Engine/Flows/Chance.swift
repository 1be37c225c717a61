import Values

extension StepRun {
    /// Ten thousandths: shares are told apart to a hundredth of a percent.
    static let wholeShare = 10_000

    /// A number below `wholeShare`, the same whenever it is computed: derived from the journey and its step.
    func lot(_ salt: String = "") -> Int {
        var hash = StableHash()
        hash.combine(journey.id)
        hash.combine(step?.id ?? "")
        if !salt.isEmpty { hash.combine(salt) }
        return Int(UInt64(bitPattern: hash.finishSigned()) % UInt64(StepRun.wholeShare))
    }

    /// The same for all journeys of a person through a flow: who is held out stays so.
    func personalLot() -> Int {
        var hash = StableHash()
        hash.combine(profile.key.rawValue)
        hash.combine(journey.flow)
        hash.combine(step?.id ?? "")
        return Int(UInt64(bitPattern: hash.finishSigned()) % UInt64(StepRun.wholeShare))
    }

    /// A part of a length of time, in whole seconds where it is a minute or longer.
    func share(of span: TimeSpan) -> TimeSpan {
        guard span > .zero else { return .zero }
        let part = span.milliseconds * Int64(lot("spread")) / Int64(StepRun.wholeShare)
        return TimeSpan(milliseconds: span.milliseconds >= 60_000 ? part / 1000 * 1000 : part)
    }
}

extension Array where Element == Int {
    /// Into which of these shares of ten thousand a lot falls; nil beyond all of them.
    func place(of lot: Int) -> Int? {
        var end = 0
        for (index, share) in enumerated() {
            end += share
            if lot < end { return index }
        }
        return nil
    }
}

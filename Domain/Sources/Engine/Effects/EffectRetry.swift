import Values

/// When an effect that failed is tried again: soon at first, then ever more seldom, until it is given up.
///
/// The pauses are those that Standard Webhooks recommends (standardwebhooks.com, "Retry schedule").
public enum EffectRetry {
    static let pauses: [TimeSpan] = [
        .seconds(5), .minutes(5), .minutes(30), .hours(2), .hours(5), .hours(10), .hours(14), .hours(20), .hours(24),
    ]

    /// The next try of an effect; nil where it is given up, since its time is over before that.
    ///
    /// - Parameters:
    ///   - attempts: how often it was tried; at least 1.
    ///   - wish: how long the other side asks to be left alone.
    public static func next(
        _ effect: EffectRequest, attempts: Int, now: Instant, wish: TimeSpan? = nil
    ) -> Instant? {
        var pause = pauses[min(max(attempts, 1), pauses.count) - 1]
        // A tenth more or less, so that what failed together does not come back together.
        let tenth = pause.milliseconds / 10
        let part = Int64(UInt64(bitPattern: effect.effectID) % UInt64(2 * tenth + 1)) - tenth
        pause = TimeSpan(milliseconds: pause.milliseconds + part)
        if let wish { pause = max(pause, min(wish, .days(1))) }
        let moment = now + pause
        if moment < effect.expiresAt { return moment }
        // A journey that waits an hour gets a last try within it.
        let last = effect.expiresAt - .seconds(30)
        return attempts <= pauses.count && now + .seconds(10) < last && wish == nil ? last : nil
    }
}

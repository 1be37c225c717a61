import Engine
import Storage
import Values

/// How often a process looks for what no nudge tells it of.
///
/// On PostgreSQL other processes store work for it and take its leases over. The embedded database is this process's
/// alone: there a look is a net below the nudges, and a server at rest should cost nothing.
extension Dialect {
    var workerLimits: BucketWorkerLimits {
        var limits = BucketWorkerLimits()
        if self == .sqlite { limits.poll = .seconds(3) }
        return limits
    }

    var deliveryLimits: DeliveryLimits {
        var limits = DeliveryLimits()
        if self == .sqlite { limits.poll = .seconds(3) }
        return limits
    }

    var leaseLimits: LeaseLimits {
        var limits = LeaseLimits()
        if self == .sqlite { limits.interval = .seconds(1) }
        return limits
    }
}

import Engine
import Values

/// One process with a share of the people: its leases, its worker of buckets, its delivery.
struct Server {
    let number: Int
    /// Grows with each start: what an earlier life asked for is not told to a later one.
    var life = 1
    var isRunning = true
    /// Stands still until then.
    var stalledUntil = Instant.distantPast
    /// Its keeper alone gets no turn until then, while the rest goes on with leases that have run out.
    var keeperStalledUntil = Instant.distantPast
    /// By how much its clock is ahead.
    let clockSkew: TimeSpan
    var keeper: LeaseKeeper
    var worker: BucketWorker
    var delivery: DeliveryWorker
    var cache: [ProfileKey: Customer] = [:]
    var cachedVersion: Int64 = 0
    /// The latest timer of each machine; earlier ones are void.
    var timers: [Machine: Int] = [:]

    enum Machine: Hashable { case keeper, worker, delivery }

    /// A process that starts anew is another owner.
    var owner: String { "server \(number), life \(life)" }

    init(number: Int, clockSkew: TimeSpan) {
        self.number = number
        self.clockSkew = clockSkew
        keeper = LeaseKeeper(limits: .simulated)
        worker = BucketWorker(limits: .simulated)
        delivery = DeliveryWorker(providers: Server.providers, limits: .simulated)
    }

    private static let providers = [
        ProviderLimits(name: "first", connections: 4), ProviderLimits(name: "second", connections: 2),
    ]

    mutating func start() {
        life += 1
        isRunning = true
        keeper = LeaseKeeper(limits: .simulated)
        worker = BucketWorker(limits: .simulated)
        delivery = DeliveryWorker(providers: Server.providers, limits: .simulated)
        cache = [:]
        timers = [:]
    }
}

/// Everything that ticks is slower by a factor than in life, so that days pass in seconds; the proportions are kept.
extension LeaseLimits {
    static var simulated: LeaseLimits {
        var limits = LeaseLimits()
        limits.duration = .minutes(4)
        limits.interval = .seconds(45)
        limits.margin = .seconds(30)
        limits.answerWithin = .seconds(90)
        return limits
    }
}

extension BucketWorkerLimits {
    static var simulated: BucketWorkerLimits {
        var limits = BucketWorkerLimits()
        limits.poll = .minutes(10)
        limits.firstBatch = 16
        limits.smallestBatch = 8
        limits.largestBatch = 64
        limits.setAsideFor = .minutes(20)
        return limits
    }
}

extension DeliveryLimits {
    static var simulated: DeliveryLimits {
        var limits = DeliveryLimits()
        limits.poll = .minutes(10)
        limits.askAgainEvery = .minutes(1)
        return limits
    }
}

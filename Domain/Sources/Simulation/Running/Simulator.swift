import Engine
import ShopSimulator
import Values

/// The whole system on a virtual clock: shoppers, two intakes, three servers with leases, providers, the outside, and a
/// database, with everything going wrong that the plan says. The same plan gives the same run.
public struct Simulator {
    let plan: SimulationPlan
    var store = ModelStore(leaseDuration: LeaseLimits.simulated.duration)
    var journal = Journal()
    var definitions: Definitions
    var agenda = Agenda()
    var now: Instant
    var faults: FaultPlan { plan.faults }
    var random: SeededRandom
    /// For which chance was drawn last.
    private var minute: Int64 = 0
    var servers: [Server]
    var intakes: [IntakeProcess]
    var shop: ShopSimulation
    var client = Client()
    var provider = FakeProvider()
    var outside = Outside()
    var books: Books
    var poisoned: Set<Int64> = []
    /// The latest change of the definitions, and what stands still.
    var edition = SimulatedDefinitions.first
    var standing: Edition.Standing

    init(_ plan: SimulationPlan) {
        self.plan = plan
        now = plan.start
        standing = Edition.Standing(only: plan.flows, planted: plan.planted)
        definitions = edition.definitions(version: 1, standing)
        random = SeededRandom(seed: plan.seed)
        servers = (0..<3).map { Server(number: $0, clockSkew: .seconds(Int64($0) * 90 - 90)) }
        intakes = (0..<2).map(IntakeProcess.init)
        shop = ShopSimulation(
            seed: plan.seed, start: plan.start, shoppers: plan.shoppers, eventsPerDay: plan.eventsPerDay, rates: .eager)
        books = Books(keepsEverything: plan.tellsEverything)
        store.answersEffects = false
    }

    /// Plays one run and checks its invariants at every step.
    public static func run(_ plan: SimulationPlan) -> SimulationReport {
        var simulator = Simulator(plan)
        simulator.begin()
        simulator.play(until: plan.end + plan.settling)
        simulator.balance()
        simulator.replay()
        return SimulationReport(plan: plan, books: simulator.books)
    }

    private mutating func begin() {
        write { store in store.fill(pool: "rescue", with: (1...8).map { "CODE\($0)" }) }
        for server in servers.indices { keep(server, .tick) }
        enter(after: .zero) { $0.pumpShop() }
        for schedule in definitions.schedules { planTick(schedule, after: now) }
        planFaults()
    }

    mutating func play(until moment: Instant) {
        while let next = agenda.nextMoment, next <= moment, !books.isBroken {
            now = max(now, next)
            drawAnew()
            agenda.next()?(&self)
        }
        now = max(now, moment)
    }

    /// What is drawn in a minute depends on the seed and that minute: a smaller run that differs early meets the same later.
    private mutating func drawAnew() {
        let current = now.milliseconds / 60_000
        guard current != minute else { return }
        minute = current
        random = SeededRandom(seed: plan.seed &+ UInt64(bitPattern: current) &* 0x9E37_79B9_7F4A_7C55)
    }

    mutating func enter(after span: TimeSpan, _ happening: @escaping Agenda.Happening) {
        agenda.enter(at: now + span, happening)
    }

    var areFaultsOver: Bool { now >= plan.end }

    /// Whether a fault of this probability strikes now.
    mutating func strikes(_ probability: Double) -> Bool {
        guard !areFaultsOver else { return false }
        return random.chance(probability)
    }

    mutating func between(_ least: Int64, _ most: Int64) -> TimeSpan {
        TimeSpan(milliseconds: Int64.random(in: least...most, using: &random))
    }
}

extension Simulator {
    enum Process: Hashable {
        case server(Int)
        case intake(Int)
        /// Pages and webhooks: they wait for their answer and ask again.
        case web
    }

    func life(of process: Process) -> Int {
        switch process {
        case .server(let number): servers[number].isRunning ? servers[number].life : 0
        case .intake(let number): intakes[number].life
        case .web: 1
        }
    }

    /// Tells a process of something, unless it has died since; one that stands still hears of it later.
    func tell(
        _ process: Process, life: Int, _ message: @escaping Agenda.Happening
    ) -> Agenda.Happening {
        { simulator in
            guard simulator.life(of: process) == life else { return }
            if case .server(let number) = process, simulator.servers[number].stalledUntil > simulator.now {
                let rest = simulator.servers[number].stalledUntil - simulator.now
                return simulator.enter(after: rest, simulator.tell(process, life: life, message))
            }
            message(&simulator)
        }
    }

    /// Runs a transaction a little later, and tells its process what came of it: nil where the answer was lost,
    /// whether or not it was committed.
    mutating func transact<Answer>(
        _ process: Process, _ what: String, _ work: @escaping (inout Simulator) -> Answer,
        then: @escaping (inout Simulator, Answer?) -> Void
    ) {
        let life = life(of: process)
        let isLostBefore = strikes(faults.lostBeforeCommit)
        let isLostAfter = strikes(faults.lostAfterCommit)
        let isSlow = strikes(faults.slowTransaction)
        let delay = isSlow ? between(10_000, 400_000) : between(1, 20)
        let wayBack = between(0, 10)
        enter(after: delay) { simulator in
            // A process that dies takes half of what it had sent with it.
            let isCut = simulator.life(of: process) != life && simulator.random.chance(0.5)
            guard !isLostBefore, !isCut else {
                simulator.books.note(simulator.now, "\(process) \(what): rolled back")
                return simulator.enter(
                    after: wayBack, simulator.tell(process, life: life) { then(&$0, nil) })
            }
            let answer = work(&simulator)
            if case .server(let number) = process, simulator.life(of: process) == life,
                simulator.strikes(simulator.faults.diesAtWrite)
            {
                simulator.crash(number)
            }
            if isLostAfter { simulator.books.note(simulator.now, "\(process) \(what): committed, the answer is lost") }
            simulator.enter(
                after: wayBack,
                simulator.tell(process, life: life) { then(&$0, isLostAfter ? nil : answer) })
        }
    }
}

import Engine
import Values

/// What must have happened, kept beside the system and by other rules than its own.
struct Books {
    /// Message ids that intake has answered for.
    var acknowledged: Set<String> = []
    /// Orders that the shop has told of, each once however often it was told.
    var orders: Set<String> = []
    /// By event: how often it was stepped.
    var stepped: [Int64: Int] = [:]
    var derived: Set<Int64> = []
    var journeysDone: Set<Int64> = []
    /// Of messages that may have arrived: how often.
    var arrivals: [Int64: Int] = [:]
    /// By person and local day: marketing that was cleared.
    var cleared: [PersonDay: Set<Int64>] = [:]
    /// Profiles whose state another has taken in.
    var absorbed: [ProfileKey: ProfileKey] = [:]
    var counts = SimulationReport.Counts()
    var crashes = 0
    private(set) var violations: [SimulationReport.Violation] = []
    /// What was asked for, by whom and when.
    var askedFor: Set<AskedEffect> = []
    let keepsEverything: Bool
    /// Written out only when something is violated.
    private var trace: [() -> String] = []
    private var oldest = 0

    struct PersonDay: Hashable {
        let person: ProfileKey
        let day: Int64
    }

    /// An effect by what it is rather than by its identity.
    struct AskedEffect: Hashable {
        let kind: EffectRequest.Kind
        let journey: Int64
        let step: String
        let at: Instant
        /// What started its journey is in it: one that begins anew asks anew.
        let context: String
    }

    init(keepsEverything: Bool) { self.keepsEverything = keepsEverything }

    /// Steps kept to be shown with a violation.
    static let traceLength = 60
    /// A run that is broken is stopped: what follows tells nothing new.
    static let enoughViolations = 5

    var isBroken: Bool { violations.count >= Books.enoughViolations }

    mutating func note(_ now: Instant, _ what: @autoclosure @escaping () -> String) {
        let line = { "\(now.iso8601) \(what())" }
        if keepsEverything || trace.count < Books.traceLength {
            trace.append(line)
        } else {
            trace[oldest] = line
            oldest = (oldest + 1) % Books.traceLength
        }
    }

    mutating func violate(_ now: Instant, _ what: String) {
        let lines = (trace[oldest...] + trace[..<oldest]).map { $0() }
        violations.append(SimulationReport.Violation(at: now, what: what, trace: lines))
    }

    mutating func require(_ isSo: Bool, _ now: Instant, _ what: @autoclosure () -> String) {
        if !isSo { violate(now, what()) }
    }

    func person(_ key: ProfileKey) -> ProfileKey {
        var key = key
        while let next = absorbed[key] { key = next }
        return key
    }
}

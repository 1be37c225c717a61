import Values

/// What one version of a flow would have done.
public struct BacktestFigures: Sendable, Hashable {
    public var journeys = 0
    /// People who entered.
    public var peopleEntered = 0
    /// People to whom at least one message would have gone.
    public var peopleWritten = 0
    public var messages = 0
    /// Journeys that had not ended at the end of the stretch.
    public var underWay = 0
    /// By the day, counted from 1970-01-01 in the workspace's zone.
    public var days: [Int64: Day] = [:]
    /// By the step's id.
    public var steps: [String: Step] = [:]
    /// Messages by the rule that held them; one that two rules held counts with both.
    public var held: [String: Int] = [:]
    /// Messages that would not have gone, by the reason.
    public var refused: [String: Int] = [:]
    /// Triggers that started no journey, by the reason.
    public var notEntered: [String: Int] = [:]
    /// Journeys by how they ended, goals aside.
    public var endings: [String: Int] = [:]
    public var goals = Goals()
    /// People who entered, by how many messages each would have got.
    public var messagesPerPerson: [Int: Int] = [:]
    /// The same people, by how many each would have got of all flows together.
    public var messagesPerPersonOfAll: [Int: Int] = [:]
    /// Messages of other live flows beside it, by their slugs.
    public var otherMessages: [String: Int] = [:]
    /// Tasks, alerts, calls and audiences, by kind.
    public var effects: [String: Int] = [:]
    public var boughtAnyway = BoughtAnyway()
    /// By pool.
    public var coupons: [String: Coupons] = [:]

    public init() {}

    public struct Day: Sendable, Hashable {
        public var journeys = 0
        /// Messages by the step's id.
        public var messages: [String: Int] = [:]

        public init() {}
    }

    public struct Step: Sendable, Hashable {
        /// How often it was begun.
        public var begun = 0
        public var sent = 0
        public var held = 0
        public var refused = 0

        public init() {}
    }

    /// Goals that were met in the store's real past, without any of these messages.
    public struct Goals: Sendable, Hashable {
        /// Journeys that the goal ended before anything was sent.
        public var beforeAnyMessage = 0
        /// Journeys that the goal ended after a message.
        public var afterMessages = 0
        /// Journeys that had ended in another way, and whose goal was met within a week of their last message.
        public var afterTheEnd = 0

        public init() {}

        public var met: Int { beforeAnyMessage + afterMessages + afterTheEnd }
    }

    /// Those who were written to and ordered within a week: they did so without the message.
    public struct BoughtAnyway: Sendable, Hashable {
        public var people = 0
        /// Codes that would have gone to somebody who ordered within a week.
        public var codes = 0
        /// What the first order after each of these codes was worth, by currency; "" where none is known.
        public var ordered: [String: Number] = [:]
        /// What the codes would have taken off those orders, where it is known how much they take.
        public var discounts: [String: Number] = [:]

        public init() {}
    }

    /// Codes of one pool.
    public struct Coupons: Sendable, Hashable {
        /// Codes taken, by the day.
        public var taken: [Int64: Int] = [:]
        /// Codes that nobody had seen and that went back, by the day.
        public var returned: [Int64: Int] = [:]
        /// How often a code was wanted of an empty pool.
        public var inVain = 0

        public init() {}

        public var spent: Int { taken.values.reduce(0, +) - returned.values.reduce(0, +) }

        /// The day on which a pool of so many codes would have run dry; nil where it would not.
        public func runsDry(holding count: Int) -> Int64? {
            var left = count
            for day in Set(taken.keys).union(returned.keys).sorted() {
                left -= taken[day, default: 0]
                if left < 0 { return day }
                left += returned[day, default: 0]
            }
            return nil
        }
    }

    /// The most reasons and rules that are told apart; more are counted together as `otherReasons`.
    static let mostReasons = 200
    public static let otherReasons = "other reasons"
    /// More messages than that to one person are counted as that many.
    public static let mostMessagesTold = 50
}

extension [String: Int] {
    /// Counts under a reason, or with the others where too many are told apart already.
    mutating func count(_ reason: String, _ number: Int = 1) {
        if let place = index(forKey: reason) {
            values[place] += number
        } else {
            self[count >= BacktestFigures.mostReasons ? BacktestFigures.otherReasons : reason, default: 0] += number
        }
    }
}

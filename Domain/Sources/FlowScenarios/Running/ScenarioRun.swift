import Conditions
import Engine
import Simulation
import Values

/// Plays scenarios on a virtual clock with the engine itself, in milliseconds.
public enum ScenarioRun {
    /// After the last thing that happens, time goes on for so long.
    static let aftermath = TimeSpan.days(60)

    /// - Parameter flows: the flow under test and the others that are live, in any order.
    public static func run(_ file: ScenarioFile, flows: [Flow]) throws -> [ScenarioResult] {
        let names = [file.flow] + file.others
        for name in names where !flows.contains(where: { $0.slug == name }) {
            throw ScenarioError.flowMissing(name)
        }
        let live = flows.filter { names.contains($0.slug) }.map { $0.version == 0 ? $0.numbered(1) : $0 }
        return try file.scenarios.map { scenario in
            let actual = try play(scenario, of: file, live)
            return ScenarioResult(scenario, actual: actual, clock: file.clock)
        }
    }

    private static func play(_ scenario: Scenario, of file: ScenarioFile, _ flows: [Flow]) throws -> [ScenarioLine] {
        var missing = Set(scenario.takes.keys)
        let flows = try flows.map { flow in
            do { return try flow.taking(scenario.takes, missing: &missing) } catch let error as UnknownWay {
                throw ScenarioError.wayUnknown(error.way, of: error.step, known: error.known)
            }
        }
        if let unknown = missing.sorted().first { throw ScenarioError.wayMissing(unknown, scenario: scenario.name) }
        let definitions = Definitions(version: 1, settings: file.settings, flows: flows, segments: file.segments)
        var story = PlayedStory(definitions, from: file.clock.start - .days(1))
        for (pool, codes) in scenario.coupons ?? file.coupons { story.world.fill(pool: pool, with: codes) }
        for (step, answer) in scenario.answers { story.world.answer(step: step, with: answer) }
        try story.introduce(scenario)
        for happening in scenario.happenings.sorted(by: { $0.at < $1.at }) {
            try story.advance(to: happening.at)
            try story.perform(happening.what)
        }
        let last = max(scenario.happenings.map(\.at).max() ?? file.clock.start, file.clock.start)
        let expected = scenario.expected.map(\.at).max() ?? last
        try story.advance(to: max(last + aftermath, expected + .minutes(1)))
        return ScenarioRecord(story.world, flows: flows, clock: file.clock).lines
    }
}

/// Why scenarios cannot be played.
public enum ScenarioError: Error, Sendable, Hashable, CustomStringConvertible {
    case flowMissing(String)
    case wayMissing(String, scenario: String)
    case wayUnknown(String, of: String, known: [String])
    case messageMissing(step: String)

    public var description: String {
        switch self {
        case .flowMissing(let slug): "there is no flow \"\(slug)\" beside this file of scenarios"
        case .wayMissing(let name, let scenario):
            "\"\(scenario)\" takes a way at \"\(name)\", and no flow has a test of that name or a split or holdout with that id"
        case .wayUnknown(let way, let step, let known):
            "there is no way \"\(way)\" at \"\(step)\"; expected \(known.joined(separator: " or "))"
        case .messageMissing(let step): "no message of the step \"\(step)\" was made before this"
        }
    }
}

/// A world in which one person lives.
struct PlayedStory {
    var world: World
    private let definitions: Definitions
    private static let person = Identity(.user, "scenario")!
    private static let browser = Identity(.anonymous, "scenario-browser")!
    private var identities: [Identity] { [PlayedStory.person, PlayedStory.browser] }

    init(_ definitions: Definitions, from moment: Instant) {
        self.definitions = definitions
        world = World(definitions: definitions, now: moment)
    }

    /// What was known before anything happens, which starts no flow.
    mutating func introduce(_ scenario: Scenario) throws {
        var traits = scenario.person
        var consents = JSONObject()
        for channel in scenario.consents { consents[channel.name] = ["status": "granted", "source": "scenario"] }
        if !consents.isEmpty { traits["consents"] = .object(consents) }
        let email = scenario.person["email"]?.string.flatMap { Identity(.email, $0) }
        try world.identify(traits, by: identities + [email].compactMap { $0 }, historical: true)
    }

    /// Lets time pass; schedules come at their moments, all of one moment together.
    mutating func advance(to moment: Instant) throws {
        while let next = nextTicks, next.at <= moment {
            try world.advance(to: next.at)
            for schedule in next.schedules {
                try world.obey(.tick(schedule: schedule, at: next.at), by: PlayedStory.person)
            }
        }
        try world.advance(to: moment)
    }

    private var nextTicks: (at: Instant, schedules: [Int64])? {
        let coming = definitions.schedules.compactMap { schedule in
            schedule.next(after: world.now, workspace: definitions.settings.zone).map {
                (at: $0, schedule: schedule.id)
            }
        }
        guard let at = coming.map({ $0.at }).min() else { return nil }
        return (at, coming.filter { $0.at == at }.map { $0.schedule }.sorted())
    }

    mutating func perform(_ what: Scenario.Happening.What) throws {
        switch what {
        case .event(let name, let properties, let authority):
            try world.track(name, properties, by: identities, authority: authority)
        case .identify(let traits): try world.identify(traits, by: identities)
        case .consent(let channel, let status):
            try world.obey(
                .consent(Consent(channel: channel, status: status, source: "scenario", at: world.now)),
                by: PlayedStory.person)
        case .receipt(let kind, let step):
            guard let message = world.messages.last(where: { $0.step == step }) else {
                throw ScenarioError.messageMissing(step: step)
            }
            let flow = definitions.newest(message.flow)?.slug ?? ""
            try world.obey(
                .receipt(
                    Command.Receipt(
                        kind: kind, message: message.id, channel: message.channel, at: world.now, flow: flow)),
                by: PlayedStory.person)
        case .label(let label, let isMember):
            try world.obey(
                .list(ListChange(label: label, isMember: isMember, source: "scenario")), by: PlayedStory.person)
        case .start(let flow, let properties):
            let start = FlowStart(flow: flow, cause: world.now.iso8601, at: world.now, properties: properties)
            try world.obey(.start(start), by: PlayedStory.person)
        case .catalog(let product):
            world.state(
                product,
                ShelfState(
                    isSoldOut: product["stock"]?.number.map { !(Number.zero < $0) } ?? false,
                    price: product["price"]?.number, currency: product["currency"]?.string ?? ""))
        case .nothing: return
        }
    }
}

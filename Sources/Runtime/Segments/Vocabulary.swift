import Engine
import Storage
import Synchronization
import Values

/// Names and values for completion, taken from a sample of what the store has; read at most once in a minute.
public final class Vocabulary: Sendable {
    private let database: any Database
    private let scope: WorkspaceScope
    private let customers: CustomerStore
    private let clock: SystemClock
    private let store = VocabularyStore()
    private let known = Mutex<(names: Names, at: Instant)?>(nil)

    private static let profilesSampled = 300
    private static let eventsSampled = 2_000
    static let mostNames = 500
    private static let mostValues = 50
    /// Nested properties are offered to this depth.
    private static let deepest = 3
    static let longestValue = 80
    private static let freshFor = TimeSpan.minutes(1)

    public init(_ system: CartwheelSystem) {
        database = system.database
        scope = system.scope
        customers = system.customers
        clock = system.clock
    }

    public struct Names: Sendable, Hashable {
        public var events: [String] = []
        /// Of profiles, nested ones joined by dots, the commonest first.
        public var properties: [String] = []
        public var lists: [String] = []
        public var tags: [String] = []
        /// Of coupons.
        public var pools: [String] = []
        /// Of consents, as customers seen lately have them.
        public var topics: [String] = []
    }

    public func names() async throws -> Names {
        let now = clock.now()
        if let known = known.withLock({ $0 }), now - known.at < Vocabulary.freshFor { return known.names }
        let names = try await database.read { [store, scope] connection in
            let profiles = try store.profiles(limit: Vocabulary.profilesSampled, in: scope, on: connection)
            return Names(
                events: Set(try store.eventNames(limit: Vocabulary.mostNames, on: connection))
                    .union(SegmentEvent.names).sorted(),
                properties: Vocabulary.paths(in: profiles.map(Vocabulary.object)),
                lists: try LabelStore().all(.list, in: scope, on: connection).map(\.label.name),
                tags: try LabelStore().all(.tag, in: scope, on: connection).map(\.label.name),
                pools: try CouponStore().left(in: scope, on: connection).keys.sorted(),
                topics: Set(profiles.flatMap { $0.topics.values.joined() }).sorted().prefix(Vocabulary.mostNames)
                    .map { $0 })
        }
        known.withLock { $0 = (names, now) }
        return names
    }

    /// Values that a property or fact of profiles has with several people, the commonest first.
    ///
    /// - property: as a row of a rule has it: `country`, `address.city`, `place.city`, `locale()`; with a dot at its end
    ///   names of the properties within it are asked for.
    ///
    /// What only one person has tells who they are, and is offered to nobody.
    public func values(of property: String) async throws -> [String] {
        try await database.read { [store, scope] connection in
            let profiles = try store.profiles(limit: Vocabulary.profilesSampled, in: scope, on: connection)
            return Vocabulary.values(of: property, among: profiles)
        }
    }

    /// Properties that the newest events of this name have, the commonest first.
    public func properties(ofEvent name: String) async throws -> [String] {
        Vocabulary.paths(in: try await objects(ofEvent: name))
    }

    /// Values that a property of an event had several times, the commonest first; with a dot at its end names of the
    /// properties within it.
    public func values(of property: String, ofEvent name: String) async throws -> [String] {
        Vocabulary.values(at: property, in: try await objects(ofEvent: name))
    }

    private func objects(ofEvent name: String) async throws -> [JSONObject] {
        try await database.read { [store, scope, customers] connection in
            try store.properties(
                of: name, among: Vocabulary.eventsSampled, sharing: customers, in: scope, on: connection)
        }
    }

    static func object(_ profile: Profile) -> JSONObject {
        JSONObject(profile.properties.map { JSONObject.Member(key: $0.key, value: $0.value.value) })
    }

    static func paths(in objects: [JSONObject]) -> [String] {
        var counts: [String: Int] = [:]
        func walk(_ object: JSONObject, _ path: String, _ depth: Int) {
            for member in object.members where !member.key.isEmpty && member.key.count <= longestValue {
                let name = path.isEmpty ? member.key : path + "." + member.key
                if let inner = member.value.object, depth < deepest {
                    walk(inner, name, depth + 1)
                } else {
                    counts[name, default: 0] += 1
                }
            }
        }
        for object in objects { walk(object, "", 1) }
        return commonest(counts, most: mostNames)
    }

    /// Whether a path is among these, or leads to an object that is, or lies deeper than they go.
    static func holds(_ path: String, among paths: [String]) -> Bool {
        path.split(separator: ".").count > deepest
            || paths.contains { $0 == path || $0.hasPrefix(path + ".") }
    }

    static func values(at path: String, in objects: [JSONObject]) -> [String] {
        let keys = path.split(separator: ".").map(String.init)
        guard !keys.contains(where: SecretNames.isSecret) else { return [] }
        let found = objects.lazy.map { values(at: keys[...], in: .object($0)) }
        if path.hasSuffix(".") { return names(in: found) }
        return shared(found.map { Set($0.compactMap(words)) })
    }

    /// What several have, the commonest first.
    static func shared(_ texts: some Sequence<Set<String>>) -> [String] {
        var counts: [String: Int] = [:]
        for text in texts.joined() where !text.isEmpty && text.count <= longestValue {
            counts[text, default: 0] += 1
        }
        return commonest(counts.filter { $0.value > 1 }, most: mostValues)
    }

    private static func words(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.description
        case .bool(let answer): answer ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    static func commonest(_ counts: [String: Int], most: Int) -> [String] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most).map(\.key)
    }
}

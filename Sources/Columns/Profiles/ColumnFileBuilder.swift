import Conditions
import Values

/// Builds one immutable file of columns from whole profiles.
public struct ColumnFileBuilder: Sendable {
    /// A file takes so many profiles: enough that each column pays, few enough that two threads share the files evenly.
    public static let mostProfiles = 32_768
    /// And about so many events, so that building it stays within some 300 MB.
    public static let mostEvents = 1_000_000

    private var ids: [Int64] = []
    private var properties = TableBuilder()
    private var predictions = TableBuilder()
    private var facts: [ProfileInput: ValueBuilder] = [:]
    private var zones = ValueBuilder()
    private var sets: [ProfileSet: SetBuilder] = [:]
    private var events: [String: EventTableBuilder] = [:]
    private var irregular: [UInt32] = []
    private var eventCount = 0

    public init() {}

    public var isEmpty: Bool { ids.isEmpty }
    public var isFull: Bool {
        ids.count >= ColumnFileBuilder.mostProfiles || eventCount >= ColumnFileBuilder.mostEvents
    }

    /// Adds a profile; ids must ascend. Cost: about a microsecond an event.
    public mutating func add(_ record: ProfileRecord) {
        precondition(ids.last.map { $0 < record.id } ?? true, "profiles are added in the order of their ids")
        let row = ids.count
        let subject = record.subject
        ids.append(record.id)
        properties.add(subject.properties)
        let known = subject.facts
        predictions.add(known.predictions)
        for (input, value) in known.inputs { facts[input, default: ValueBuilder()].put(value, at: row) }
        zones.put(.string(subject.zone.identifier), at: row)
        for set in ProfileSet.allCases { sets[set, default: SetBuilder()].add(set.names(of: subject, known)) }
        var isRegular = true
        for name in subject.timeline.names {
            let slice = subject.timeline[name]
            eventCount += slice.count
            if !events[name, default: EventTableBuilder()].add(slice, of: row) { isRegular = false }
        }
        if !isRegular { irregular.append(UInt32(row)) }
    }

    /// Writes the file and gives it its name when all of it is on disk.
    public consuming func write(to path: String) throws(ColumnFileError) {
        let writer = try ColumnFileWriter(path: path)
        do {
            try writer.finish(directory: try sections(writer))
        } catch {
            writer.abandon()
            throw error
        }
    }

    private mutating func sections(_ writer: ColumnFileWriter) throws(ColumnFileError) -> JSON {
        var directory: JSONObject = [
            "profiles": .number(Number(ids.count)), "ids": try writer.add(ids),
            "irregular": try writer.add(irregular),
            "zones": .object(try zones.write(rows: ids.count, to: writer)),
            "properties": .object(try properties.write(to: writer)),
            "predictions": .object(try predictions.write(to: writer)),
        ]
        var factList: [JSON] = []
        for input in facts.keys.sorted(by: { $0.stored < $1.stored }) {
            let column = try facts[input]!.write(rows: ids.count, to: writer)
            factList.append(["input": .array(input.stored.map(JSON.string)), "column": .object(column)])
        }
        directory["facts"] = .array(factList)
        var setList = JSONObject()
        for set in ProfileSet.allCases {
            setList[set.rawValue] = try sets[set, default: SetBuilder()].write(to: writer)
        }
        directory["sets"] = .object(setList)
        var eventList: [JSON] = []
        for name in events.keys.sorted() {
            let table = try events[name]!.write(profiles: ids.count, to: writer)
            events[name] = nil
            eventList.append(["name": .string(name), "table": .object(table)])
        }
        directory["events"] = .array(eventList)
        return .object(directory)
    }
}

extension [String] {
    fileprivate static func < (first: [String], second: [String]) -> Bool { first.lexicographicallyPrecedes(second) }
}

extension ProfileInput {
    /// As it stands in a file's directory.
    var stored: [String] {
        switch self {
        case .property(let path): ["property"] + path
        case .predicted(let path): ["predicted"] + path
        case .identity(let kind): ["identity", kind]
        case .score(let name): ["score", name]
        case .place: ["place"]
        case .locale: ["locale"]
        case .zone: ["zone"]
        case .stage: ["stage"]
        case .rfm: ["rfm"]
        case .cart: ["cart"]
        }
    }

    init?(stored: [String]) {
        switch (stored.first, stored.count) {
        case ("identity", 2): self = .identity(stored[1])
        case ("score", 2): self = .score(stored[1])
        case ("place", 1): self = .place
        case ("locale", 1): self = .locale
        case ("stage", 1): self = .stage
        case ("rfm", 1): self = .rfm
        case ("cart", 1): self = .cart
        default: return nil
        }
    }
}

extension ProfileSet {
    fileprivate func names(of subject: Subject, _ facts: ProfileFacts) -> Set<String> {
        switch self {
        case .consents: subject.consents
        case .memberships: subject.memberships
        case .lists: facts.lists
        case .tags: facts.tags
        case .suppressions: facts.suppressions
        case .coupons: facts.coupons
        case .topics:
            Set(
                facts.topics.flatMap { channel, topics in topics.map { ProfileSet.topic($0, of: channel) } })
        }
    }
}

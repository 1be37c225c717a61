import Conditions
import Engine
import Storage
import Values

extension SegmentService {
    /// Reads a condition that is to be a segment.
    static func condition(_ text: String) throws -> Condition {
        let condition: Condition
        do throws(ConditionErrors) { condition = try Condition.parse(text) } catch {
            throw AdminError("the condition has faults:\n" + error.errors.map(\.description).joined(separator: "\n"))
        }
        guard !condition.requirements.usesTrigger else {
            throw AdminError(
                "a segment has no trigger: `trigger` and `since: trigger` belong into a flow's conditions")
        }
        return condition
    }

    /// Refuses what cannot be: faults, names that are taken, circles, too many.
    func check(
        _ changes: [WantedSegment], among known: [StoredSegment], on connection: any Connection
    ) throws {
        let lists = Set(try LabelStore().all(.list, in: scope, on: connection).map(\.label.name))
        var names: Set<String> = []
        for change in changes {
            let name = change.draft.name
            guard !name.isEmpty, name.count <= SegmentService.longestName, !name.contains(where: \.isNewline) else {
                throw AdminError("a segment's name has 1 to \(SegmentService.longestName) characters on one line")
            }
            guard change.draft.description.count <= SegmentService.longestDescription else {
                throw AdminError("a description has at most \(SegmentService.longestDescription) characters")
            }
            guard names.insert(name).inserted else { throw AdminError("“\(name)” is given twice") }
            if change.draft.role == .segment, lists.contains(name) {
                throw AdminError("there is a list “\(name)”; member(\"\(name)\") could mean both: choose another name")
            }
            _ = try SegmentService.condition(change.draft.text)
        }
        let changedIDs = Set(changes.compactMap { $0.old?.id })
        let rest = known.filter { $0.state != .archived && !changedIDs.contains($0.id) }
        guard rest.count + changes.count <= SegmentService.most else {
            throw AdminError("a workspace has at most \(SegmentService.most) segments; archive some first")
        }
        let drafts = try changes.enumerated().map { number, change in
            Segment(
                id: Int64(number), name: change.draft.name,
                condition: CompiledCondition(try SegmentService.condition(change.draft.text)), version: 0,
                role: change.draft.role)
        }
        do throws(MembershipCycle) { try SegmentOrder.check(drafts + rest.compactMap(SegmentService.compiled)) } catch {
            throw AdminError(error.description.replacing("\u{1}", with: ""))
        }
    }

    /// Nil where a stored text no longer reads.
    static func compiled(_ stored: StoredSegment) -> Segment? {
        guard let condition = try? Condition.parse(stored.text) else { return nil }
        return Segment(
            id: stored.id, name: stored.name, condition: CompiledCondition(condition),
            version: Segment.version(of: stored.text), role: stored.role,
            build: stored.build.map { SegmentBuild(id: $0) })
    }

    /// What a condition names that the store has never seen: allowed, for it may come, and worth a second look.
    func warnings(_ condition: Condition, on connection: any Connection) throws -> [String] {
        let needs = condition.requirements
        var warnings: [String] = []
        for name in needs.eventNames.sorted() where try !customers.isEventKnown(name, on: connection) {
            warnings.append("no event “\(name)” has ever arrived")
        }
        if !needs.profileProperties.isEmpty {
            let seen = try customers.propertyNames(ofNewest: SegmentService.profilesLookedAt, in: scope, on: connection)
            if let seen {
                for name in needs.profileProperties.sorted() where !seen.contains(name) {
                    warnings.append("no customer seen lately has a property “\(name)”")
                }
            }
        }
        warnings += try currencyWarnings(condition, on: connection)
        let segments = Set(try store.all(in: scope, on: connection).filter { $0.role == .segment }.map(\.name))
        let lists = Set(try LabelStore().all(.list, in: scope, on: connection).map(\.label.name))
        for name in needs.memberships.sorted() where !segments.contains(name) && !lists.contains(name) {
            warnings.append("there is no segment or list “\(name)” yet")
        }
        for name in needs.lists.sorted() where !lists.contains(name) {
            warnings.append("there is no list “\(name)” yet")
        }
        return warnings
    }

    /// Amounts that are added up as they are written, though they are in several currencies.
    private func currencyWarnings(_ condition: Condition, on connection: any Connection) throws -> [String] {
        let events = condition.amountsWithoutCurrency.sorted()
        guard !events.isEmpty else { return [] }
        let own = try definitions.upToDate(on: connection).settings.currency ?? "EUR"
        return try events.compactMap { name in
            let seen = try VocabularyStore().properties(
                of: name, among: SegmentService.amountsLookedAt, sharing: customers, in: scope, on: connection)
            let currencies = Set(seen.compactMap { $0["currency"]?.string?.uppercased() }).sorted()
            guard currencies.count > 1 else { return nil }
            let named = currencies.prefix(SegmentService.currenciesNamed).joined(separator: ", ")
            return "“\(name)” comes in several currencies (\(named)), and an amount without a currency takes them all "
                + "as one; name one beside it, such as 500 \(own)"
        }
    }

    /// The newest events, by which it is judged in which currencies a store sells.
    private static let amountsLookedAt = 1_000
    private static let currenciesNamed = 5

    /// By which it is judged whether a property is known.
    private static let profilesLookedAt = 300

    /// The faults of a text and its warnings, for editors: none where it may be saved.
    public func check(_ text: String) async throws -> SegmentCheck {
        do throws(ConditionErrors) {
            let condition = try Condition.parse(text)
            guard !condition.requirements.usesTrigger else {
                let fault = ConditionError(
                    message: "a segment has no trigger", line: 1, column: 1, expected: "a condition without `trigger`")
                return SegmentCheck(canonical: nil, sentence: nil, faults: [fault], warnings: [])
            }
            return SegmentCheck(
                canonical: condition.text, sentence: condition.sentence, faults: [],
                warnings: await readWarnings(condition))
        } catch {
            return SegmentCheck(canonical: nil, sentence: nil, faults: error.errors, warnings: [])
        }
    }

    /// Without the database there is nothing to compare with, and nothing to warn of.
    private func readWarnings(_ condition: Condition) async -> [String] {
        (try? await database.read { [self] in try warnings(condition, on: $0) }) ?? []
    }
}

/// What there is to say of a text while it is written.
public struct SegmentCheck: Sendable, Hashable {
    /// The condition in its canonical form; nil where it has faults.
    public var canonical: String?
    public var sentence: String?
    public var faults: [ConditionError]
    public var warnings: [String]
}

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
}

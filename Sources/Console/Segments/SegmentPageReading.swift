import Engine
import Pages
import Runtime
import Storage
import Values

/// Reads what a segment's page shows.
struct SegmentPageReading: Sendable {
    let parts: ConsoleParts
    /// Members behind this one; nil for the first page.
    let after: String?
    /// Who is asked about.
    let who: String?

    private static let membersShown = 50
    private static let changesShown = 8

    private var service: SegmentService { parts.system.segments }

    /// - Parameter id: the segment's in addresses.
    func model(of id: String) async throws -> SegmentModel {
        let detail = try await service.show(id)
        let segment = detail.line.segment
        let isLive = segment.state == .live
        let start = after.flatMap(MemberPlace.init(text:))
        let members =
            isLive && segment.role == .segment
            ? try await service.members(of: id, after: start, limit: SegmentPageReading.membersShown + 1) : []
        let shown = members.prefix(SegmentPageReading.membersShown)
        return SegmentModel(
            id: PublicID.segment.text(segment.id), name: segment.name, about: segment.description,
            state: SegmentState(detail.line), text: segment.text, sentence: detail.sentence,
            size: isLive ? detail.line.size : nil, people: try await service.people(),
            growth: isLive ? growth(detail) : [], members: shown.map(SegmentModel.Member.init),
            paging: Paging(
                newer: start == nil ? nil : "first",
                older: members.count > shown.count ? shown.last?.place.text : nil,
                total: isLive && segment.role == .segment ? detail.line.size : nil), why: try await why(id),
            uses: try await uses(detail),
            versions: detail.versions.map {
                SegmentModel.Version(number: Int($0.version), at: $0.createdAt, author: $0.author, text: $0.text)
            }, warnings: detail.warnings,
            changes: segment.role == .segment ? try await changes(id) : [], kind: RuleKind(segment.role),
            holding: segment.role == .segment || !isLive
                ? nil : try await service.standing().holding[segment.id] ?? 0,
            rhythm: detail.rhythm.map { rhythm in
                SegmentModel.Rhythm(
                    days: rhythm.days, reorder: rhythm.reorder.map { (days: $0.days, gaps: $0.gaps) },
                    takenAt: rhythm.takenAt,
                    snapshot: Int(clamping: rhythm.snapshot))
            }, measures: detail.measures.map(SegmentModel.Measures.init))
    }

    /// Sizes hour by hour, reckoned back from now.
    private func growth(_ detail: SegmentDetail) -> [SegmentModel.Point] {
        var size = detail.line.size
        var points = [SegmentModel.Point(at: parts.system.clock.now(), size: size)]
        for hour in detail.hours.reversed() {
            size = max(0, size - hour.entered + hour.left)
            points.append(SegmentModel.Point(at: hour.start, size: size))
        }
        return points.reversed()
    }

    private func why(_ id: String) async throws -> SegmentModel.Why {
        guard let who else { return .unasked }
        guard let profile = try await parts.system.profile(of: who) else { return .nobody(asked: who) }
        return .answer(.init(try await service.trace(id, for: profile), asked: who))
    }

    private func uses(_ detail: SegmentDetail) async throws -> [SegmentModel.Use] {
        let flows = parts.system.definitions.latest.flows
        let lines = try await service.list()
        return detail.flows.map { name in
            .init(kind: .flow, id: flows.first { $0.name == name }?.slug ?? name, name: name)
        }
            + detail.segments.compactMap { name in
                lines.first { $0.segment.name == name }
                    .map { .init(kind: .segment, id: PublicID.segment.text($0.segment.id), name: name) }
            }
    }

    private func changes(_ id: String) async throws -> [SegmentModel.Change] {
        let changes = try await service.changes(of: id, limit: SegmentPageReading.changesShown)
        let names = try await parts.rooms.names(of: changes.map(\.profile))
        return changes.map { change in
            SegmentModel.Change(
                id: PublicID.customer.text(change.profile.rawValue),
                name: names[change.profile] ?? PublicID.customer.text(change.profile.rawValue),
                at: change.at, isEntry: change.isMember)
        }
    }
}

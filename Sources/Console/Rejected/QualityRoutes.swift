import Hummingbird
import Pages
import Runtime

/// What of the store's data is counted as absent, or never came.
struct QualityRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("rejected/quality") { request, context in
            let report = try await parts.quality.report()
            let zone = try await parts.rooms.settings().zone.identifier
            let page = try await parts.page(request, context)
            return Response.page(QualityView.render(QualityModel(report, zone: zone), in: page))
        }
    }
}

extension QualityModel {
    init(_ report: DataQuality, zone: String) {
        self.init(
            currency: report.currency, amounts: report.amounts,
            currencies: report.currencies.map {
                CurrencyRow(code: $0.code, amounts: $0.amounts, eventName: $0.eventName, newestAt: $0.newestAt)
            }, examined: report.examined, isExact: report.isExact, brokenZones: report.brokenZones,
            workspaceZone: zone,
            zones: report.zoneExamples.map {
                ZoneRow(
                    person: PersonName(
                        id: PublicID.customer.text($0.customer.rawValue), name: $0.name, email: $0.email),
                    value: $0.value)
            },
            names: report.names.map { name in
                NameRow(
                    kind: NameRow.Kind(name.kind), name: name.name, nearest: name.nearest,
                    uses: QualityModel.uses(name))
            }, rejected: report.rejected.map { RejectedModel.ReasonCount(code: $0.rule, count: $0.count) })
    }
}

extension QualityModel {
    private static func uses(_ name: DataQuality.UnseenName) -> [SegmentModel.Use] {
        let flows = name.flows.map { SegmentModel.Use(kind: .flow, id: $0.slug, name: $0.name) }
        let segments = name.segments.map {
            SegmentModel.Use(kind: .segment, id: PublicID.segment.text($0.id), name: $0.name)
        }
        return flows + segments
    }
}

extension QualityModel.NameRow.Kind {
    init(_ kind: DataQuality.UnseenName.Kind) {
        switch kind {
        case .event: self = .event
        case .property: self = .property
        case .list: self = .list
        case .segment: self = .segment
        case .tag: self = .tag
        }
    }
}

import Values

@testable import Pages

extension PagesSamples {
    static let lists = LabelsModel(
        kind: .list,
        rows: [
            .init(
                name: "Newsletter", about: "Once a week, on Thursdays", people: 12_480, uses: 2, since: now - .days(90)),
            .init(name: "Opening night", about: "", people: 0, uses: 0, since: now - .days(2)),
        ], draft: LabelDraft(name: "Newsletter", problem: "There is a list “Newsletter” already."))

    static func label(
        _ kind: LabelKind, pending: LabelModel.Pending? = nil, form: LabelModel.Form = .init()
    ) -> LabelModel {
        LabelModel(
            kind: kind, name: kind == .list ? "Newsletter" : "wholesale", about: "Once a week, on Thursdays",
            people: 12_480,
            members: [
                .init(
                    person: PersonName(id: "cus_1", name: "Ana Moreau", email: "ana@moreau.example"),
                    since: now - .days(3), consent: .given),
                .init(person: PersonName(id: "cus_2", email: "sofia@rossi.example"), since: now, consent: .withdrawn),
                .init(person: PersonName(id: "cus_3"), since: now - .hours(2), consent: .unknown),
            ], paging: Paging(older: "cus_3"),
            uses: [
                .init(kind: .flow, id: "welcome", name: "Welcome"), .init(kind: .segment, id: "seg_1", name: "VIP"),
            ],
            changes: [.init(id: "cus_1", name: "Ana Moreau", at: now - .days(3), isEntry: true)], pending: pending,
            form: form)
    }

    static let emptyList = LabelModel(
        kind: .list, name: "Opening night", about: "", people: 0, members: [], paging: Paging(), uses: [], changes: [],
        form: .init(kind: .file, text: "a,b", problem: "The file has no column for an e-mail address."))

    static let stages = StagesModel(
        rows: [
            .init(
                id: "seg_8", name: "Regular", place: 3, about: "Ordered three times in a year", state: .building(40),
                people: 0),
            .init(id: "seg_9", name: "Customer", place: 2, about: "Ordered once", state: .live, people: 3_120),
        ], people: 104_233, without: 101_113, isExact: false)

    static let scores = ScoresModel(
        scores: [
            .init(
                name: "", people: 4_200, average: Number(12), highest: Number(60),
                rules: [
                    .init(
                        id: "seg_10", name: "Looks often", about: "Five products in a week", state: .live,
                        points: Number(10), fadesOverDays: 30, people: 4_100),
                    .init(
                        id: "seg_11", name: "Returns", about: "Sent back more than was kept", state: .live,
                        points: Number(-20), fadesOverDays: nil, people: 80),
                ])
        ], people: 104_233, isExact: true)

    static let stagePage: SegmentModel = {
        var model = segment
        model.kind = .stage(place: 2)
        model.holding = 4_000
        return model
    }()

    static let pointsPage: SegmentModel = {
        var model = segment
        model.kind = .points(score: "lead", points: Number(10), fadesOverDays: 1)
        return model
    }()

    static let quality = QualityModel(
        currency: "EUR", amounts: 812,
        currencies: [.init(code: "XBT", amounts: 4, eventName: "Order Completed", newestAt: now - .hours(3))],
        examined: 5_000, isExact: false, brokenZones: 310, workspaceZone: "Europe/Berlin",
        zones: [.init(person: PersonName(id: "cus_1", name: "Ana Moreau"), value: "GMT+25")],
        names: QualityModel.NameRow.Kind.allCases.map { kind in
            .init(
                kind: kind, name: "Order Completd", nearest: kind == .event ? "Order Completed" : nil,
                uses: (1...6).map { .init(kind: $0 == 1 ? .flow : .segment, id: "seg_\($0)", name: "VIP \($0)") })
        }, rejected: [.init(code: "missing_event_name", count: 3)])

    static let joins = JoinsModel(
        pairs: [
            .init(
                first: PersonName(id: "cus_1", name: "Ana Moreau", email: "ana@moreau.example"),
                second: PersonName(id: "cus_2", name: "A. Moreau"),
                evidence: [
                    .link(
                        .init(kind: .userID, value: "ana-2"), with: .init(kind: .email, value: "ana@moreau.example"),
                        at: now - .days(3), isFromPage: true),
                    .sameEmail("ana@moreau.example"), .sameNameAndPhone("Ana", phone: "+4930123456"),
                    .sameNameAndPostcode("Ana", postcode: "10115"),
                ])
        ], next: "l-7", isLater: true)

    static func following(_ reorder: (days: Int, gaps: Int)?) -> SegmentModel {
        var model = segment
        model.rhythm = .init(days: 84, reorder: reorder, takenAt: reorder.map { _ in now }, snapshot: 4)
        return model
    }

    static let labelPages: [SamplePage] = [
        .init(name: "segment-rhythm", path: Route.segment("seg_1")) {
            SegmentView.render(following((42, 1_234)), in: $0)
        },
        .init(name: "segment-rhythm-unknown", path: Route.segment("seg_1")) {
            SegmentView.render(following(nil), in: $0)
        },
        .init(name: "lists", path: Route.labels(.list)) { LabelsView.render(lists, in: $0) },
        .init(name: "lists-none", path: Route.labels(.list)) {
            LabelsView.render(LabelsModel(kind: .list, rows: []), in: $0)
        },
        .init(name: "tags-not-found", path: Route.labels(.tag)) {
            LabelsView.render(LabelsModel(kind: .tag, search: "vpi", rows: []), in: $0)
        },
        .init(name: "list", path: Route.label(.list, "Newsletter")) { LabelView.render(label(.list), in: $0) },
        .init(name: "list-empty", path: Route.label(.list, "Opening night")) { LabelView.render(emptyList, in: $0) },
        .init(name: "list-adding", path: Route.label(.list, "Newsletter")) {
            LabelView.render(
                label(
                    .list, pending: .people(LabelAddition(joining: 3, already: 1, new: 2, unknown: ["x@y"])),
                    form: .init(kind: .people, text: "a\nb", consentSource: "counter", startsFlows: true)), in: $0)
        },
        .init(name: "list-file", path: Route.label(.list, "Newsletter")) {
            LabelView.render(
                label(
                    .list,
                    pending: .file(
                        LabelImport(
                            rows: 9, people: 6, consents: 2, refused: [.init(row: 3, reason: "names nobody")],
                            refusedInAll: 3)), form: .init(kind: .file, text: "email\na@b.example")), in: $0)
        },
        .init(name: "tag-merging", path: Route.label(.tag, "wholesale")) {
            LabelView.render(
                label(
                    .tag, pending: .rename(LabelRename(name: "trade", people: 90, both: 4, isMerge: true)),
                    form: .init(kind: .rename, text: "trade")), in: $0)
        },
        .init(name: "joins", path: Route.joins) { JoinsView.render(joins, in: $0) },
        .init(name: "joins-none", path: Route.joins) { JoinsView.render(JoinsModel(pairs: []), in: $0) },
        .init(name: "quality", path: Route.quality) { QualityView.render(quality, in: $0) },
        .init(name: "quality-fine", path: Route.quality) {
            QualityView.render(
                QualityModel(
                    currency: nil, amounts: 0, currencies: [], examined: 0, isExact: true, brokenZones: 0,
                    workspaceZone: "UTC", zones: [], names: [], rejected: []), in: $0)
        },
        .init(name: "stages", path: Route.stages) { StagesView.render(stages, in: $0) },
        .init(name: "stages-none", path: Route.stages) {
            StagesView.render(StagesModel(rows: [], people: 0, without: 0, isExact: true), in: $0)
        },
        .init(name: "scores", path: Route.scores) { ScoresView.render(scores, in: $0) },
        .init(name: "scores-none", path: Route.scores) {
            ScoresView.render(ScoresModel(scores: [], people: 0, isExact: true), in: $0)
        },
        .init(name: "stage", path: Route.segment("seg_9")) { SegmentView.render(stagePage, in: $0) },
        .init(name: "points", path: Route.segment("seg_10")) { SegmentView.render(pointsPage, in: $0) },
        .init(name: "stage-new", path: Route.newSegment) {
            SegmentEditorView.render(
                SegmentEditorModel(problems: [.placeUnreadable], kind: .stage, figures: .init(place: "two")), in: $0)
        },
        .init(name: "points-edit", path: Route.segmentEditor("seg_10")) {
            SegmentEditorView.render(
                SegmentEditorModel(
                    id: "seg_10", name: "Looks often", text: "profile.vip",
                    problems: [.pointsUnreadable, .fadingUnreadable], kind: .points,
                    figures: .init(points: "many", score: "lead", fadesOverDays: "0")), in: $0)
        },
    ]
}

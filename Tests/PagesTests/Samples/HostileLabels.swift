import Values

@testable import Pages

/// Lists, tags, stages, scores and the quality of data, with markup in every text.
enum HostileLabels {
    private static let hostile = InjectionTests.hostile
    private static let now = PagesSamples.now
    private static let person = PersonName(id: hostile, name: hostile, email: hostile)
    private static let uses = [
        SegmentModel.Use(kind: .flow, id: hostile, name: hostile),
        SegmentModel.Use(kind: .segment, id: hostile, name: hostile),
    ]

    private static func label(_ kind: LabelKind, _ pending: LabelModel.Pending, _ form: LabelModel.Form.Kind)
        -> LabelModel
    {
        LabelModel(
            kind: kind, name: hostile, about: hostile, people: 1,
            members: [.init(person: person, since: now, consent: .given)],
            paging: Paging(newer: hostile, older: hostile), uses: uses,
            changes: [.init(id: hostile, name: hostile, at: now, isEntry: true)], pending: pending,
            form: .init(kind: form, text: hostile, consentSource: hostile, problem: hostile))
    }

    static let pages: [SamplePage] = [
        .init(name: "lists", path: "") {
            LabelsView.render(
                LabelsModel(
                    kind: .list, search: hostile,
                    rows: [.init(name: hostile, about: hostile, people: 1, uses: 1, since: now)],
                    draft: LabelDraft(name: hostile, about: hostile, people: hostile, problem: hostile)), in: $0)
        },
        .init(name: "list", path: "") {
            let addition = LabelAddition(joining: 1, already: 1, new: 1, unknown: [hostile])
            return LabelView.render(label(.list, .people(addition), .people), in: $0)
        },
        .init(name: "list-file", path: "") {
            let found = LabelImport(
                rows: 1, people: 1, consents: 1, refused: [.init(row: 1, reason: hostile)], refusedInAll: 2)
            return LabelView.render(label(.list, .file(found), .file), in: $0)
        },
        .init(name: "tag", path: "") {
            let rename = LabelRename(name: hostile, people: 1, both: 1, isMerge: true)
            return LabelView.render(label(.tag, .rename(rename), .rename), in: $0)
        },
        .init(name: "stages", path: "") {
            StagesView.render(
                StagesModel(
                    rows: [.init(id: hostile, name: hostile, place: 1, about: hostile, state: .live, people: 1)],
                    people: 1, without: 0, isExact: true), in: $0)
        },
        .init(name: "scores", path: "") {
            let rule = ScoresModel.Rule(
                id: hostile, name: hostile, about: hostile, state: .live, points: Number(1), fadesOverDays: nil,
                people: 1)
            let score = ScoresModel.Score(
                name: hostile, people: 1, average: Number(1), highest: Number(1), rules: [rule])
            return ScoresView.render(ScoresModel(scores: [score], people: 1, isExact: true), in: $0)
        },
        .init(name: "points", path: "") {
            SegmentEditorView.render(
                SegmentEditorModel(
                    id: hostile, name: hostile, about: hostile, text: hostile, kind: .points,
                    figures: .init(place: hostile, points: hostile, score: hostile, fadesOverDays: hostile)), in: $0)
        },
        .init(name: "joins", path: "") {
            let pair = JoinsModel.Pair(
                first: person, second: person,
                evidence: [
                    .link(
                        .init(kind: .userID, value: hostile), with: .init(kind: .email, value: hostile), at: now,
                        isFromPage: true),
                    .sameEmail(hostile), .sameNameAndPhone(hostile, phone: hostile),
                    .sameNameAndPostcode(hostile, postcode: hostile),
                ])
            return JoinsView.render(
                JoinsModel(
                    pairs: [pair], next: hostile, draft: .init(first: hostile, second: hostile), asked: pair), in: $0)
        },
        .init(name: "quality", path: "") {
            let name = QualityModel.NameRow(kind: .event, name: hostile, nearest: hostile, uses: uses)
            return QualityView.render(
                QualityModel(
                    currency: hostile, amounts: 1,
                    currencies: [.init(code: hostile, amounts: 1, eventName: hostile, newestAt: now)], examined: 1,
                    isExact: true, brokenZones: 1, workspaceZone: hostile,
                    zones: [.init(person: person, value: hostile)], names: [name],
                    rejected: [.init(code: hostile, count: 1)]), in: $0)
        },
    ]
}

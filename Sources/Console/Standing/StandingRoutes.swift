import Conditions
import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// Stages of the lifecycle and scores, each with how many people stand where.
struct StandingRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("segments/stages") { request, context in try await stages(request, context) }
        group.get("segments/scores") { request, context in try await scores(request, context) }
    }

    private func stages(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let standing = try await parts.system.segments.standing()
        let rows = try await parts.system.segments.list().compactMap { line -> StagesModel.Row? in
            guard case .stage(let place) = line.segment.role else { return nil }
            return StagesModel.Row(
                id: PublicID.segment.text(line.segment.id), name: line.segment.name, place: place,
                about: line.about, state: SegmentState(line), people: standing.stages[line.segment.name] ?? 0)
        }.sorted { ($1.place, $1.name) < ($0.place, $0.name) }
        let model = StagesModel(
            rows: rows, people: standing.total,
            without: max(0, standing.total - standing.stages.values.reduce(0, +)), isExact: standing.isExact)
        return .page(StagesView.render(model, in: try await parts.page(request, context)))
    }

    private func scores(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let standing = try await parts.system.segments.standing()
        var rules: [String: [ScoresModel.Rule]] = [:]
        for line in try await parts.system.segments.list() {
            guard case .points(let rule) = line.segment.role else { continue }
            rules[rule.score, default: []].append(
                ScoresModel.Rule(
                    id: PublicID.segment.text(line.segment.id), name: line.segment.name, about: line.about,
                    state: SegmentState(line), points: rule.points, fadesOverDays: rule.fadesOverDays.map { Int($0) },
                    people: standing.holding[line.segment.id] ?? 0))
        }
        let scores = rules.sorted { $0.key < $1.key }.map { name, rules in
            let score = standing.scores[name] ?? Standing.Score()
            return ScoresModel.Score(
                name: name, people: score.people, average: Number(score.average), highest: Number(score.highest),
                rules: rules)
        }
        let model = ScoresModel(scores: scores, people: standing.total, isExact: standing.isExact)
        return .page(ScoresView.render(model, in: try await parts.page(request, context)))
    }
}

extension SegmentLine {
    /// What it is for, or the rule as a sentence.
    var about: String {
        segment.description.isEmpty
            ? (try? Condition.parse(segment.text))?.sentence ?? segment.text : segment.description
    }
}

extension RuleKind {
    init(_ role: Segment.Role) {
        switch role {
        case .segment: self = .segment
        case .stage(let place): self = .stage(place: place)
        case .points(let rule):
            self = .points(
                score: rule.score, points: rule.points, fadesOverDays: rule.fadesOverDays.map { Int($0) })
        }
    }
}

extension SegmentEditorModel.Figures {
    init(_ role: Segment.Role) {
        switch role {
        case .segment: self.init()
        case .stage(let place): self.init(place: String(place))
        case .points(let rule):
            self.init(
                points: rule.points.description, score: rule.score,
                fadesOverDays: rule.fadesOverDays.map { String($0) } ?? "")
        }
    }

    init(_ form: FormFields) {
        self.init(
            place: form["place"] ?? "", points: form["points"] ?? "", score: form["score"] ?? "",
            fadesOverDays: form["fades"] ?? "")
    }

    private static let places = -10_000...10_000
    private static let longestScore = 100

    /// What follows from a rule with these numbers, and what is wrong with them.
    func role(_ kind: RuleKind.Word) -> (role: Segment.Role, problems: Set<SegmentEditorModel.Problem>) {
        switch kind {
        case .segment: return (.segment, [])
        case .stage:
            guard let place = Int(place.trimmedOfSpace), Self.places.contains(place) else {
                return (.stage(place: 0), [.placeUnreadable])
            }
            return (.stage(place: place), [])
        case .points:
            var problems: Set<SegmentEditorModel.Problem> = []
            let number = Number(literal: points.trimmedOfSpace)
            if number == nil || number == .zero || abs(number?.double ?? 0) > 1_000_000 {
                problems.insert(.pointsUnreadable)
            }
            let written = fadesOverDays.trimmedOfSpace
            let days = written.isEmpty ? nil : Int64(written)
            if !written.isEmpty, !(days.map { (1...3_650).contains($0) } ?? false) {
                problems.insert(.fadingUnreadable)
            }
            let rule = ScoreRule(
                score: String(score.trimmedOfSpace.prefix(Self.longestScore)), points: number ?? .zero,
                fadesOverDays: problems.contains(.fadingUnreadable) ? nil : days)
            return (.points(rule), problems)
        }
    }
}

/// Stages of the lifecycle and scores.
struct StandingText: Sendable {
    let stages: String
    let stagesDetail: String
    let stage: String
    let place: String
    let placeHelp: String
    let people: String
    let newStage: String
    let noStages: String
    let noStagesHelp: String
    let without: @Sendable (_ count: String) -> String
    let reckoned: String
    let scores: String
    let scoresDetail: String
    let unnamed: String
    let newPoints: String
    let noScores: String
    let noScoresHelp: String
    let rule: String
    let points: String
    let pointsHelp: String
    let score: String
    let scoreHelp: String
    let fading: String
    let fadingField: String
    let fadingHelp: String
    let fades: @Sendable (_ days: Int?) -> String
    let standing: @Sendable (_ people: String, _ average: String, _ highest: String) -> String
    let newTitle: @Sendable (RuleKind.Word) -> String
    let save: @Sendable (RuleKind.Word) -> String
    let moving: @Sendable (RuleKind.Word, _ count: String, _ isExact: Bool) -> String
    let archive: @Sendable (RuleKind.Word) -> String
    let archiveHelp: @Sendable (RuleKind.Word) -> String
}

extension StandingText {
    static let english = StandingText(
        stages: "Stages",
        stagesDetail: "Of the stages that hold, the highest is the person’s",
        stage: "Stage",
        place: "Place",
        placeHelp: "A whole number. Of the stages that hold for somebody, the one with the highest place counts.",
        people: "People",
        newStage: "New stage",
        noStages: "No stages yet",
        noStagesHelp:
            "A stage is a rule with a place, such as 1 for leads and 2 for customers. Flows start when it changes.",
        without: { "\($0) people are at no stage." },
        reckoned: "Reckoned from a sample.",
        scores: "Scores",
        scoresDetail: "Rules give points while they hold",
        unnamed: "Score",
        newPoints: "New rule",
        noScores: "No scores yet",
        noScoresHelp: "A rule gives points while it holds; points may fade. Conditions ask for them: score() >= 50.",
        rule: "Rule",
        points: "Points",
        pointsHelp: "A number, below zero to take points away.",
        score: "Score",
        scoreHelp: "Left empty, it is the one that score() reads; with a name, score(\"lead\").",
        fading: "Fading",
        fadingField: "Fades over days",
        fadingHelp:
            "Each day takes an equal part, counted from when the rule began to hold. Left empty, the points stay.",
        fades: { days in
            switch days {
            case nil: "Stay while it holds"
            case 1: "Gone after a day"
            case let days?: "Gone after \(days) days"
            }
        },
        standing: { "\($0) people have points, \($1) on average, \($2) at most" },
        newTitle: { kind in
            switch kind {
            case .segment: "New segment"
            case .stage: "New stage"
            case .points: "New rule of points"
            }
        },
        save: { kind in
            switch kind {
            case .segment: "Save segment"
            case .stage: "Save stage"
            case .points: "Save rule"
            }
        },
        moving: { kind, figure, isExact in
            let count = isExact ? figure : "About \(figure)"
            return switch kind {
            case .segment: "\(count) people would come or go"
            case .stage: "\(count) people would be at another stage"
            case .points: "\(count) people would have other points"
            }
        },
        archive: { kind in
            switch kind {
            case .segment: "Archive this segment"
            case .stage: "Archive this stage"
            case .points: "Archive this rule"
            }
        },
        archiveHelp: { kind in
            switch kind {
            case .segment: "Nobody is a member any more, and no flow starts by it. Its history stays."
            case .stage: "Nobody is at it any more: the next lower stage that holds counts. Its history stays."
            case .points: "It gives no more points. Its history stays."
            }
        })
}

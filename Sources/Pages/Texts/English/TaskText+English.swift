extension TaskText {
    static let english = TaskText(
        title: "Tasks",
        detail: { "\($0) open, \($1) overdue" },
        none: "Nothing to do",
        noneHelp: "What flows give people to do appears here, the most urgent first.",
        noMatch: "No task matches",
        noMatchHelp: "Choose another state, person or flow.",
        showOpen: "Show open tasks",
        state: "State",
        stateName: { state in
            switch state {
            case .open: "Open"
            case .done: "Done"
            case .all: "Open and done"
            }
        },
        assignee: "Whose",
        anybody: "Anybody’s",
        nobody: "Nobody’s yet",
        flow: "Flow",
        anyFlow: "Any flow",
        priority: { priority in
            switch priority {
            case .low: "Low"
            case .normal: "Normal"
            case .high: "High"
            case .urgent: "Urgent"
            }
        },
        due: "Due",
        overdue: "Was due",
        created: "Given",
        assigned: { "For \($0)" },
        doneBy: { "Done by \($0)" },
        assignTitle: "Who does it?",
        change: { change in
            switch change {
            case .done: "Done"
            case .reopen: "Open again"
            case .assign: "Assign"
            }
        },
        changed: { change in
            switch change {
            case .done: "The task is done."
            case .reopen: "The task is open again."
            case .assign: "The task is assigned."
            }
        },
        named: { "\($0): \($1)" })
}

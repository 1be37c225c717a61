import Pages
import Runtime
import Values

/// Rows that are read at once. A page of rejected events is the shortest, since each comes with its event.
enum ListFileRows {
    static let customers = 200
    static let messages = 1_000
    static let rejected = 200
    static let tasks = 500
}

/// The console's lists as files.
enum ListFiles {
    static var customers: ListFile<CustomersModel.Row> {
        ListFile(
            name: "customers",
            columns: [
                ("id", { $0.id }), ("name", { $0.name.orEmpty }), ("email", { $0.email.orEmpty }),
                ("last_seen", { $0.lastSeen.iso8601 }), ("email_consent", { $0.emailConsent.rawValue }),
                ("orders", { $0.orders.description }), ("spent", { ($0.spent?.decimal).orEmpty }),
                ("currency", { ($0.spent?.currency).orEmpty }), ("journeys", { $0.journeysUnderWay.description }),
            ])
    }

    static var messages: ListFile<MessageLine> {
        ListFile(
            name: "messages",
            columns: [
                ("id", { $0.id }), ("at", { $0.at.iso8601 }), ("channel", { Pages.Channel($0.channel).rawValue }),
                ("to", { $0.address }), ("customer", { $0.customer }), ("flow", { $0.flowName.orEmpty }),
                ("subject", { $0.subject.orEmpty }), ("state", { MessageState($0.state).rawValue }),
                ("reason", { $0.reason }),
            ])
    }

    static var rejected: ListFile<RejectedLine> {
        ListFile(
            name: "rejected-events",
            columns: [
                ("id", { $0.id }), ("at", { $0.at.iso8601 }), ("reason", { $0.rule }), ("explanation", { $0.reason }),
                ("key", { $0.source.orEmpty }), ("event", { $0.body }),
            ])
    }

    static var flows: ListFile<FlowsModel.Row> {
        ListFile(
            name: "flows",
            columns: [
                ("id", { $0.id }), ("name", { $0.name }), ("state", { $0.state.rawValue }),
                ("trigger", { $0.trigger }), ("entered", { $0.figures.entered.description }),
                ("under_way", { $0.figures.underWay.description }), ("sent", { $0.figures.sent.description }),
                ("goal_reached", { $0.figures.goalReached.description }),
                ("revenue", { ($0.figures.revenue?.decimal).orEmpty }),
                ("currency", { ($0.figures.revenue?.currency).orEmpty }),
            ])
    }

    static var tasks: ListFile<TasksModel.Row> {
        ListFile(
            name: "tasks",
            columns: [
                ("id", { $0.id }), ("title", { $0.title }), ("details", { $0.details }),
                ("customer", { ($0.person?.id).orEmpty }), ("name", { ($0.person?.name).orEmpty }),
                ("email", { ($0.person?.email).orEmpty }), ("flow", { $0.flowName }),
                ("assignee", { $0.assignee.orEmpty }),
                ("priority", { $0.priority.rawValue }), ("created", { $0.created.iso8601 }),
                ("due", { ($0.due?.iso8601).orEmpty }), ("done", { ($0.done?.at.iso8601).orEmpty }),
                ("done_by", { ($0.done?.author).orEmpty }),
            ])
    }
}

extension String? {
    fileprivate var orEmpty: String { self ?? "" }
}

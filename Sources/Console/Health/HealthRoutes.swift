import Hummingbird
import NIOCore
import Runtime
import Values

/// What watches over the program ask: whether it lives, and its figures.
struct HealthRoutes: Sendable {
    let parts: ConsoleParts

    func add(to router: Router<ConsoleContext>) {
        router.get("health") { _, _ in
            _ = try await parts.rooms.settings()
            return Response(["status": "ok", "version": .string(CartwheelVersion.current)])
        }
        router.get("metrics") { request, context in try await metrics(request, context) }
    }

    /// For the same machine, or for whoever holds a server key: a shop's figures are its own.
    private func metrics(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        guard try await mayRead(request, context) else {
            throw HTTPError(
                .forbidden,
                message: "Read /metrics from the same machine, or with a server key: Authorization: Bearer sk_…")
        }
        let text = MetricsText(
            try await parts.rooms.overview(), unread: await parts.system.customersUnreadForPreviews,
            uptime: parts.system.clock.now() - parts.system.startedAt)
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text.text)))
    }

    private func mayRead(_ request: Request, _ context: ConsoleContext) async throws -> Bool {
        if DemoDoor.admits(request, peer: context.peer) { return true }
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else { return false }
        return try await parts.system.keys.source(for: String(header.dropFirst(7).prefix(200)))?.authority == .server
    }
}

/// The figures in Prometheus's text format (version 0.0.4).
struct MetricsText {
    private(set) var text = ""

    /// - Parameter unread: customers whose state previews do not know yet; nil while not everybody has been read.
    init(_ overview: Overview, unread: Int?, uptime: TimeSpan) {
        add("cartwheel_uptime_seconds", "gauge", "Since the program started", Double(uptime.milliseconds) / 1000)
        add("cartwheel_events_today", "gauge", "Events stored since local midnight", overview.eventsToday)
        add(
            "cartwheel_events_per_second", "gauge", "Events stored, over the last minute or two",
            overview.eventsPerSecond)
        add("cartwheel_events_rejected_today", "gauge", "Events refused since local midnight", overview.rejectedToday)
        add("cartwheel_people", "gauge", "Profiles", overview.people)
        add("cartwheel_work_due", "gauge", "Items of work that are due", overview.queueDepth)
        add(
            "cartwheel_work_oldest_seconds", "gauge", "How long the oldest due work has been waiting",
            Double(overview.oldestDue?.milliseconds ?? 0) / 1000)
        if let unread {
            add(
                "cartwheel_previews_unread", "gauge",
                "Customers who changed since they were read for previews; absent until all have been read", unread)
        }
        head("cartwheel_messages_today", "gauge", "Messages made since local midnight, by their state now")
        for (state, count) in overview.messagesByState {
            text += "cartwheel_messages_today{state=\"\(state.name)\"} \(count)\n"
        }
        head("cartwheel_flow_journeys", "gauge", "Journeys under way, by flow")
        for flow in overview.flows { text += "cartwheel_flow_journeys{flow=\"\(flow.slug)\"} \(flow.underWay)\n" }
        head("cartwheel_flow_step_journeys", "gauge", "Journeys at a step, of each flow's steps where most stand")
        for flow in overview.flows {
            for step in flow.steps {
                text +=
                    "cartwheel_flow_step_journeys{flow=\"\(flow.slug)\",step=\"\(escaped(step.id))\"} \(step.count)\n"
            }
        }
        head("cartwheel_flow_messages_sent_total", "counter", "Messages that a provider took, by flow")
        for flow in overview.flows {
            text += "cartwheel_flow_messages_sent_total{flow=\"\(flow.slug)\"} \(flow.sent)\n"
        }
    }

    /// A label's value (the text format's own rules).
    private func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private mutating func add(_ name: String, _ type: String, _ help: String, _ value: some CustomStringConvertible) {
        head(name, type, help)
        text += "\(name) \(value)\n"
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }
}

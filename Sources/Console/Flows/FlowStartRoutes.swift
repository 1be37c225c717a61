import Engine
import Hummingbird
import Pages
import Runtime
import Values

/// Starting a flow by hand: for whom, a look at how many that is and why others are refused, and the start.
struct FlowStartRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("flows/:id/start") { request, context in
            try await show(request, context, FlowStartModel.Choice(cause: Vault.randomToken()))
        }
        group.post("flows/:id/start") { request, context in try await start(request, context) }
    }

    private func show(
        _ request: Request, _ context: ConsoleContext, _ choice: FlowStartModel.Choice,
        preview: FlowStartModel.Preview? = nil, problem: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let slug = context.parameters.get("id") ?? ""
        guard let detail = try await parts.rooms.flow(slug) else {
            throw HTTPError(.notFound, message: "There is no flow \(slug.prefix(40)).")
        }
        let audiences = FlowStartModel.Audience.all(of: detail.flow)
        var choice = choice
        if !audiences.contains(choice.audience) { choice.audience = audiences.first ?? .people }
        let model = FlowStartModel(
            head: FlowHead(detail), groups: try await parts.system.flows.startGroups(), audiences: audiences,
            choice: choice, preview: preview, problem: problem)
        var page = try await parts.page(request, context)
        page.path = Route.flowStart(slug)
        return .page(FlowStartView.render(model, in: page), status: status)
    }

    private func start(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let slug = context.parameters.get("id") ?? ""
        let choice = FlowStartModel.Choice(context.form)
        do {
            let audience = try FlowAudience(choice.parameters)
            let properties = try choice.properties()
            let flows = parts.system.flows
            guard context.form["do"] == "start" else {
                let preview = try await flows.previewStart(slug, for: audience, properties: properties)
                return try await show(request, context, choice, preview: FlowStartModel.Preview(preview))
            }
            try await flows.start(
                slug, for: audience, properties: properties, cause: choice.cause,
                author: context.visitor?.name ?? "")
        } catch let error as AdminError {
            return try await show(request, context, choice, problem: error.sentence, status: .unprocessableContent)
        }
        return .onward(to: Route.flow(slug) + "?said=" + FlowNotice.started.rawValue)
    }
}

extension FlowStartModel.Audience {
    /// For whom a flow can be started.
    static func all(of flow: Flow) -> [FlowStartModel.Audience] {
        let isManual = flow.starts.contains { $0.kind is ManualTrigger }
        return (isManual || !flow.takesInPast ? byHand : []) + (flow.takesInPast ? [.already] : [])
    }
}

extension FlowStartModel.Choice {
    init(_ form: FormFields) {
        self.init(
            cause: form["cause"] ?? Vault.randomToken(),
            audience: form["for"].flatMap { FlowStartModel.Audience(rawValue: $0) } ?? .people,
            people: form["people"] ?? "", group: form["among"] ?? "", with: form["with"] ?? "")
    }

    /// For whom, as commands say it.
    fileprivate var parameters: JSON {
        switch audience {
        case .people:
            let names = people.split { $0.isNewline || $0 == "," || $0 == ";" }
                .map { String($0).trimmedOfSpace }.filter { !$0.isEmpty }
            return ["people": .array(names.map(JSON.string))]
        case .group: return group.isEmpty ? [:] : ["among": .string(group)]
        case .everybody: return ["everybody": true]
        case .already: return ["already": true]
        }
    }

    /// Lines of `name: value`; what reads as a number or as true or false is one.
    fileprivate func properties() throws(AdminError) -> JSONObject {
        var properties = JSONObject()
        for line in with.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
            guard let colon = line.firstIndex(of: ":") else {
                throw AdminError("“\(line)” is no line of name: value")
            }
            let name = String(line[..<colon]).trimmedOfSpace
            let value = String(line[line.index(after: colon)...]).trimmedOfSpace
            guard !name.isEmpty else { throw AdminError("“\(line)” names nothing before its colon") }
            properties[name] =
                switch value {
                case "true": true
                case "false": false
                default: Number(literal: value).map(JSON.number) ?? .string(value)
                }
        }
        return properties
    }
}

extension FlowStartModel.Preview {
    init(_ preview: StartPreview) {
        self.init(
            people: preview.people, enter: preview.enter, isPartial: preview.isPartial,
            refused: preview.refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                FlowStartModel.Refusal(reason: $0.key, people: $0.value)
            })
    }
}

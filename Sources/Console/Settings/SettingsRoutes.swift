import Engine
import Hummingbird
import Pages
import Runtime
import Values

/// The settings, each form saved by itself with who did and when, and the switch that stops all marketing.
struct SettingsRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("settings") { request, context in
            let saved = request.queryFields["saved"].flatMap { SettingsModel.Part(rawValue: $0) }
            var page = try await parts.page(request, context)
            if let saved {
                page.path = Route.settings
                page.notice = saved.notice(in: page)
            }
            return Response.page(SettingsView.render(try await model(), in: page))
        }
        group.post("settings/:part") { request, context in try await change(request, context) }
    }

    private func model() async throws -> SettingsModel {
        let settings = try await parts.rooms.settings()
        let sending = SettingsModel.Sending(
            isOn: settings.sending, hasServer: parts.rooms.hasMailServer,
            unsent: Unsent(try await parts.rooms.sendingCounts()))
        return SettingsModel(settings, sending: sending, changes: try await parts.system.settingChanges())
    }

    private func change(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        guard let part = context.parameters.get("part").flatMap({ SettingsModel.Part(rawValue: $0) }) else {
            throw HTTPError(.notFound, message: "There are no such settings.")
        }
        do throws(AdminError) {
            try await save(part, context)
        } catch {
            var model = try await model()
            model.take(part, context.form)
            model.problem = SettingsModel.Problem(part: part, text: Notice(error).text)
            var page = try await parts.page(request, context)
            page.path = Route.settings
            return Response.page(SettingsView.render(model, in: page), status: .unprocessableContent)
        }
        if part == .stop || part == .release, context.form["back"] == Route.overview {
            return .onward(to: Route.overview)
        }
        return .onward(to: Route.settings + "?saved=" + part.rawValue)
    }

    private func save(_ part: SettingsModel.Part, _ context: ConsoleContext) async throws(AdminError) {
        let changes = try part.changes(context.form)
        do {
            try await parts.system.change(settings: .object(changes), by: context.visitor?.name ?? "")
        } catch let error as AdminError {
            throw error
        } catch {
            throw AdminError("the settings could not be saved: \(error); try again")
        }
    }
}

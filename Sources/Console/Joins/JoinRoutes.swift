import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// People who may be the same person, and the button that joins them.
struct JoinRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("rejected/people") { request, context in
            var page = try await parts.page(request, context)
            if request.queryFields["joined"] != nil { page.notice = JoinsView.joining(in: page) }
            return Response.page(JoinsView.render(try await model(request), in: page))
        }
        group.post("rejected/people") { request, context in try await join(request, context) }
    }

    private func model(_ request: Request) async throws -> JoinsModel {
        let after = request.method == .get ? request.queryFields["after"] : nil
        let found = try await parts.rooms.joinCandidates(after: after)
        return JoinsModel(pairs: found.pairs.map(JoinsModel.Pair.init), next: found.next, isLater: after != nil)
    }

    /// Shows both first; joins them once somebody has said that they are sure.
    private func join(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let draft = JoinsModel.Draft(
            first: (context.form["first"] ?? "").trimmedOfSpace, second: (context.form["second"] ?? "").trimmedOfSpace)
        do {
            guard !draft.first.isEmpty, !draft.second.isEmpty else {
                throw AdminError("name both people, by e-mail address, user id or phone number")
            }
            if context.form["sure"] == "yes" {
                try await parts.system.join(
                    draft.first, draft.second, by: context.visitor?.name ?? "staff")
                return .onward(to: Route.joins + "?joined=yes")
            }
            let plan = try await parts.system.joinPlan(draft.first, draft.second)
            var model = try await model(request)
            model.draft = draft
            model.asked = JoinsModel.Pair(
                first: PersonName(plan.first), second: PersonName(plan.second), evidence: [])
            return try await show(model, request, context)
        } catch let error as AdminError {
            var model = try await model(request)
            model.draft = draft
            return try await show(
                model, request, context, status: .unprocessableContent, notice: Notice(error))
        }
    }

    private func show(
        _ model: JoinsModel, _ request: Request, _ context: ConsoleContext, status: HTTPResponse.Status = .ok,
        notice: Notice? = nil
    ) async throws -> Response {
        var page = try await parts.page(request, context, notice: notice)
        page.path = Route.joins
        return .page(JoinsView.render(model, in: page), status: status)
    }
}

extension PersonName {
    init(_ profile: Profile) {
        self.init(
            id: PublicID.customer.text(profile.key.rawValue), name: profile.displayName,
            email: profile.address(on: .email) ?? profile.joinedBy?.value)
    }
}

extension JoinsModel.Pair {
    init(_ candidate: JoinCandidate) {
        self.init(
            first: PersonName(candidate.first), second: PersonName(candidate.second),
            evidence: candidate.evidence.map(JoinsModel.Evidence.init))
    }
}

extension JoinsModel.Evidence {
    init(_ evidence: JoinCandidate.Evidence) {
        switch evidence {
        case .link(let one, let other, let at, let isFromPage):
            self = .link(
                JoinsModel.Known(one), with: JoinsModel.Known(other), at: at, isFromPage: isFromPage)
        case .sameEmail(let address): self = .sameEmail(address)
        case .sameNameAndPhone(let name, let phone): self = .sameNameAndPhone(name, phone: phone)
        case .sameNameAndPostcode(let name, let postcode): self = .sameNameAndPostcode(name, postcode: postcode)
        }
    }
}

extension JoinsModel.Known {
    init(_ identity: Identity) { self.init(kind: CustomerModel.Identity.Kind(identity.kind), value: identity.value) }
}

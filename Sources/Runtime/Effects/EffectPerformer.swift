import Channels
import Engine
import Messages
import Storage
import Values

/// How each kind of effect is done.
struct EffectPerformer: Sendable {
    let email: any EmailTransport
    let webhooks: any WebhookTransport
    let secrets: SecretService
    let database: any Database
    let customers: CustomerStore
    let clock: SystemClock
    /// Where the console is, for links in alerts.
    let consoleURL: String

    /// Whether somebody outside has to be reached.
    ///
    /// - Parameter connected: audiences whose changes are told to a webhook.
    func goesOut(_ effect: EffectRequest, connected: Set<String>) -> Bool {
        switch effect.kind {
        case .task: false
        case .audience: connected.contains(effect.details["audience"]?.string ?? "")
        case .alert, .webhook: true
        }
    }

    /// Does what lies in the database, in the transaction at hand.
    func perform(
        _ effect: StoredEffect, _ definitions: Definitions, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> EffectOutcome {
        let said: JSONObject
        do { said = try effect.request.rendered(settings: definitions.settings) } catch { return .failed("\(error)") }
        switch effect.request.kind {
        case .task: try TaskStore().add(StoredTask(effect.request, said: said), in: scope, on: connection)
        case .audience:
            try AudienceStore().set(
                said["audience"]?.string ?? "", effect.request.profile, isMember: said["member"]?.bool ?? false,
                at: effect.request.requestedAt, in: scope, on: connection)
        case .alert, .webhook: break
        }
        return .done(.null, said: said)
    }

    /// Does what goes out.
    func carry(
        _ effect: StoredEffect, _ definitions: Definitions, in scope: WorkspaceScope
    ) async -> EffectOutcome {
        let said: JSONObject
        do { said = try effect.request.rendered(settings: definitions.settings) } catch { return .failed("\(error)") }
        switch effect.request.kind {
        case .webhook: return await call(effect, said)
        case .alert: return await tell(effect, said, definitions)
        case .audience: return await change(effect, said, in: scope)
        case .task: return .failed("a task is stored, not sent")
        }
    }

    /// Notes the change and tells whoever runs the ads.
    private func change(_ effect: StoredEffect, _ said: JSONObject, in scope: WorkspaceScope) async -> EffectOutcome {
        let audience = said["audience"]?.string ?? ""
        let isMember = said["member"]?.bool ?? false
        let profile = effect.request.profile
        do {
            let row = try await database.write(lane: .jobs) { [customers] connection in
                try AudienceStore().set(
                    audience, profile, isMember: isMember, at: effect.request.requestedAt, in: scope, on: connection)
                return try customers.profiles([profile], on: connection)[profile]
            }
            guard let secret = try await secrets.secret(AudienceService.secretPrefix + audience) else {
                return .done(.null, said: said)
            }
            guard let row, row.movedTo == nil,
                let identifiers = AudienceIdentifiers(try Profile(key: row.key, document: row.document))
            else { return .done(.null, said: said) }
            let body: JSON = [
                "audience": .string(audience), "action": .string(isMember ? "add" : "remove"),
                "identifiers": identifiers.json,
            ]
            return outcome(
                of: effect, said,
                await webhooks.send(
                    WebhookCall(
                        url: String(decoding: secret, as: UTF8.self), body: Array(body.text.utf8),
                        id: effect.request.webhookID)))
        } catch { return again(effect, "the change of “\(audience)” could not be stored: \(error)") }
    }

    private func call(_ effect: StoredEffect, _ said: JSONObject) async -> EffectOutcome {
        let method = said["method"]?.string ?? "POST"
        let headers = (said["headers"]?.object?.members ?? []).map { ($0.key, $0.value.string ?? $0.value.text) }
        let body = said["body"].map { Array(($0.string ?? $0.text).utf8) }
        let call = WebhookCall(
            url: said["url"]?.string ?? "", method: method, headers: headers, body: method == "GET" ? nil : body ?? [],
            id: effect.request.webhookID)
        return outcome(of: effect, said, await webhooks.send(call))
    }

    private func outcome(of effect: StoredEffect, _ said: JSONObject, _ result: WebhookOutcome) -> EffectOutcome {
        switch result {
        case .answered(_, let body):
            let text = String(decoding: body, as: UTF8.self)
            return .done((try? JSON.parse(text)) ?? .string(text), said: said)
        case .refused(410, _, _):
            return .failed("the other side says that this address is gone for good (410)")
        case .refused(let status, let body, let wish):
            let shown = body.isEmpty ? "" : ": \(body)"
            return again(effect, "it answered \(status)\(shown)", wish: wish.map { .seconds(Int64($0)) })
        case .failed(let reason): return again(effect, reason)
        case .impossible(let reason): return .failed(reason)
        }
    }

    private func again(_ effect: StoredEffect, _ reason: String, wish: TimeSpan? = nil) -> EffectOutcome {
        let next = EffectRetry.next(effect.request, attempts: effect.attempts, now: clock.now(), wish: wish)
        return next.map { .again(at: $0, reason) }
            ?? .failed("\(reason), and was given up after \(effect.attempts) \(effect.attempts == 1 ? "try" : "tries")")
    }

    /// Reaches every recipient; those that were reached by an earlier try hear it again rather than somebody not at all.
    private func tell(_ effect: StoredEffect, _ said: JSONObject, _ definitions: Definitions) async -> EffectOutcome {
        let alert = StaffNotice(
            said, flow: definitions.newest(effect.request.flow)?.name ?? "",
            customerURL: "\(consoleURL)/customers/\(PublicID.customer.text(effect.request.profile.rawValue))")
        var failures: [String] = []
        for recipient in said["to"]?.array?.compactMap(\.string) ?? ["email"] {
            do { try await tell(recipient, alert, effect.request, definitions.settings) } catch {
                failures.append("\(error)")
            }
        }
        return failures.isEmpty ? .done(.null, said: said) : again(effect, failures.joined(separator: "; "))
    }

    private func tell(
        _ recipient: String, _ alert: StaffNotice, _ effect: EffectRequest, _ settings: WorkspaceSettings
    ) async throws {
        guard recipient == "chat" else {
            let address = recipient == "email" ? settings.alertReceiver : recipient
            let envelope = try alert.email(to: address, id: effect.effectID, settings: settings, now: clock.now())
            switch await email.send(envelope) {
            case .accepted: return
            case .refusedForGood(let refusal): throw AlertError("the e-mail was refused: \(refusal.description)")
            case .refusedForNow(let refusal): throw AlertError("the e-mail was refused for now: \(refusal.description)")
            case .unknown(let reason): throw AlertError("nobody knows whether the e-mail went: \(reason)")
            case .notSent(let failure): throw AlertError("the e-mail was not sent: \(failure.description)")
            }
        }
        guard let secret = try await secrets.secret(AlertSettings.chatSecret) else {
            throw AlertError("no chat is connected; connect one with: cartwheel alerts chat ADDRESS")
        }
        let call = WebhookCall(
            url: String(decoding: secret, as: UTF8.self), body: Array(alert.chat.text.utf8), id: effect.webhookID)
        switch await webhooks.send(call) {
        case .answered: return
        case .refused(let status, let body, _): throw AlertError("the chat answered \(status): \(body)")
        case .failed(let reason), .impossible(let reason): throw AlertError("the chat could not be told: \(reason)")
        }
    }
}

/// Where alerts go.
enum AlertSettings {
    /// The address of a chat's incoming webhook, which is a secret.
    static let chatSecret = "alerts.chat"
}

/// Why staff could not be told.
struct AlertError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension WorkspaceSettings {
    /// Who hears of alerts.
    var alertReceiver: String { alertAddress.isEmpty ? senderAddress : alertAddress }
}

extension EffectRequest {
    /// As receivers see it, the same for every try.
    var webhookID: String { "msg_" + String(UInt64(bitPattern: effectID), radix: 16) }
}

extension StoredTask {
    init(_ effect: EffectRequest, said: JSONObject) {
        self.init(
            id: effect.effectID, profile: effect.profile, flow: effect.flow, step: effect.step,
            title: said["title"]?.string ?? "", details: said["details"]?.string ?? "",
            assignee: said["assignee"]?.string ?? "",
            priority: FlowPriority.allCases.first { $0.name == said["priority"]?.string } ?? .normal,
            dueAt: said["due_at"]?.number?.integer.map(Instant.init(milliseconds:)), createdAt: effect.requestedAt)
    }
}

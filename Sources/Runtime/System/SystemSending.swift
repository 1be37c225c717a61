import Channels
import Engine
import Foundation
import Logging
import Storage
import Values

/// What leaves a system, and what it is signed with.
struct SystemSending {
    let trackingKeys: TrackingKeys
    let trackingLinks: TrackingLinks
    let providers: MailProviders
    let delivery: DeliveryService
    let secrets: SecretService
    let webhookSecrets: WebhookSecrets
    let webhooks: HTTPWebhookTransport
    let effects: EffectService

    init(_ ground: SystemGround, nudge: @escaping @Sendable () -> Void) throws {
        let configuration = ground.configuration
        let (database, scope, masterKey) = (ground.database, ground.scope, ground.masterKey)
        let (clock, logger, definitions) = (ground.clock, ground.logger, ground.definitions)
        let trackingKeys = try TrackingKeys(current: 1, keys: [1: masterKey.derived(for: "tracking links 1")])
        self.trackingKeys = trackingKeys
        let trackingLinks = TrackingLinks(base: configuration.publicURL, keys: trackingKeys)
        self.trackingLinks = trackingLinks
        let providers = try MailProviders(configuration.smtp, logger: logger)
        self.providers = providers
        delivery = DeliveryService(
            database: database, providers: providers,
            composer: EmailComposer(links: trackingLinks, templates: TemplateStore()), definitions: definitions,
            scope: scope, clock: clock, logger: logger, nudgeEngine: nudge)
        let secrets = SecretService(database: database, scope: scope, clock: clock, masterKey: masterKey)
        self.secrets = secrets
        let webhookSecrets = WebhookSecrets(secrets: secrets, clock: clock)
        self.webhookSecrets = webhookSecrets
        let webhooks = HTTPWebhookTransport(
            privateHosts: configuration.privateWebhooks, now: { clock.now().milliseconds / 1000 }
        ) { try await webhookSecrets.signer() }
        self.webhooks = webhooks
        effects = EffectService(
            database: database,
            performer: EffectPerformer(
                email: SwitchedTransport(direct: providers.direct) { definitions.latest.settings.sending },
                webhooks: webhooks, secrets: secrets, database: database,
                customers: ground.customers, clock: clock,
                consoleURL: configuration.publicURL + "/console"),
            definitions: definitions, scope: scope, clock: clock, logger: logger, nudgeEngine: nudge)
    }
}

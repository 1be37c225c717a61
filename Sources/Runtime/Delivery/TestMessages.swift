import Channels
import Engine
import Messages
import Values

/// Sends a message of a draft to whoever writes it: as a person would get it, or with a sample.
///
/// It is stored nowhere, counts nowhere, and its links lead where they say; the one to unsubscribe leads nowhere.
public struct TestMessages: Sendable {
    let flows: FlowService
    /// Nil without a mail server. A test goes out whether sending is switched on or not: whoever asks for it sees by it
    /// whether mail arrives.
    let transport: (any EmailTransport)?
    private let limit = TestLimit()

    init(flows: FlowService, transport: (any EmailTransport)?) {
        self.flows = flows
        self.transport = transport
    }

    static let subjectPrefix = "[Test] "
    /// A code that no pool has.
    private static let sampleCoupon = JSON.string("SAVE-1")

    /// - Parameters:
    ///   - step: the id of a step that sends.
    ///   - profile: whose values it shows; nil takes a sample.
    ///   - account: who sends it; each sends at most 30 an hour.
    /// - Returns: whether it went out; without a mail server it is composed and no more.
    public func send(
        _ text: String, step: String, as profile: Profile?, to address: String, by account: String
    ) async throws -> Bool {
        let recipient: EmailAddress
        do { recipient = try EmailAddress(address) } catch {
            throw AdminError("a test goes to an e-mail address, and “\(address)” is none: \(error)")
        }
        let flow = try FlowFile.read(text)
        let definitions = try await flows.database.read { [flows] in try flows.definitions.upToDate(on: $0) }
        let message = try await message(of: step, flow, profile, to: address)
        if let wait = limit.begin(account, now: flows.clock.now()) {
            let minutes = max(1, (wait.milliseconds + 59_999) / 60_000)
            throw AdminError(
                "you have sent \(TestLimit.most) tests within an hour; the next can go in \(minutes) "
                    + (minutes == 1 ? "minute" : "minutes"))
        }
        let envelope: EmailEnvelope
        do {
            let email = try email(message, flow, definitions.settings, to: recipient)
            envelope = EmailEnvelope(
                sender: email.from.address, recipient: recipient, content: try email.composed())
        } catch { throw AdminError("the message cannot be put together: \(error)") }
        guard let transport else { return false }
        switch await transport.send(envelope) {
        case .accepted: return true
        case .refusedForGood(let refusal), .refusedForNow(let refusal):
            throw AdminError("the test was not taken: \(refusal)")
        case .unknown(let reason): throw AdminError("the test may or may not have arrived: \(reason)")
        case .notSent(let failure): throw AdminError("the test was not sent: \(failure)")
        }
    }

    private func email(
        _ message: Message, _ flow: Flow, _ settings: WorkspaceSettings, to recipient: EmailAddress
    ) throws -> OutgoingEmail {
        var templates = MessageTemplates()
        let unsubscribe = message.purpose == .marketing ? "#" : nil
        let rendered = try templates.render(
            message.withoutSecrets, of: flow, settings: settings, unsubscribeURL: unsubscribe)
        let sender = try EmailAddress(settings.senderAddress)
        return OutgoingEmail(
            from: Mailbox(name: settings.shopName, address: sender),
            replyTo: try settings.replyToAddress.map { Mailbox(address: try EmailAddress($0)) },
            to: [Mailbox(address: recipient)], subject: TestMessages.subjectPrefix + rendered.subject,
            html: rendered.html, text: rendered.text ?? PlainText.derived(fromHTML: rendered.html), headers: [],
            messageID: EmailMessageID(message: message.id, domain: sender.domain), unsubscribeURL: nil,
            date: message.createdAt)
    }

    private func message(
        of step: String, _ flow: Flow, _ profile: Profile?, to address: String
    ) async throws -> Message {
        guard flow.step(id: step)?.kind is SendStep else { throw AdminError("the step “\(step)” sends no message") }
        let now = flows.clock.now()
        var hash = StableHash()
        hash.combine("test")
        hash.combine(flow.text)
        hash.combine(step)
        hash.combine(now.milliseconds)
        var context = MessageTemplates.sampleContext
        if let profile {
            let asked = FlowPreview.message(of: step, to: address, try await flows.question(about: flow, profile))
            context = asked.flatMap { try? JSON.parse($0.context).object } ?? context
            if context["coupon"] == nil {
                context["coupon"] = TestMessages.sampleCoupon
                context["coupon_expires_at"] = .string((now + .days(3)).iso8601)
            }
        } else {
            context["language"] = .string(flow.rules.language)
        }
        return Message(
            id: hash.finishSigned(), profile: profile?.key ?? ProfileKey(rawValue: 0), flow: flow.id,
            flowVersion: flow.version, step: step, journey: 0, channel: .email, purpose: flow.purpose,
            address: address, state: .ready, createdAt: now, dueAt: now, expiresAt: now,
            context: JSON.object(context).text)
    }
}

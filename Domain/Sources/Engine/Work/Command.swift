import Values

/// What console, API, receipts and delivery ask of a profile's owner; nobody else writes a person's state.
public enum Command: Sendable, Hashable {
    case consent(Consent)
    /// Nothing goes to the person on this channel any more: someone decided so.
    case suppress(Channel, reason: String)
    case release(Channel)
    /// The answer to a request for a code; nil where none was given, with the reason.
    case coupon(effect: Int64, journey: Int64, code: String?, expiresAt: Instant? = nil, refusal: String = "")
    /// Delivery came too late for a clearance: policy decides anew.
    case clearAgain(message: Int64)
    /// Delivery refused a message at the last moment: consent, suppression or expiry.
    case refused(message: Int64)
    /// Delivery gave a message up.
    case undelivered(message: Int64)
    case receipt(Receipt)
    /// Identities changed: conditions and journeys are looked at again over the whole history.
    case evaluate
    case list(ListChange)
    /// Starts a flow that has the trigger `manual`, under the flow's own rules.
    case start(FlowStart)
    /// A schedule's moment came for one of the members that it is for.
    case tick(schedule: Int64, at: Instant)
    /// A new version of a flow was published: the person's journeys on an earlier one go over to it.
    case move(FlowMove)
    /// What came of an effect outside.
    case answer(EffectAnswer)
    /// Somebody of the staff acts on one journey.
    case act(JourneyAction)
    /// What a paused flow would have begun with; it goes on now.
    case noticed(PausedNotice)
    /// Something in the shop happens to them, such as a price that falls.
    case happen(Happening)
    /// Staff says that this person and another are one.
    case join(PersonJoin)

    /// What came of a request for a code.
    public static func couponAnswer(_ answer: CouponAnswer, to request: CouponRequest) -> Command {
        .coupon(
            effect: request.effectID, journey: request.journey, code: answer.code, expiresAt: answer.expiresAt,
            refusal: answer.refusal)
    }

    /// Something a provider or a shopper's click told about a message.
    public struct Receipt: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case sent, opened, clicked, bounced, complained
        }

        public var kind: Kind
        public var message: Int64
        /// By which the message went; receipts of earlier releases are of e-mails.
        public var channel: Channel
        public var at: Instant
        /// Of the flow that sent it.
        public var flow: String
        public var url: String?
        /// Where the message went; nil in receipts of earlier releases.
        public var address: String?

        public init(
            kind: Kind, message: Int64, channel: Channel, at: Instant, flow: String, url: String? = nil,
            address: String? = nil
        ) {
            self.kind = kind
            self.message = message
            self.channel = channel
            self.at = at
            self.flow = flow
            self.url = url
            self.address = address
        }
    }
}

extension Command {
    /// The stored form: one member that names the command.
    public var payload: String {
        let json: JSON
        switch self {
        case .consent(let consent):
            json = [
                "consent": [
                    "channel": .string(consent.channel.name), "status": .string(consent.status.name),
                    "source": .string(consent.source), "at": .number(Number(consent.at.milliseconds)),
                ]
            ]
        case .suppress(let channel, let reason):
            json = ["suppress": ["channel": .string(channel.name), "reason": .string(reason)]]
        case .release(let channel): json = ["release": ["channel": .string(channel.name)]]
        case .coupon(let effect, let journey, let code, let expiresAt, let refusal):
            var object: JSONObject = [
                "effect": .number(Number(effect)), "journey": .number(Number(journey)),
                "code": code.map(JSON.string) ?? .null,
            ]
            if let expiresAt { object["expires_at"] = .number(Number(expiresAt.milliseconds)) }
            if !refusal.isEmpty { object["refusal"] = .string(refusal) }
            json = ["coupon": .object(object)]
        case .clearAgain(let message): json = ["clear_again": ["message": .number(Number(message))]]
        case .refused(let message): json = ["refused": ["message": .number(Number(message))]]
        case .undelivered(let message): json = ["undelivered": ["message": .number(Number(message))]]
        case .evaluate: json = ["evaluate": [:]]
        case .list(let change): json = ["list": change.json]
        case .start(let start): json = ["start": start.json]
        case .tick(let schedule, let moment):
            json = [
                "tick": [
                    "schedule": .number(Number(schedule)), "at": .number(Number(moment.milliseconds)),
                ]
            ]
        case .move(let move): json = ["move": move.json]
        case .answer(let answer): json = ["answer": answer.json]
        case .act(let action): json = ["act": action.json]
        case .noticed(let notice): json = ["noticed": notice.json]
        case .happen(let happening): json = ["happen": happening.json]
        case .join(let join): json = ["join": join.json]
        case .receipt(let receipt):
            var object: JSONObject = [
                "kind": .string(receipt.kind.rawValue), "message": .number(Number(receipt.message)),
                "channel": .string(receipt.channel.name), "at": .number(Number(receipt.at.milliseconds)),
                "flow": .string(receipt.flow),
            ]
            if let url = receipt.url { object["url"] = .string(url) }
            if let address = receipt.address { object["address"] = .string(address) }
            json = ["receipt": .object(object)]
        }
        return json.text
    }

    /// Nil where the text is no command that this release knows.
    public init?(payload: String) {
        guard let object = (try? JSON.parse(payload))?.object, let member = object.members.first else { return nil }
        let (kind, body) = (member.key, member.value)
        guard
            let command = Command.ofChannel(kind, body) ?? Command.ofMessage(kind, body) ?? Command.ofTime(kind, body)
                ?? Command.told(kind, body)
        else { return nil }
        self = command
    }

    /// What concerns whether somebody may be written to.
    private static func ofChannel(_ kind: String, _ body: JSON) -> Command? {
        guard let channel = body["channel"]?.string.flatMap(Channel.init(name:)) else { return nil }
        switch kind {
        case "consent":
            guard let at = body["at"]?.number?.integer,
                let status = Consent.Status.allCases.first(where: { $0.name == body["status"]?.string })
            else { return nil }
            return .consent(
                Consent(
                    channel: channel, status: status, source: body["source"]?.string ?? "",
                    at: Instant(milliseconds: at)))
        case "suppress": return .suppress(channel, reason: body["reason"]?.string ?? "")
        case "release": return .release(channel)
        default: return nil
        }
    }

    private static func ofMessage(_ kind: String, _ body: JSON) -> Command? {
        guard let message = body["message"]?.number?.integer else { return nil }
        switch kind {
        case "clear_again": return .clearAgain(message: message)
        case "refused": return .refused(message: message)
        case "undelivered": return .undelivered(message: message)
        default: return nil
        }
    }

    /// What comes due, and what comes of an effect.
    private static func ofTime(_ kind: String, _ body: JSON) -> Command? {
        switch kind {
        case "evaluate": return .evaluate
        case "tick":
            guard let schedule = body["schedule"]?.number?.integer, let at = body.instant("at") else { return nil }
            return .tick(schedule: schedule, at: at)
        case "coupon":
            guard let effect = body["effect"]?.number?.integer, let journey = body["journey"]?.number?.integer
            else { return nil }
            return .coupon(
                effect: effect, journey: journey, code: body["code"]?.string, expiresAt: body.instant("expires_at"),
                refusal: body["refusal"]?.string ?? "")
        default: return nil
        }
    }

    /// What is a document of its own.
    private static func told(_ kind: String, _ body: JSON) -> Command? {
        switch kind {
        case "list": ListChange(body).map { .list($0) }
        case "start": FlowStart(body).map { .start($0) }
        case "move": FlowMove(body).map { .move($0) }
        case "answer": EffectAnswer(body).map { .answer($0) }
        case "noticed": PausedNotice(body).map { .noticed($0) }
        case "act": JourneyAction(body).map { .act($0) }
        case "happen": Happening(body).map { .happen($0) }
        case "join": PersonJoin(body).map { .join($0) }
        case "receipt": Receipt(body).map { .receipt($0) }
        default: nil
        }
    }
}

extension Command.Receipt {
    init?(_ json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)),
            let message = json["message"]?.number?.integer, let at = json["at"]?.number?.integer
        else { return nil }
        self.init(
            kind: kind, message: message, channel: json["channel"]?.string.flatMap(Channel.init(name:)) ?? .email,
            at: Instant(milliseconds: at), flow: json["flow"]?.string ?? "",
            url: json["url"]?.string, address: json["address"]?.string)
    }
}

import Engine
import ShopSimulator
import Values

extension Simulator {
    /// A message has reached its recipient, who may open it, click, buy, or have had enough.
    mutating func reach(_ message: Message) {
        let kind: SentMessage.Kind =
            switch SimulatedDefinitions.slug(message.flow) {
            case "abandoned-cart": .abandonedCart
            case "welcome": .welcome
            case "order-confirmation": .orderConfirmation
            default: .otherMarketing
            }
        shop.react(
            to: SentMessage(id: String(message.id), email: message.address, kind: kind, sentAt: now))
    }

    mutating func react(_ id: String, _ kind: Command.Receipt.Kind) {
        guard let message = Int64(id).flatMap({ store.messages[$0] }), !strikes(faults.lostReceipt) else { return }
        let receipt = Command.Receipt(
            kind: kind, message: message.id, channel: message.channel, at: now,
            flow: SimulatedDefinitions.slug(message.flow))
        schedule([receipt.work(for: message.profile)])
    }

    /// One click on the link in the message: the ledger at once, the person's state by a command.
    mutating func unsubscribe(_ id: String) {
        guard let message = Int64(id).flatMap({ store.messages[$0] }) else { return }
        let at = now
        let consent = Consent(channel: message.channel, status: .withdrawn, source: "link in message", at: at)
        let entry = LedgerEntry(
            address: message.address, channel: message.channel, statement: .withdrawn, at: at,
            source: "link in message")
        insist("unsubscribes", [message.profile]) { simulator in
            simulator.write { store in
                store.ledger.append(entry)
                store.schedule(commandWork(.consent(consent), for: message.profile, at: at))
            }
        }
    }

    mutating func schedule(_ work: [WorkItem]) {
        insist("schedules", work.map(\.subject)) { simulator in
            simulator.write { store in for item in work { store.schedule(item) } }
        }
    }

    /// A page or webhook that tries until it is told that it is done.
    private mutating func insist(_ what: String, _ subjects: [IdentityKey], _ work: @escaping Agenda.Happening) {
        transact(.web, what) { simulator in
            work(&simulator)
            simulator.nudgeWorkers(for: subjects)
        } then: { simulator, answer in
            if answer == nil { simulator.enter(after: .seconds(1)) { $0.insist(what, subjects, work) } }
        }
    }

    /// Somebody at the console does something to somebody.
    mutating func command() {
        let homes = store.profiles.keys.sorted()
        guard let home = homes.randomElement(using: &random) else { return }
        let start = FlowStart(flow: "by-hand", cause: "bulk \(now.milliseconds)", at: now)
        let commands: [Command] = [
            .start(start), .start(start),
            .suppress(.email, reason: "asked by telephone"), .release(.email), .evaluate,
            .consent(Consent(channel: .email, status: .granted, source: "telephone", at: now)),
            .consent(Consent(channel: .email, status: .withdrawn, source: "telephone", at: now)),
            .list(ListChange(label: Label(.list, "Newsletter"), isMember: true, source: "telephone")),
            .list(ListChange(label: Label(.list, "Newsletter"), isMember: false, source: "telephone")),
            .list(ListChange(label: Label(.tag, "quiet"), isMember: true, source: "telephone")),
        ]
        tell(commands.randomElement(using: &random)!, to: home)
    }

    /// Asks something of somebody's owner, now and then twice.
    mutating func tell(_ command: Command, to profile: ProfileKey) {
        schedule([commandWork(command, for: profile, at: now)])
        guard strikes(faults.repeatedCommand) else { return }
        enter(after: between(1, 600_000)) { $0.schedule([commandWork(command, for: profile, at: $0.now)]) }
    }
}

/// The same command at the same moment is the same work.
private func commandWork(_ command: Command, for profile: ProfileKey, at moment: Instant) -> WorkItem {
    var hash = StableHash()
    hash.combine(command.payload)
    hash.combine(profile.rawValue)
    hash.combine(moment.milliseconds)
    return WorkItem(
        dueAt: moment, kind: .command, id: hash.finishSigned(), subject: profile, payload: command.payload)
}

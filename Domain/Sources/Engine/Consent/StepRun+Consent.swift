import Conditions
import Values

extension StepRun {
    /// Records what a person said about a channel, and says so with an event.
    mutating func state(_ consent: Consent, order: Int64, depth: Int = 0) {
        guard consent.supersedes(profile.consents[consent.channel]) else { return }
        let before = profile.consents[consent.channel]?.status
        profile.consents[consent.channel] = consent
        consentsChanged()
        if let address = profile.address(on: consent.channel) {
            decision.ledger.append(
                LedgerEntry(
                    address: address, channel: consent.channel,
                    statement: consent.status == .granted ? .granted : .withdrawn, at: consent.at,
                    source: consent.source))
        }
        guard before != consent.status else { return }
        if consent.status == .withdrawn { callBackMarketing(on: consent.channel) }
        log(
            .consentChanged,
            "Consent for \(consent.channel.name) \(consent.status.name), source: \(consent.source)")
        emit(
            consent.status == .granted ? "Consent Granted" : "Consent Withdrawn",
            ["channel": .string(consent.channel.name), "source": .string(consent.source)],
            effect: consent.channel.rawValue, at: min(consent.at, now), order: order, depth: depth)
    }

    /// Marketing that was cleared a moment before and that delivery has not taken is called back at once; the ledger would
    /// stop it all the same, at the last moment.
    private mutating func callBackMarketing(on channel: Channel) {
        let today = zone.local(now).date.dayNumber
        // A clearance lasts seconds; the day before is for midnight and a change of zone.
        for slot in profile.marketing where slot.channel == channel.rawValue && slot.day >= today - 1 {
            callBack(slot.message, because: "Consent for \(channel.name) was withdrawn")
        }
    }

    /// - Parameter address: nil where none of the person's addresses may be written to.
    mutating func suppress(_ channel: Channel, address: String? = nil, reason: String) {
        guard profile.add(Suppression(channel: channel, address: address, reason: reason)) else { return }
        consentsChanged()
        if let suppressed = address ?? profile.address(on: channel) {
            decision.ledger.append(
                LedgerEntry(address: suppressed, channel: channel, statement: .suppressed, at: now, source: reason))
        }
        log(.suppressed, "Nothing more goes to the \(channel.name) address: \(reason)")
    }

    mutating func release(_ channel: Channel) {
        let released = profile.suppressions.filter { $0.channel == channel }
        guard !released.isEmpty else { return }
        profile.suppressions.removeAll { $0.channel == channel }
        consentsChanged()
        let addresses = Set(released.compactMap(\.address) + [profile.address(on: channel)].compactMap { $0 })
        for address in addresses.sorted() {
            decision.ledger.append(
                LedgerEntry(address: address, channel: channel, statement: .released, at: now, source: "console"))
        }
        log(.suppressed, "The \(channel.name) address may be written to again")
    }

    /// What conditions read follows: consents, and addresses to which nothing goes.
    mutating func consentsChanged() {
        customer.subject.consents = profile.grantedChannels
        for channel in Channel.allCases { note(.consent(channel.name)) }
        note(.fact(.suppressions))
        changed(.fact(.identities))
    }
}

import Conditions
import Values

extension StepRun {
    /// Records what a person said about a channel, and says so with an event.
    mutating func state(_ consent: Consent, order: Int64, depth: Int = 0) {
        guard consent.supersedes(profile.consents[consent.channel]) else { return }
        let before = profile.consents[consent.channel]?.status
        profile.consents[consent.channel] = consent
        customer.subject.consents = profile.grantedChannels
        isProfileChanged = true
        isStateChanged = true
        if let address = profile.address(on: consent.channel) {
            decision.ledger.append(
                LedgerEntry(
                    address: address, channel: consent.channel,
                    statement: consent.status == .granted ? .granted : .withdrawn, at: consent.at,
                    source: consent.source))
        }
        guard before != consent.status else { return }
        log(
            .consentChanged,
            "Consent for \(consent.channel.name) \(consent.status.name), source: \(consent.source)")
        emit(
            consent.status == .granted ? "Consent Granted" : "Consent Withdrawn",
            ["channel": .string(consent.channel.name), "source": .string(consent.source)],
            effect: consent.channel.rawValue, at: min(consent.at, now), order: order, depth: depth)
    }

    mutating func suppress(_ channel: Channel, reason: String) {
        guard profile.suppressions[channel] == nil else { return }
        profile.suppressions[channel] = reason
        customer.subject.consents = profile.grantedChannels
        isProfileChanged = true
        isStateChanged = true
        if let address = profile.address(on: channel) {
            decision.ledger.append(
                LedgerEntry(address: address, channel: channel, statement: .suppressed, at: now, source: reason))
        }
        log(.suppressed, "Nothing more goes to the \(channel.name) address: \(reason)")
    }

    mutating func release(_ channel: Channel) {
        guard profile.suppressions.removeValue(forKey: channel) != nil else { return }
        customer.subject.consents = profile.grantedChannels
        isProfileChanged = true
        isStateChanged = true
        if let address = profile.address(on: channel) {
            decision.ledger.append(
                LedgerEntry(address: address, channel: channel, statement: .released, at: now, source: "console"))
        }
        log(.suppressed, "The \(channel.name) address may be written to again")
    }
}

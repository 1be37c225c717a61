import Values

/// Whether a message may go to a person now.
public enum SendingPolicy {
    public enum Answer: Sendable, Hashable {
        case allow
        case hold(until: Instant, rule: String)
        case refuse(rule: String)
    }

    /// Asks consent and suppression first, then the hours and the cap that marketing keeps to.
    static func ask(
        _ profile: Profile, message: Int64, channel: Channel, purpose: Message.Purpose, settings: WorkspaceSettings,
        now: Instant
    ) -> Answer {
        if let reason = profile.suppression(on: channel) {
            return .refuse(rule: "The address is suppressed: \(reason)")
        }
        if purpose == .transactional { return .allow }
        switch profile.consents[channel]?.status {
        case .granted: break
        case .withdrawn: return .refuse(rule: "Consent for \(channel.name) was withdrawn")
        case nil: return .refuse(rule: "There is no consent for \(channel.name)")
        }
        let zone = profile.zone(default: settings.zone)
        let local = zone.local(now)
        let minute = local.millisecondOfDay / 60_000
        if minute < settings.marketingOpensAt || minute >= settings.marketingClosesAt {
            return .hold(
                until: zone.next(minuteOfDay: settings.marketingOpensAt, after: now),
                rule: "Marketing waits for \(clock(settings.marketingOpensAt)) local time")
        }
        let today = local.date.dayNumber
        // A message that is cleared a second time on one day has its place already.
        let others = profile.marketing.count { $0.day == today && $0.message != message }
        if others >= settings.marketingPerDay {
            let tomorrow = CivilDate(dayNumber: today + 1)
            return .hold(
                until: zone.instant(
                    LocalDateTime(date: tomorrow, millisecondOfDay: settings.marketingOpensAt * 60_000)),
                rule: "At most \(settings.marketingPerDay) marketing message a day")
        }
        return .allow
    }

    private static func clock(_ minute: Int) -> String {
        "\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }
}

extension Profile {
    /// Takes today's place under the cap for a message, which gives up the place it had on another day.
    mutating func countMarketing(_ message: Int64, at now: Instant, settings: WorkspaceSettings) {
        let today = zone(default: settings.zone).local(now).date.dayNumber
        marketing.removeAll { $0.message == message }
        marketing.append(MarketingSlot(day: today, message: message))
        marketing = Array(marketing.suffix(Profile.marketingKept))
    }
}

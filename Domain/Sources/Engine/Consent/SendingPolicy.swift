import Values

/// Whether a message may go to a person now.
public enum SendingPolicy {
    public enum Answer: Sendable, Hashable {
        case allow
        case hold(until: Instant, rule: String)
        case refuse(rule: String)
    }

    /// What is asked about.
    struct Question {
        var message: Int64
        var channel: Channel
        var purpose: Message.Purpose
        /// 0 where it is of no flow.
        var flow: Int64 = 0
        var rules = FlowRules()
        /// The standing exclusion that holds for the person; nil where none does.
        var exclusion: String?
        /// How many messages that are held for the same person go first.
        var ahead = 0
    }

    /// Asks suppression and consent first, then what marketing keeps to: the switch that stops all of it, exclusions, the
    /// hours of the person's country, caps, and the place of what is more urgent. Transactional messages ask only the
    /// first.
    ///
    /// - Parameter zone: the person's, where it is known already.
    static func ask(
        _ question: Question, _ profile: Profile, in zone: Zone? = nil, settings: WorkspaceSettings, now: Instant
    ) -> Answer {
        if let reason = profile.suppression(on: question.channel) {
            return .refuse(rule: "The address is suppressed: \(reason)")
        }
        if question.purpose == .transactional { return .allow }
        switch profile.consents[question.channel]?.status {
        case .granted: break
        case .withdrawn: return .refuse(rule: "Consent for \(question.channel.name) was withdrawn")
        case nil: return .refuse(rule: "There is no consent for \(question.channel.name)")
        }
        if settings.marketingStopped {
            return .hold(until: PausedWork.moment(of: PausedWork.allMarketing), rule: "All marketing is stopped")
        }
        if let exclusion = question.exclusion { return .refuse(rule: "Excluded: \(exclusion)") }
        let zone = zone ?? profile.zone(default: settings.zone)
        let local = zone.local(now)
        return hours(question, profile, settings, zone, local, now) ?? caps(question, profile, settings, zone, local)
            ?? order(question, profile, settings, zone, local, now) ?? .allow
    }

    static func hours(
        _ question: Question, _ profile: Profile, _ settings: WorkspaceSettings, _ zone: Zone, _ local: LocalDateTime,
        _ now: Instant
    ) -> Answer? {
        let hours = settings.marketingHours(in: profile.country)
        guard !hours.include(local) else { return nil }
        let opening = zone.next(minuteOfDay: hours.opens, on: hours.days, after: now)
        return .hold(
            until: opening,
            rule: "Marketing waits for \(ClockText.words(hours.opens)) local time")
    }

    static func caps(
        _ question: Question, _ profile: Profile, _ settings: WorkspaceSettings, _ zone: Zone, _ local: LocalDateTime
    ) -> Answer? {
        let today = local.date.dayNumber
        var latest: (day: Int64, rule: String)?
        for scoped in settings.caps(for: question) {
            // A message that is cleared a second time on one day has its place already.
            func counts(_ slot: MarketingSlot) -> Bool {
                slot.message != question.message && slot.day <= today && slot.day > today - Int64(scoped.cap.days)
                    && scoped.counts(slot)
            }
            guard profile.marketing.count(where: counts) >= scoped.cap.most else { continue }
            guard scoped.cap.most > 0 else { return .refuse(rule: "\(scoped.words): none") }
            let days = profile.marketing.filter(counts).map(\.day).sorted()
            let day = days[days.count - scoped.cap.most] + Int64(scoped.cap.days)
            if latest.map({ day > $0.day }) ?? true { latest = (day, scoped.words) }
        }
        guard let latest else { return nil }
        let hours = settings.marketingHours(in: profile.country)
        let opening = zone.instant(
            LocalDateTime(date: CivilDate(dayNumber: latest.day), millisecondOfDay: hours.opens * 60_000))
        return .hold(until: opening, rule: latest.rule)
    }

    /// In the first moments of the day, when what was held goes, each makes way for those that go first: a millisecond for
    /// each of them.
    private static func order(
        _ question: Question, _ profile: Profile, _ settings: WorkspaceSettings, _ zone: Zone, _ local: LocalDateTime,
        _ now: Instant
    ) -> Answer? {
        guard question.ahead > 0 else { return nil }
        let hours = settings.marketingHours(in: profile.country)
        let opening = zone.instant(LocalDateTime(date: local.date, millisecondOfDay: hours.opens * 60_000))
        let turn = opening + TimeSpan(milliseconds: Int64(question.ahead))
        guard now >= opening, now < turn else { return nil }
        return .hold(until: turn, rule: "What is more urgent or worth more goes first")
    }
}

extension Profile {
    /// Takes today's place under the caps for a message, which gives up the place it had on another day.
    mutating func countMarketing(_ message: Int64, at now: Instant, settings: WorkspaceSettings) {
        count(MarketingSlot(day: 0, message: message), at: now, in: zone(default: settings.zone))
    }

    /// - Parameter zone: the person's.
    mutating func count(_ slot: MarketingSlot, at now: Instant, in zone: Zone) {
        var slot = slot
        slot.day = zone.local(now).date.dayNumber
        marketing.removeAll { $0.message == slot.message || $0.day <= slot.day - Int64(MessageCap.mostDays) }
        marketing.append(slot)
        if marketing.count > Profile.marketingKept { marketing.removeFirst(marketing.count - Profile.marketingKept) }
    }
}

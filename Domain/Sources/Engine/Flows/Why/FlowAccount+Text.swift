import Values

extension FlowAccount {
    /// The account for a terminal, by the clock where the person lives.
    public var text: String {
        var page = AccountPage(zone: zone)
        page.line("\(name) (\(flow), version \(version), \(state))")
        page.line("By the clock of \(zone.identifier); now it is \(page.time(now)).")
        page.line("")
        page.line(hasEntered ? "Entered:" : "Never entered.")
        for run in journeys.reversed() { page.add(run) }
        if journeys.isEmpty, entry.entriesCounted > 0 {
            let last = entry.lastEnteredAt.map { ", last on \(page.time($0))" } ?? ""
            page.line(
                "\(entry.entriesCounted) time\(entry.entriesCounted == 1 ? "" : "s")\(last); the log tells no more", 1)
        }
        if !refusals.isEmpty {
            page.line("")
            page.line("Not entered:")
            for refusal in refusals.reversed() {
                page.line("\(page.time(refusal.at))  \(refusal.reason)", 1)
                for trace in refusal.traces where !trace.holds { page.add(trace, 2) }
            }
        }
        page.line("")
        page.line("What starts it:")
        for trigger in triggers { page.add(trigger) }
        page.line("")
        page.line(
            "If “\(entry.trigger)” came now: \(entry.wouldEnter ? "would enter" : "would not enter"), since \(entry.reason)."
        )
        for trace in entry.traces { page.add(trace, 1) }
        page.line("")
        page.add(policy)
        return page.text
    }
}

/// Lines of an account.
private struct AccountPage {
    let zone: Zone
    var text = ""

    mutating func line(_ words: String, _ level: Int = 0) {
        text += String(repeating: "  ", count: words.isEmpty ? 0 : level) + words + "\n"
    }

    /// `2026-03-02 9:05`.
    func time(_ moment: Instant) -> String {
        let local = zone.local(moment)
        return "\(local.date.text) \(ClockText.words(Int(local.millisecondOfDay / 60_000)))"
    }

    mutating func add(_ trace: FlowAccount.Trace, _ level: Int) {
        line("\(trace.holds ? "yes" : "no ")  \(trace.rule): \(trace.text)", level)
        line("because \(trace.because)" + (trace.until.map { "; so until \(time($0))" } ?? ""), level + 2)
        for part in trace.parts { line("\(part.holds ? "yes" : "no ")  \(part.text)", level + 2) }
        if !trace.changedSince.isEmpty {
            line("set since then, so that it may have been otherwise: \(trace.changedSince.listed)", level + 2)
        }
    }

    mutating func add(_ run: FlowAccount.Run) {
        line("\(time(run.enteredAt))  \(run.entered)", 1)
        for step in run.steps {
            let outcome = step.outcome.isEmpty ? "" : ", \(step.outcome)"
            line("\(time(step.at))  \(step.text)\(step.id.map { " [\($0)]" } ?? "")\(outcome)", 2)
            for trace in step.traces { add(trace, 3) }
            for input in step.inputs { line("\(input.name): \(input.text)", 3) }
        }
        if let ended = run.ended { line("\(run.endedAt.map(time) ?? "")  \(ended)", 2) }
        guard let standing = run.standing else { return }
        let until = standing.until.map { ", until \(time($0))" } ?? ""
        line("stands at [\(standing.step)] \(standing.sentence): waits \(standing.waits)\(until)", 2)
        for trace in standing.traces { add(trace, 3) }
        line(run.coming.isEmpty ? "nothing comes by itself" : "if nothing new happens:", 2)
        for next in run.coming { line("\(time(next.at))  \(next.text)", 3) }
    }

    mutating func add(_ trigger: FlowAccount.Trigger) {
        let came = trigger.lastCameAt.map { "came last on \(time($0))" } ?? "never came"
        let suited = trigger.lastMatchedAt.map {
            $0 == trigger.lastCameAt ? "" : ", and last as it is asked for on \(time($0))"
        }
        line(
            "\(trigger.sentence): \(came)\(suited ?? (trigger.lastCameAt == nil ? "" : ", never as it is asked for"))",
            1)
        if let filter = trigger.filter, trigger.lastMatchedAt != trigger.lastCameAt { add(filter, 2) }
    }

    mutating func add(_ policy: FlowAccount.Policy) {
        let purpose = policy.purpose == .marketing ? "marketing" : "transactional"
        switch policy.answer {
        case .allow: line("A \(purpose) message by \(policy.channel.name) may go now.")
        case .hold(let until, let rule):
            line(
                "A \(purpose) message by \(policy.channel.name) would be held"
                    + (until <= .distantFuture ? " until \(time(until))" : "") + ": \(rule).")
        case .refuse(let rule): line("A \(purpose) message by \(policy.channel.name) would not go: \(rule).")
        }
        let consent = policy.consentAt.map { ", \(time($0)), source: \(policy.consentSource ?? "")" } ?? ""
        line("address: \(policy.address ?? "none")", 1)
        line("consent: \(policy.consent)\(consent)", 1)
        if let suppression = policy.suppression { line("suppressed: \(suppression)", 1) }
        if let exclusion = policy.exclusion { line("excluded: \(exclusion)", 1) }
        if policy.isMarketingStopped { line("all marketing is stopped", 1) }
        if let until = policy.hoursUntil { line("hours: closed until \(time(until))", 1) }
        if let rule = policy.capRule { line("cap: \(rule)" + (policy.capUntil.map { ", until \(time($0))" } ?? ""), 1) }
    }
}

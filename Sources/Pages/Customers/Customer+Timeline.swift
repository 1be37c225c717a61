import Values

extension CustomerPage {
    func timeline(_ html: inout HTML) {
        html.cardHead(text.timeline) { html in
            let path = Route.customer(model.id)
            html.tabs(
                label: text.show,
                TimelineFilter.allCases.map { filter in
                    Tab(
                        words: text.filter(filter),
                        address: Query().adding("kind", filter.rawValue).address(on: path),
                        isCurrent: filter == model.filter)
                })
        }
        if model.timeline.isEmpty {
            html.emptyState(.clock, title: text.nothingHappened, help: text.nothingHappenedHelp)
            return
        }
        days(&html)
        html.pager(
            model.paging, on: Route.customer(model.id), query: Query().adding("kind", model.filter.rawValue),
            in: context)
    }

    /// Entries under the day they fell on, by the reader's zone; on a first visit by the workspace's, which is named.
    private func days(_ html: inout HTML) {
        var start = model.timeline.startIndex
        while start < model.timeline.endIndex {
            let day = context.zone.local(model.timeline[start].at).date
            let rest = model.timeline[start...]
            let end = rest.firstIndex { context.zone.local($0.at).date != day } ?? rest.endIndex
            html(.h3, .class("day"), text: context.format.dayInSentence(model.timeline[start].at))
            html(.ol, .class("timeline")) { html in
                for entry in model.timeline[start..<end] { item(entry, &html) }
            }
            start = end
        }
    }

    private func item(_ entry: TimelineEntry, _ html: inout HTML) {
        html(.li) { html in
            html(.span, .class("dot"), .tone(entry.tone)) { $0.icon(entry.icon) }
            html(.div, .class("timeline-words")) { words(of: entry, &$0) }
            // Under a day of another zone than the reader's a time of day alone would mislead.
            html.time(entry.at, context.isZoneReaders ? .clock : .moment, in: context)
        }
    }

    private func words(of entry: TimelineEntry, _ html: inout HTML) {
        let catalog = context.catalog
        switch entry.kind {
        case .event(let name, let details):
            html(.strong, text: name)
            if !details.isEmpty { html(.p, .class("details")) { self.details(details, &$0) } }
        case .message(let message):
            html(
                .a, .class("strong"), .href(Route.message(message.id)),
                text: text.messageHappened(message.subject, message.state))
            let origin = [catalog.message.channel(message.channel), message.flowName].compactMap { $0 }
            html(.p, .class("muted"), text: origin.joined(separator: " · "))
            if let reason = message.reason {
                html(.p, .class("reason"), text: catalog.message.explained(message.state, reason, in: context))
            }
        case .step(let flowID, let flowName, let outcome, let because):
            html(.a, .href(Route.flow(flowID)), text: text.outcome(outcome, flowName, context.format))
            if let because { html(.p, .class("muted"), text: text.because(because)) }
        case .consent(let channel, let state, let source):
            html(.strong, text: text.consentChanged(catalog.message.channelInSentence(channel), state))
            html(.p, .class("muted"), text: text.from(source))
        case .decided(let words): html(.strong, text: words)
        }
    }

    private func details(_ details: [TimelineEntry.Detail], _ html: inout HTML) {
        for detail in details {
            html(.span) { html in
                html(.span, .class("muted"), text: detail.name + " ")
                html.text(detail.value)
            }
        }
    }
}

extension TimelineEntry {
    fileprivate var tone: Tone {
        switch kind {
        case .event: .plain
        case .message(let message): message.state.tone == .plain ? .info : message.state.tone
        case .step(_, _, .goalReached, _): .accent
        case .step: .plum
        case .consent(_, let state, _): state.tone
        case .decided: .info
        }
    }

    fileprivate var icon: Icon {
        switch kind {
        case .event: .bolt
        case .message(let message): message.state.icon
        case .step(_, _, let outcome, _): outcome.icon
        case .consent(_, let state, _): state.icon
        case .decided: .people
        }
    }
}

extension TimelineEntry.StepOutcome {
    fileprivate var icon: Icon {
        switch self {
        case .entered: .flow
        case .notEntered: .stop
        case .took: .check
        case .waiting: .clock
        case .branch: .split
        case .propertySet: .edit
        case .goalReached: .flag
        case .exited: .leave
        case .finished: .end
        }
    }
}

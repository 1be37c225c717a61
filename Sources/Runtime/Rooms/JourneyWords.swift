import Engine
import Values

/// A line of the log about a journey, as what its step did and why.
struct JourneyWords {
    let kind: HistoryEntry.Kind

    /// Nil where the line says nothing that others do not say, such as that a message was sent.
    init?(_ entry: LogEntry, _ definitions: Definitions) {
        guard let flow = definitions.newest(entry.subject) else { return nil }
        let outcome: HistoryEntry.Outcome
        var because: String?
        switch entry.kind {
        case .flowEntered:
            outcome = .entered
            because = JourneyWords.rest(of: entry.text, after: "because of ")
        case .flowNotEntered:
            outcome = .notEntered
            because = JourneyWords.rest(of: entry.text, after: "”: ")
        case .stepTaken:
            guard let found = JourneyWords.outcome(of: entry, in: flow, definitions) else { return nil }
            outcome = found
        case .goalReached:
            outcome = .goalReached
            because = JourneyWords.rest(of: entry.text, after: "”: ")
        case .exited:
            outcome = .exited
            because = JourneyWords.rest(of: entry.text, after: "”: ")
        case .flowEnded, .journeyFailed:
            outcome = .finished
            because = JourneyWords.rest(of: entry.text, after: "nded: ")
        case .profileMerged, .propertyChanged, .consentChanged, .messageQueued, .messageHeld, .messageRefused,
            .conditionChanged, .orderCopy, .linkRefused, .journeyRefreshed, .derivedEventsStopped, .suppressed,
            .workSetAside, .joinedByReview, .stepAnswered:
            return nil
        case .journeyPaused: outcome = .took(entry.text)
        }
        kind = .step(slug: flow.slug, flowName: flow.name, outcome, because: because)
    }

    /// By the step's id in the version of then; lines of releases that wrote none are told by what they say.
    private static func outcome(
        of entry: LogEntry, in flow: Flow, _ definitions: Definitions
    ) -> HistoryEntry.Outcome? {
        let step =
            entry.mark.map { definitions.flow(flow.id, version: $0.version)?.step(id: $0.step) }
            ?? flow.steps.first { $0.kind.sentence == entry.text }
        return switch step?.kind {
        case is SendStep, is EndStep: nil
        case let wait as WaitStep: .waiting(until: entry.at + wait.span)
        case let wait as WaitForStep where wait.branchNames.isEmpty: .waiting(until: entry.at + wait.limit)
        default: .took(entry.text)
        }
    }

    private static func rest(of text: String, after mark: String) -> String? {
        guard let range = text.firstRange(of: mark) else { return nil }
        let rest = text[range.upperBound...]
        return rest.isEmpty ? nil : String(rest)
    }
}

/// The few properties of an event that are worth reading at a glance.
enum EventDetails {
    private static let amounts = ["total", "revenue", "value", "price"]
    private static let texts = [
        "name", "title", "subject", "order_id", "product_id", "quantity", "coupon", "reason", "email", "url", "path",
        "query",
    ]
    static let most = 4
    /// Longer ones are cut: the event's page is not here.
    static let longest = 80

    static func of(_ properties: JSONObject) -> [HistoryEntry.Detail] {
        var details: [HistoryEntry.Detail] = []
        if let name = amounts.first(where: { properties[$0] != nil }), let amount = properties[name].flatMap(text) {
            let currency = properties["currency"]?.string.map { " " + $0.prefix(3) } ?? ""
            details.append(.init(name: name, value: amount + currency))
        }
        for name in texts {
            guard let text = properties[name].flatMap(text) else { continue }
            details.append(.init(name: name, value: text))
        }
        if let products = properties["products"]?.array, !products.isEmpty {
            let names = products.prefix(3).compactMap { $0["name"]?.string }.joined(separator: ", ")
            details.append(.init(name: "products", value: names.isEmpty ? "\(products.count)" : names))
        }
        return Array(details.prefix(most))
    }

    private static func text(_ value: JSON) -> String? {
        let text: String
        switch value {
        case .string(let string): text = string
        case .number(let number): text = number.description
        case .bool(let bool): text = bool ? "true" : "false"
        case .null, .array, .object: return nil
        }
        guard !text.isEmpty else { return nil }
        return text.count > longest ? text.prefix(longest) + "…" : text
    }
}

import Values

extension OverviewModel {
    /// The id to send with a payload (`id:` of the server-sent event); nil where nothing has happened yet.
    public var newestActivityID: Int64? { activity.first?.id }

    /// One server-sent event of ``Route/live``, as JSON on one line:
    ///
    ///     {"texts": {"events-today": "12,480", …},
    ///      "bars": {"state-sent": 43.2, …},
    ///      "columns": {"events": [12, 15, …]},
    ///      "tones": {"database": "good", …},
    ///      "feed": [{"id": 7, "at": "2026-11-22T15:57:45.833Z", "tone": "warn", "icon": "cart",
    ///                "text": "Ana M. abandoned a cart of €82.00", "href": "/console/customers/…"}, …]}
    ///
    /// Texts go to the elements marked `data-live`; bars are percentages; the feed holds what came after `last`
    /// (the browser's `Last-Event-ID`, nil for a new page), oldest first.
    public func livePayload(after last: Int64?, in context: PageContext) -> [UInt8] {
        var json = JSONWriter(capacity: 4096)
        json.beginObject()
        json.key("texts")
        json.object(liveTexts(in: context).map { ($0.name, $1) }) { $0.string($1) }
        json.key("bars")
        json.object(stateShares.map { (LiveKey.state($0).name, $1) }) { $0.number(Number($1)) }
        json.key("columns")
        json.object([("events", eventsPerMinute)]) { json, values in
            json.beginArray()
            for value in values { json.integer(value) }
            json.endArray()
        }
        json.key("tones")
        json.object(healthTones) { $0.string($1.rawValue) }
        json.key("feed")
        json.beginArray()
        for item in activity.prefix(OverviewModel.longestFeed).reversed() where item.id > last ?? Int64.min {
            item.write(to: &json, in: context)
        }
        json.endArray()
        json.endObject()
        return json.bytes
    }

    /// Every live text of the page; the view takes its first words from here too.
    func liveTexts(in context: PageContext) -> [(LiveKey, String)] {
        let format = context.format
        var texts: [(LiveKey, String)] = [
            (.eventsToday, format.count(counters.eventsToday)),
            (.eventsPerSecond, format.rate(counters.eventsPerSecond)),
            (.eventsPeak, format.count(eventsPerMinute.max() ?? 0)),
            (.people, format.count(counters.people)),
            (.cartsAbandoned, format.count(counters.cartsAbandoned)),
            (.messagesSent, format.count(counters.messagesSent)),
            (.ordersRecovered, format.count(counters.ordersRecovered)),
            (.revenueRecovered, format.money(counters.revenueRecovered, whole: true)),
            (.recoveryRate, format.share(counters.ordersRecovered, of: counters.cartsAbandoned)),
            (.queueDepth, format.count(counters.queueDepth)),
            (.oldestDue, counters.oldestDue.map(format.length) ?? context.catalog.overview.nothingDue),
            (.rejectedEvents, format.count(counters.rejectedEvents)),
            (.engineLag, format.length(health.engineLag)),
        ]
        for entry in messagesByState { texts.append((.state(entry.state), format.count(entry.count))) }
        for flow in flows {
            texts.append((.underWay(flow: flow.id), format.count(flow.underWay)))
            texts.append((.sent(flow: flow.id), format.count(flow.sent)))
            texts.append((.goal(flow: flow.id), format.count(flow.goalReached)))
            let standing = flow.standing.map { context.catalog.overview.standing(format.count($0.count), $0.step) }
            texts.append((.standing(flow: flow.id), standing.joined(separator: " · ")))
        }
        return texts
    }

    /// Each state's length in percent of the longest.
    var stateShares: [(MessageState, Double)] {
        let most = messagesByState.map(\.count).max() ?? 0
        return messagesByState.map { ($0.state, most > 0 ? Double($0.count * 1000 / most) / 10 : 0) }
    }

    var healthTones: [(String, Tone)] {
        [("database", health.database.tone), ("engine", health.engine.tone), ("delivery", health.delivery.tone)]
    }
}

extension Activity {
    func sentence(in context: PageContext) -> String {
        let text = context.catalog.activity
        return text.sentence(kind, person ?? text.somebody, context.catalog, context.format)
    }

    fileprivate func write(to json: inout JSONWriter, in context: PageContext) {
        json.beginObject()
        json.key("id")
        json.integer(id)
        json.key("at")
        json.string(at.iso8601)
        json.key("tone")
        json.string(tone.rawValue)
        json.key("icon")
        json.string(icon.rawValue)
        json.key("text")
        json.string(sentence(in: context))
        if let address {
            json.key("href")
            json.string(address)
        }
        json.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func object<Value>(
        _ members: [(String, Value)], write: (inout JSONWriter, Value) -> Void
    ) {
        beginObject()
        for (name, value) in members {
            key(name)
            write(&self, value)
        }
        endObject()
    }
}

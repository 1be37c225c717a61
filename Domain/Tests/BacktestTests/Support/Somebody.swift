import Backtest
import Engine
import Values

/// Somebody's past, told step by step. Moments are "2026-03-02 10:00" in UTC.
struct Somebody {
    var person: BacktestPerson
    private let identity: Identity
    private static let noon = moment("2026-01-01 12:00")

    /// With an e-mail address, and consent for e-mail since long ago unless it is said otherwise.
    init(_ name: String, consents: Bool = true) {
        identity = Identity(.user, name)!
        let email = Identity(.email, "\(name)@example.com")!
        let known = [identity, email].map { identity in
            ProfileIdentity(
                identity: LinkedIdentity(
                    key: IdentityKey(identity, workspace: .first), kind: identity.kind, value: identity.value),
                intervals: [.always])
        }
        person = BacktestPerson(
            key: IdentityKey(identity, workspace: .first),
            identities: known.map { BacktestPerson.Known($0, since: Somebody.noon) })
        if consents { says(.granted, at: "2026-01-01 12:00") }
    }

    mutating func does(
        _ name: String, at text: String, _ properties: JSONObject = [:], call: Event.Call = .track,
        authority: Event.Authority = .server, imported: Bool = false
    ) {
        let at = moment(text)
        person.events.append(
            Event(
                sequence: Int64(person.events.count + 1), identity: person.key, call: call,
                name: EventNames.canonical(name), occurredAt: at, receivedAt: at, authority: authority,
                isHistorical: imported, properties: Array(JSON.object(properties).text.utf8)))
        person.events.sort { ($0.occurredAt, $0.sequence) < ($1.occurredAt, $1.sequence) }
    }

    mutating func identifies(_ traits: JSONObject, at text: String) {
        does("identify", at: text, traits, call: .identify)
    }

    mutating func says(_ statement: LedgerEntry.Statement, at text: String) {
        for identity in person.identities where identity.identity.identity.kind == .email {
            person.ledger.append(
                LedgerEntry(
                    address: identity.identity.identity.value, channel: .email, statement: statement, at: moment(text),
                    source: "form"))
        }
    }

    /// As the profile has it today, without an event that tells of it.
    mutating func has(_ name: String, _ value: JSON, since text: String, source: String = "import") {
        person.properties[name] = DatedProperty(value: value, setAt: moment(text), source: source)
    }

    /// Leaves a cart: the trigger of most flows here.
    mutating func leavesCart(at text: String, _ cart: String = "c1") {
        does("Product Added", at: text, ["cart_id": .string(cart), "sku": "cup", "price": 12, "quantity": 1])
    }

    mutating func orders(at text: String, total: JSON = 40, _ id: String = "o1") {
        does("Order Completed", at: text, ["order_id": .string(id), "total": total, "currency": "EUR"])
    }
}

func moment(_ text: String) -> Instant {
    Instant(iso8601: text.split(separator: " ").joined(separator: "T") + ":00Z")!
}

/// Reads a flow that begins with "Product Added" unless the text says otherwise.
func flow(_ text: String, slug: String = "cart", version: Int64 = 1) throws -> Flow {
    var head = "flow: \(slug)\nname: \(slug)\n"
    if !text.contains("trigger:") { head += "trigger: Product Added\n" }
    return try FlowFile.read(head + text, version: version)
}

/// March 2026, with no hours and no caps but those that are given.
func march(
    _ draft: Flow, live: [Flow] = [], perDay: Int = 30, hours: ClosedRange<Int> = 0...1440,
    segments: [Segment] = [], pools: [String: Int] = [:], currency: String? = nil,
    exclusions: [MarketingExclusion] = [], shelves: ShelfHistory = ShelfHistory(), from: String = "2026-03-01 00:00",
    until: String = "2026-04-01 00:00"
) throws -> BacktestPlan {
    var settings = WorkspaceSettings(
        marketingOpensAt: hours.lowerBound, marketingClosesAt: hours.upperBound, marketingPerDay: perDay)
    settings.exclusions = exclusions
    settings.currency = currency
    return try BacktestPlan(
        draft: draft, live: live, settings: settings, segments: segments, pools: pools,
        shelves: shelves,
        from: moment(from), until: moment(until))
}

func replay(_ plan: BacktestPlan, _ people: [Somebody]) -> BacktestReport {
    let backtest = Backtest(plan)
    var report = backtest.emptyReport
    for somebody in people { report.add(backtest.run(somebody.person)) }
    return report
}

extension BacktestReport {
    /// Messages of the draft, as "2 March: reminder 1".
    var messageLines: [String] {
        draft.days.sorted { $0.key < $1.key }.flatMap { day, figures in
            figures.messages.sorted { $0.key < $1.key }.map { step, count in
                "\(day - CivilDate(year: 2026, month: 3, day: 1).dayNumber + 1) March: \(step) \(count)"
            }
        }
    }
}

/// The YAML of a step that sends.
func send(_ id: String, indent: String = "  ") -> String {
    "\(indent)- send: email\n\(indent)  id: \(id)\n\(indent)  subject: Hello\n\(indent)  body: <p>Hello</p>\n"
}

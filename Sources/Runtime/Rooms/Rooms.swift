import Channels
import Engine
import Storage
import Values

/// What the console's pages and the API ask for: plain values in, plain values out.
public struct Rooms: Sendable {
    let database: any Database
    let scope: WorkspaceScope
    let definitions: DefinitionsService
    let customerStore: CustomerStore
    let clock: SystemClock
    let startedAt: Instant
    let provider: String?
    let trackingLinks: TrackingLinks
    let templates = TemplateStore()
    private let cache: OverviewCache

    /// Rows of a list's page.
    public static let pageLength = 50

    public init(_ system: CartwheelSystem) {
        database = system.database
        scope = system.scope
        definitions = system.definitions
        customerStore = system.customers
        clock = system.clock
        startedAt = system.startedAt
        provider =
            system.configuration.smtp.isEmpty
            ? nil : "SMTP " + system.configuration.smtp.map(\.host).joined(separator: ", ")
        trackingLinks = system.trackingLinks
        cache = OverviewCache()
    }

    /// What the owner of the workspace chose, as it is stored now.
    public func settings() async throws -> WorkspaceSettings {
        try await database.read { [definitions] in try definitions.upToDate(on: $0) }.settings
    }

    /// What waits and what was kept in the outbox, for whoever is about to switch sending on or off.
    public func sendingCounts() async throws -> SendingCounts {
        try await database.read { [scope] in try SendingCounts.read(in: scope, on: $0) }
    }

    /// Whether a mail server is named.
    public var hasMailServer: Bool { provider != nil }

    /// What the overview shows; asked for by many at once, it is read once a second.
    public func overview() async throws -> Overview {
        try await cache.overview(now: clock.now()) { try await readOverview(known: $0) }
    }
}

/// The last overview, shared by everybody who watches.
actor OverviewCache {
    private var last: (overview: Overview, at: Instant)?
    private var reading: Task<Overview, any Error>?

    /// Streams look once a second; a little less keeps them from seeing every figure twice.
    static let freshFor = TimeSpan(milliseconds: 900)

    func overview(
        now: Instant, read: @escaping @Sendable (Overview?) async throws -> Overview
    ) async throws -> Overview {
        if let last, now - last.at < OverviewCache.freshFor, now >= last.at { return last.overview }
        if let reading { return try await reading.value }
        let known = last?.overview
        let task = Task { try await read(known) }
        reading = task
        defer { reading = nil }
        let overview = try await task.value
        last = (overview, now)
        return overview
    }
}

/// Identifiers as addresses and the API write them: what they name, and 16 hexadecimal digits.
public enum PublicID: String, Sendable {
    case customer = "cus"
    case message = "msg"
    case rejected = "rej"
    case segment = "seg"
    case product = "prd"
    case task = "tsk"

    public func text(_ key: Int64) -> String {
        let digits = String(UInt64(bitPattern: key), radix: 16)
        return rawValue + "_" + digits.leftPadded(to: 16)
    }

    /// Nil where the text names nothing of this kind.
    public func key(_ text: String) -> Int64? {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == rawValue, parts[1].utf8.count == 16,
            let bits = UInt64(parts[1], radix: 16)
        else { return nil }
        return Int64(bitPattern: bits)
    }
}

/// An amount of one currency in its minor units.
public struct Money: Sendable, Hashable {
    public var minorUnits: Int64
    /// ISO 4217, upper case; empty where an order named none.
    public var currency: String

    public init(minorUnits: Int64, currency: String) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// What an order's or refund's properties say it was worth, by Segment's names; nil where they do not.
    init?(_ properties: JSONObject) {
        func number(_ json: JSON) -> Number? { json.number ?? json.string.flatMap { Number(literal: $0) } }
        let amount = ["total", "revenue", "value"].lazy.compactMap { properties[$0].flatMap(number) }.first
        let currency = properties["currency"]?.string?.uppercased() ?? ""
        guard let units = amount?.minorUnits(digits: CurrencyDigits.of(currency)) else { return nil }
        self.init(minorUnits: units, currency: currency)
    }
}

/// Some rows of a list with the cursors of its neighbours.
public struct Listing<Row: Sendable>: Sendable {
    public var rows: [Row]
    public var newer: String?
    public var older: String?
    public var total: Int?

    init(rows: [Row], newer: PageCursor?, older: PageCursor?, total: Int? = nil) {
        self.rows = rows
        self.newer = newer?.text
        self.older = older?.text
        self.total = total
    }

    /// Takes everything out.
    public mutating func empty() { self = Listing(rows: [], newer: nil, older: nil) }
}

/// Which page of a list is asked for; cursors that are none of ours stand for the first.
public struct ListPosition: Sendable, Hashable {
    let position: PagePosition

    public static let first = ListPosition(newer: nil, older: nil)

    public init(newer: String?, older: String?) {
        if let cursor = older.flatMap({ PageCursor(text: $0) }) {
            position = .older(than: cursor)
        } else if let cursor = newer.flatMap({ PageCursor(text: $0) }) {
            position = .newer(than: cursor)
        } else {
            position = .first
        }
    }
}

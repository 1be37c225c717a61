import Conditions
import Engine
import Storage
import Values

/// A customer as lists show them.
public struct CustomerLine: Sendable, Hashable {
    public var id: String
    public var name: String?
    public var email: String?
    public var lastSeen: Instant
    public var spending: Spending
    /// Nil where nothing was ever said.
    public var emailConsent: Consent.Status?
    public var journeysUnderWay: Int
}

/// What somebody bought.
public struct Spending: Sendable, Hashable {
    public var orders = 0
    /// In the currency of the latest order, refunds taken off; nil where nothing was bought or no amount is known.
    public var spent: Money?
}

extension Rooms {
    /// A search reads no more of what was typed.
    public static let longestSearch = 200

    /// Everybody, those seen last first, or those whom a search finds.
    ///
    /// - Parameter counting: whether it is said how many there are in all, which looks at each.
    public func customers(
        search: String = "", at position: ListPosition = .first, limit: Int = pageLength, counting: Bool = true
    ) async throws -> Listing<CustomerLine> {
        let text = String(search.prefix(Rooms.longestSearch)).trimmedOfSpace
        return try await database.read { [self] connection in
            let page =
                text.isEmpty
                ? try PeopleList().page(position.position, limit: limit, in: scope, on: connection)
                : try PeopleList().search(text, at: position.position, limit: limit, in: scope, on: connection)
            let total = text.isEmpty && counting ? try PeopleList().count(in: scope, on: connection) : nil
            let profiles = try page.rows.map { try Profile(key: $0.key, document: $0.document) }
            let spending = try spending(of: profiles, on: connection)
            let rows = zip(page.rows, zip(profiles, spending)).map { row, facts in
                CustomerLine(
                    id: PublicID.customer.text(row.key.rawValue), name: row.name, email: row.email,
                    lastSeen: row.lastSeenAt, spending: facts.1, emailConsent: facts.0.consents[.email]?.status,
                    journeysUnderWay: facts.0.journeys.count)
            }
            return Listing(rows: rows, newer: page.newer, older: page.older, total: total)
        }
    }

    /// Orders beyond this are not added up in a list: nobody has so many by hand.
    private static let mostOrders = 2_000

    func spending(of profiles: [Profile], on connection: any Connection) throws -> [Spending] {
        let orders: Set = ["Order Completed", "Order Refunded"]
        let events = try customerStore.pasts(
            of: profiles.map(\.spans), names: orders, bodies: orders, limit: Rooms.mostOrders, on: connection)
        return events.map { Spending(Timeline(stored: $0, workspace: scope.workspace)) }
    }
}

extension Spending {
    init(_ timeline: Timeline) {
        let completed = timeline["Order Completed"]
        orders = completed.count
        var amounts: [String: Int64] = [:]
        var latest: String?
        for event in completed {
            guard let money = Money(event.properties) else { continue }
            amounts[money.currency, default: 0] += money.minorUnits
            latest = money.currency
        }
        for event in timeline["Order Refunded"] {
            guard let money = Money(event.properties) else { continue }
            // A refund that names no currency is in the order's.
            amounts[money.currency.isEmpty ? latest ?? "" : money.currency, default: 0] -= money.minorUnits
        }
        spent = latest.map { Money(minorUnits: amounts[$0] ?? 0, currency: $0) }
    }
}

extension TimelineEvent {
    var properties: JSONObject {
        switch body {
        case .absent: JSONObject()
        case .tree(let object): object
        case .bytes(let bytes): (try? JSON.parse(bytes))?.object ?? JSONObject()
        }
    }
}

extension Profile {
    /// The stretches of identities' histories that are this person's.
    var spans: [TimelineSpan] {
        identities.flatMap { identity in
            identity.intervals.map {
                TimelineSpan(identity: identity.identity.key, from: $0.from, until: $0.until ?? .distantFuture)
            }
        }
    }
}

import Values

/// Which stretch of a list is wanted; lists run from the newest to the oldest.
public enum PagePosition: Sendable, Hashable {
    case first
    case older(than: PageCursor)
    case newer(than: PageCursor)
}

/// A place in a list: the row's moment, and what tells rows of one moment apart.
public struct PageCursor: Sendable, Hashable {
    public let at: Instant
    public let id: Int64

    public init(at: Instant, id: Int64) {
        self.at = at
        self.id = id
    }

    /// For an address: `1800000000000.42`.
    public var text: String { "\(at.milliseconds).\(id)" }

    /// Nil where the text is none of ours.
    public init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Int64(parts[0]), let id = Int64(parts[1]) else { return nil }
        self.init(at: Instant(milliseconds: at), id: id)
    }

    static let start = PageCursor(at: .distantFuture, id: .max)
}

/// Some rows of a list, newest first, and where to go on.
public struct Page<Row: Sendable>: Sendable {
    public let rows: [Row]
    /// Where the rows before these end; nil on the first page.
    public let newer: PageCursor?
    /// Where the rows after these begin; nil on the last page.
    public let older: PageCursor?

    func map<Other>(_ transform: (Row) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(rows: try rows.map(transform), newer: newer, older: older)
    }
}

extension PagePosition {
    var cursor: PageCursor {
        switch self {
        case .first: .start
        case .older(let cursor), .newer(let cursor): cursor
        }
    }

    var isTowardsNewer: Bool {
        switch self {
        case .first, .older: false
        case .newer: true
        }
    }

    /// How rows compare with the cursor.
    var comparison: String { isTowardsNewer ? ">" : "<" }
    /// The order in which rows are read.
    var direction: String { isTowardsNewer ? "ASC" : "DESC" }

    /// The page made of rows in the order in which they were read, one more than `limit` where there are more.
    ///
    /// - Parameter cut: where the search was given up though there may be more.
    func page<Row: Sendable>(
        of found: [Row], limit: Int, cut: PageCursor? = nil, _ cursor: (Row) -> PageCursor
    ) -> Page<Row> {
        let kept = Array(found.prefix(limit))
        let beyond = found.count > limit ? kept.last.map(cursor) : cut
        guard isTowardsNewer else {
            return Page(rows: kept, newer: self == .first ? nil : kept.first.map(cursor), older: beyond)
        }
        return Page(rows: kept.reversed(), newer: beyond, older: kept.first.map(cursor) ?? self.cursor)
    }
}

/// How far a page looks for rows that are kept.
struct PageSearch {
    /// Rows that are looked at; behind them the page ends, and the next goes on there.
    let bound: Int

    /// Rows looked at in one go.
    private static let lookedAtOnce = 200

    /// A page of the rows that are kept, however far apart they lie.
    ///
    /// - Parameters:
    ///   - read: rows at a place, at most so many.
    ///   - keep: of some rows, in their order, what is kept of each; nil leaves it out.
    func page<Row, Kept: Sendable>(
        at position: PagePosition, limit: Int, cursor: (Row) -> PageCursor,
        reading read: (PagePosition, Int) throws -> [Row], keeping keep: ([Row]) throws -> [Kept?]
    ) throws -> Page<Kept> {
        var found: [(kept: Kept, cursor: PageCursor)] = []
        var place = position
        var looked = 0
        var cut: PageCursor?
        while found.count <= limit {
            // Where everything is kept, the first go is the page.
            let most = looked == 0 ? limit + 1 : PageSearch.lookedAtOnce
            let rows = try read(place, most)
            for (row, kept) in zip(rows, try keep(rows)) {
                if let kept { found.append((kept, cursor(row))) }
            }
            guard rows.count == most, let last = rows.last.map(cursor) else { break }
            looked += rows.count
            if looked >= bound {
                cut = last
                break
            }
            place = position.isTowardsNewer ? .newer(than: last) : .older(than: last)
        }
        return position.page(of: found, limit: limit, cut: cut) { $0.cursor }.map { $0.kept }
    }
}

/// The least text above every text that begins with this one.
func endOfPrefix(_ prefix: String) -> String { prefix + "\u{10FFFF}" }

import Values

/// What could be bought, and for how much, at each moment of the past that the catalog knows.
///
/// Put together backwards: from what is so today, by what each change was before it. Before a product was in the catalog nothing is
/// known of it.
public struct ShelfHistory: Sendable, Hashable {
    /// From this moment on.
    fileprivate struct Line: Sendable, Hashable {
        var at: Instant
        var state: ShelfState
    }

    /// By their moments.
    private var lines: [ProductKey: [Line]] = [:]

    public init() {}

    public var isEmpty: Bool { lines.isEmpty }

    /// A variant as it is today, and how price and stock came to be so.
    public struct Variant: Sendable {
        public var id: String
        public var sku: String
        public var price: Number?
        public var currency: String
        /// Nil where it is not tracked.
        public var stock: Int64?
        /// In any order.
        public var changes: [Change] = []

        public init(_ variant: CatalogVariant) {
            id = variant.id
            sku = variant.sku
            price = variant.price
            currency = variant.currency
            stock = variant.stock
        }

        fileprivate func lines(since: Instant) -> [Line] {
            var (price, stock) = (price, stock)
            func state() -> ShelfState {
                ShelfState(isSoldOut: stock.map { $0 <= 0 } ?? false, price: price, currency: currency)
            }
            var lines: [Line] = []
            for change in changes.sorted(by: { ($0.at, $0.revision) > ($1.at, $1.revision) }) {
                lines.append(Line(at: max(change.at, since), state: state()))
                switch change.kind {
                case .price: price = change.before
                case .stock: stock = Int64(change.before.description.prefix { $0 != "." })
                }
            }
            lines.append(Line(at: since, state: state()))
            return lines.reversed()
        }
    }

    public struct Change: Sendable {
        public var at: Instant
        public var revision: Int64
        public var kind: CatalogChange.Kind
        public var before: Number

        public init(at: Instant, revision: Int64, kind: CatalogChange.Kind, before: Number) {
            self.at = at
            self.revision = revision
            self.kind = kind
            self.before = before
        }
    }

    /// - Parameter since: when the product came into the catalog.
    public mutating func add(product id: String, variants: [Variant], since: Instant) {
        let each = variants.map { $0.lines(since: since) }
        for (variant, lines) in zip(variants, each) {
            if !variant.id.isEmpty { self.lines[.variant(variant.id, of: id)] = lines }
            guard !variant.sku.isEmpty else { continue }
            // Of several variants under one SKU, whichever can be bought.
            let others = self.lines[.sku(variant.sku)].map { [$0, lines] } ?? [lines]
            self.lines[.sku(variant.sku)] = ShelfHistory.joined(others) { states in
                states.first { !$0.isSoldOut } ?? states[0]
            }
        }
        guard !each.isEmpty else { return }
        lines[.product(id)] = ShelfHistory.joined(each) { states in
            let cheapest = states.filter { $0.price != nil }.min { ($0.price ?? .zero) < ($1.price ?? .zero) }
            return ShelfState(
                isSoldOut: states.allSatisfy(\.isSoldOut), price: cheapest?.price,
                currency: cheapest?.currency ?? states[0].currency)
        }
    }

    private static func joined(_ all: [[Line]], _ state: ([ShelfState]) -> ShelfState) -> [Line] {
        guard all.count > 1 else { return all.first ?? [] }
        return Set(all.joined().map(\.at)).sorted().compactMap { moment in
            let states = all.compactMap { ShelfHistory.state(in: $0, at: moment) }
            return states.isEmpty ? nil : Line(at: moment, state: state(states))
        }
    }

    private static func state(in lines: [Line], at moment: Instant) -> ShelfState? {
        lines.last { $0.at <= moment }?.state
    }

    /// Of these, at a moment. Cost: as many looks as keys, and as many steps as a key's changes.
    public func shelf(of keys: Set<ProductKey>, at moment: Instant) -> Shelf {
        var states: [ProductKey: ShelfState] = [:]
        for key in keys { states[key] = lines[key].flatMap { ShelfHistory.state(in: $0, at: moment) } }
        return Shelf(states)
    }

    /// The same with nothing in common with this one, for another thread.
    package func apart() -> ShelfHistory {
        var other = ShelfHistory()
        other.lines = Dictionary(uniqueKeysWithValues: lines.map { ($0.key, $0.value.map { $0 }) })
        return other
    }
}

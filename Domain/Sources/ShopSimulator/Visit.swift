import Values

/// What the shop remembers of a shopper between visits.
struct ShopperState: Sendable {
    var calls: UInt32 = 0
    var routineVisits: UInt32 = 0
    var carts: UInt16 = 0
    var orders: UInt16 = 0
    var hasAccount = false
    var subscribed = false
    var unsubscribed = false
}

/// What a shopper comes for.
enum Intent: Sendable {
    case lookAround
    case finishCart
    case buy
}

/// What the whole shop shares.
struct Shop: Sendable {
    let seed: UInt64
    let catalog: Catalog
    let rates: ShopRates
}

/// One visit, planned in whole when it begins: its events carry the times at which they happen.
struct Visit {
    let shop: Shop
    var call: SegmentCall
    var random: SeededRandom
    var clock: Instant
    var state: ShopperState
    var cart: Cart?
    private(set) var events: [SimulatedEvent] = []
    var orders: [(order: PlacedOrder, at: Instant)] = []

    /// A cart left longer than this is begun anew.
    static let cartLifetime = TimeSpan.days(2)

    init(
        shop: Shop, shopper: Shopper, state: ShopperState, cart: Cart?, at: Instant, campaign: String?,
        random: SeededRandom
    ) {
        self.shop = shop
        self.random = random
        self.state = state
        self.cart = cart
        clock = at
        let device = self.random.pick(shopper.devices)
        call = SegmentCall(
            shopper: shopper, device: device, userID: state.hasAccount ? shopper.userID : nil, campaign: campaign)
    }

    mutating func come(to intent: Intent) {
        switch intent {
        case .lookAround: browse()
        case .finishCart: finishCart()
        case .buy: buy()
        }
    }

    /// Comes to look around; may put things into the cart and may buy.
    private mutating func browse() {
        send(call.page("Home", path: "/", id: nextID(), at: clock), key: .browser)
        let category = random.pick(shop.catalog.categories)
        if random.chance(shop.rates.listViewed) { viewList(category) }
        signUpPerhaps()
        let products = shop.catalog.products(in: category)
        let stop = 1 / max(1, shop.rates.productsViewed)
        repeat {
            view(random.chance(0.8) ? random.pick(products) : random.pick(shop.catalog.products))
        } while !random.chance(stop)
        guard cart != nil else { return }
        tidyCart()
        if random.chance(shop.rates.checkoutStarted) { checkOut(buys: random.chance(shop.rates.orderCompleted)) }
    }

    /// Comes back to the cart that was left and buys it; where it was bought meanwhile, looks around.
    private mutating func finishCart() {
        guard let cart, !cart.lines.isEmpty else { return browse() }
        track("Cart Viewed", ["cart_id": .string(cart.id), "products": cart.products], path: "/cart")
        checkOut(buys: true)
    }

    /// Comes to buy, because a message awoke the wish.
    private mutating func buy() {
        let product = random.pick(shop.catalog.products)
        let line = Cart.Line(product: product, variant: random.below(product.variants.count), quantity: 1)
        track("Product Viewed", properties(of: line), path: product.path)
        add(line)
        checkOut(buys: true)
    }

    private mutating func viewList(_ category: String) {
        let products = shop.catalog.products(in: category).prefix(4).map { product -> JSON in
            ["product_id": .string(product.id), "name": .string(product.name)]
        }
        let id = category.lowercased()
        track(
            "Product List Viewed",
            ["list_id": .string(id), "category": .string(category), "products": .array(products)],
            path: "/collections/\(id)")
    }

    private mutating func signUpPerhaps() {
        guard !state.subscribed, !state.unsubscribed else { return }
        guard random.chance(shop.rates.signedUp * call.shopper.openness * 2) else { return }
        pause(5...40)
        state.subscribed = true
        send(call.identify(consentFrom: "signup form", id: nextID(), at: clock), key: .server)
    }

    private mutating func view(_ product: Product) {
        let line = Cart.Line(product: product, variant: random.below(product.variants.count), quantity: 1)
        track("Product Viewed", properties(of: line), path: product.path)
        if random.chance(shop.rates.addedToCart) { add(line) }
    }

    private mutating func add(_ line: Cart.Line) {
        var cart = self.cart ?? newCart()
        cart.add(line.product, variant: line.variant)
        track("Product Added", properties(of: line).with("cart_id", .string(cart.id)), path: line.product.path)
        cart.changedAt = clock
        self.cart = cart
    }

    private func properties(of line: Cart.Line) -> JSONObject {
        line.properties.with("currency", .string(shop.catalog.currency))
    }

    private mutating func newCart() -> Cart {
        state.carts += 1
        return Cart(id: "cart-\(call.shopper.number)-\(state.carts)", changedAt: clock)
    }

    private mutating func tidyCart() {
        guard var cart, random.chance(shop.rates.cartViewed) else { return }
        track("Cart Viewed", ["cart_id": .string(cart.id), "products": cart.products], path: "/cart")
        guard cart.lines.count > 1, random.chance(shop.rates.removedFromCart) else { return }
        let line = cart.lines.removeLast()
        self.cart = cart
        track("Product Removed", line.properties.with("cart_id", .string(cart.id)), path: "/cart")
    }

    mutating func pause(_ seconds: ClosedRange<Int>) {
        let least = Int64(seconds.lowerBound) * 1000
        clock = clock + TimeSpan(milliseconds: least + Int64(random.below(seconds.count * 1000)))
    }

    mutating func nextID() -> String {
        state.calls += 1
        let number = UInt64(call.shopper.number) << 32 | UInt64(state.calls)
        return Identifiers.uuid(seed: shop.seed, purpose: "message", number: number)
    }

    /// One event of the browser, a little later than the one before.
    mutating func track(_ event: String, _ properties: JSONObject, path: String) {
        pause(3...90)
        send(call.track(event, properties, key: .browser, path: path, id: nextID(), at: clock), key: .browser)
    }

    mutating func send(_ payload: JSONObject, key: SimulatedEvent.Key, copy: SimulatedEvent.Copy = .none) {
        let number = call.shopper.number
        events.append(
            SimulatedEvent(at: clock, shopper: number, action: .send(payload, key: key, copy: copy)))
        guard random.chance(shop.rates.resent) else { return }
        let later = clock + .seconds(Int64(1 + random.below(30)))
        events.append(
            SimulatedEvent(at: later, shopper: number, action: .send(payload, key: key, copy: .resend)))
    }
}

extension JSONObject {
    func with(_ key: String, _ value: JSON) -> JSONObject {
        var object = self
        object[key] = value
        return object
    }
}

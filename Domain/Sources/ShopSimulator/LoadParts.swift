import Values

/// The constant pieces of a load's events, serialised once.
struct LoadParts: Sendable {
    enum Kind: Int, CaseIterable {
        case productViewed
        case productAdded
        case checkoutStarted
        case orderCompleted
        case identify
        case page
    }

    let heads: [[UInt8]] = [
        #"{"type":"track","event":"Product Viewed","messageId":"load-"#,
        #"{"type":"track","event":"Product Added","messageId":"load-"#,
        #"{"type":"track","event":"Checkout Started","messageId":"load-"#,
        #"{"type":"track","event":"Order Completed","messageId":"load-"#,
        #"{"type":"identify","messageId":"load-"#,
        #"{"type":"page","name":"Product","messageId":"load-"#,
    ].map { Array($0.utf8) }
    let timestamp = Array(#"","timestamp":""#.utf8)
    let anonymousID = Array(#"","anonymousId":"device-"#.utf8)
    let userID = Array(#"","userId":"customer-"#.utf8)
    let productOpen = Array(#"","properties":{"#.utf8)
    let cartOpen = Array(#"","properties":{"cart_id":"cart-"#.utf8)
    let afterCart = Array(#"","#.utf8)
    let checkoutOpen = Array(#"","properties":{"checkout_id":"checkout-"#.utf8)
    let orderOpen = Array(#"","properties":{"order_id":"order-"#.utf8)
    let email = Array(#"","email":"person"#.utf8)
    let traitsOpen = Array(#"","traits":{"email":"person"#.utf8)
    let traits = Array(
        #"@example.com","first_name":"Ana","last_name":"Martín","country":"ES","timezone":"Europe/Madrid"},"#.utf8)
    let page = Array(
        #"","properties":{"path":"/products/harbour-sneaker","url":"https://shop.example/products/harbour-sneaker"},"#
            .utf8)
    let batchHead = Array(#"{"batch":["#.utf8)
    let batchTail = Array(#"],"sentAt":""#.utf8)
    let batchEnd = Array(#""}"#.utf8)
    /// `"product_id":…},` of each product.
    let products: [[UInt8]]
    /// `@example.com",…},` with one to three products and their sum.
    let carts: [[UInt8]]
    let orders: [[UInt8]]
    /// `"context":{…}}`
    let contexts: [[UInt8]]

    init(catalog: Catalog) {
        products = catalog.products.map { Array((LoadParts.members(of: $0) + "},").utf8) }
        let baskets = catalog.products.indices.map { index in
            (0...(index % 3)).map { catalog.products[(index + $0 * 7) % catalog.products.count] }
        }
        carts = baskets.map { LoadParts.basket($0, sumName: "value", currency: catalog.currency) }
        orders = baskets.map { LoadParts.basket($0, sumName: "total", currency: catalog.currency) }
        contexts = Market.userAgents.map { agent in
            Array(
                (#""context":{"library":{"name":"analytics.js","version":"4.1.0"},"userAgent":"\#(agent)","#
                    + #""locale":"es-ES","timezone":"Europe/Madrid","page":{"path":"/","#
                    + #""url":"https://shop.example/"}}}"#).utf8)
        }
    }

    private static func members(of product: Product) -> String {
        let form = product.variants[0]
        let object: JSONObject = [
            "product_id": .string(product.id), "sku": .string(form.sku), "name": .string(product.name),
            "category": .string(product.category), "brand": .string(product.brand), "variant": .string(form.name),
            "price": .amount(cents: form.cents), "quantity": 1, "currency": "EUR", "url": .string(product.url),
            "image_url": .string("\(product.url).svg"),
        ]
        return String(JSON.object(object).text.dropFirst().dropLast())
    }

    private static func basket(_ products: [Product], sumName: String, currency: String) -> [UInt8] {
        let lines = products.map { product -> JSON in
            let form = product.variants[0]
            return [
                "product_id": .string(product.id), "sku": .string(form.sku), "name": .string(product.name),
                "price": .amount(cents: form.cents), "quantity": 1,
            ]
        }
        let cents = products.reduce(Int64(0)) { $0 + $1.variants[0].cents }
        let rest: JSONObject = [
            sumName: .amount(cents: cents), "revenue": .amount(cents: cents), "currency": .string(currency),
            "products": .array(lines),
        ]
        return Array((#"@example.com","# + JSON.object(rest).text.dropFirst() + ",").utf8)
    }
}

/// An instant's ISO 8601 text as bytes, written anew only as far as it changes.
struct TimestampBytes: Sendable {
    private(set) var bytes = Array(Instant(milliseconds: 0).iso8601.utf8)
    private var shown = Instant(milliseconds: 0)

    mutating func show(_ instant: Instant) {
        guard instant != shown else { return }
        let day: Int64 = 86_400_000
        let time = instant.milliseconds % day
        if time < 0 || instant.milliseconds / day != shown.milliseconds / day {
            bytes = Array(instant.iso8601.utf8)
        } else {
            write(time / 3_600_000, at: 11, width: 2)
            write(time / 60_000 % 60, at: 14, width: 2)
            write(time / 1000 % 60, at: 17, width: 2)
            write(time % 1000, at: 20, width: 3)
        }
        shown = instant
    }

    private mutating func write(_ number: Int64, at start: Int, width: Int) {
        var rest = number
        for index in (start..<start + width).reversed() {
            bytes[index] = 48 + UInt8(rest % 10)
            rest /= 10
        }
    }
}

extension [UInt8] {
    mutating func appendDecimal(_ number: Int) {
        let start = count
        var rest = number
        repeat {
            append(48 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }

    /// Sixteen digits.
    mutating func appendHexadecimal(_ number: UInt64) {
        for position in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - position * 4)) & 15
            append(digit < 10 ? 48 + digit : 87 + digit)
        }
    }
}

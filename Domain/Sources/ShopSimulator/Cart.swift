import Values

/// What lies in a shopper's cart.
struct Cart: Sendable {
    let id: String
    var lines: [Line] = []
    var changedAt: Instant
    /// Set by the first visit to the checkout.
    var checkoutID: String?

    struct Line: Sendable {
        let product: Product
        let variant: Int
        var quantity: Int

        var cents: Int64 { product.variants[variant].cents * Int64(quantity) }
    }

    var cents: Int64 { lines.reduce(0) { $0 + $1.cents } }

    mutating func add(_ product: Product, variant: Int) {
        let sku = product.variants[variant].sku
        if let index = lines.firstIndex(where: { $0.product.variants[$0.variant].sku == sku }) {
            lines[index].quantity += 1
        } else {
            lines.append(Line(product: product, variant: variant, quantity: 1))
        }
    }
}

/// An order as it was placed.
struct PlacedOrder: Sendable {
    let id: String
    let cart: Cart
    let coupon: String?
    let shopper: Shopper
    let device: Shopper.Device
    /// Nil for a guest.
    let userID: String?

    /// Ten per cent, rounded down, for who has a coupon.
    var discountCents: Int64 { coupon == nil ? 0 : cart.cents / 10 }
    var subtotalCents: Int64 { cart.cents - discountCents }
    /// Free from 50.00.
    var shippingCents: Int64 { subtotalCents >= 5000 ? 0 : 490 }
    var totalCents: Int64 { subtotalCents + shippingCents }
}

extension JSON {
    /// An amount of money with two decimals.
    static func amount(cents: Int64) -> JSON { .number(.exact(coefficient: cents, scale: 2)) }
}

extension Cart.Line {
    /// The product's properties by the names of Segment's e-commerce specification.
    var properties: JSONObject {
        let form = product.variants[variant]
        var properties: JSONObject = [
            "product_id": .string(product.id), "sku": .string(form.sku), "name": .string(product.name),
            "category": .string(product.category), "brand": .string(product.brand),
            "price": .amount(cents: form.cents), "quantity": .number(Number(quantity)), "url": .string(product.url),
            "image_url": .string(product.imageURL),
        ]
        if !form.name.isEmpty { properties["variant"] = .string(form.name) }
        return properties
    }
}

extension Cart {
    var products: JSON { .array(lines.map { .object($0.properties) }) }
}

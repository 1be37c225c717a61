import Values

extension Visit {
    /// From the cart to the checkout, and through it where the shopper buys.
    mutating func checkOut(buys: Bool) {
        guard var cart = self.cart else { return }
        let checkoutID = cart.checkoutID ?? "checkout-\(call.shopper.number)-\(state.carts)"
        cart.checkoutID = checkoutID
        self.cart = cart
        startCheckout(cart, checkoutID)
        guard buys || random.chance(0.5) else { return abandon() }
        let step: JSONObject = ["checkout_id": .string(checkoutID), "step": 1, "shipping_method": "Standard"]
        track("Checkout Step Completed", step, path: "/checkout")
        let coupon = random.chance(shop.rates.couponApplied) ? "WELCOME10" : nil
        if let coupon { applyCoupon(coupon, cart) }
        guard buys || random.chance(0.4) else { return abandon() }
        let payment: JSONObject = ["checkout_id": .string(checkoutID), "payment_method": "Card"]
        track("Payment Info Entered", payment, path: "/checkout")
        guard buys else { return abandon() }
        placeOrder(cart, coupon: coupon)
        self.cart = nil
    }

    private mutating func abandon() { cart?.changedAt = clock }

    private mutating func startCheckout(_ cart: Cart, _ checkoutID: String) {
        let properties: JSONObject = [
            "checkout_id": .string(checkoutID), "cart_id": .string(cart.id), "email": .string(call.shopper.typedEmail),
            "value": .amount(cents: cart.cents), "revenue": .amount(cents: cart.cents),
            "currency": .string(shop.catalog.currency), "url": .string("https://shop.example/cart/\(cart.id)"),
            "products": cart.products,
        ]
        track("Checkout Started", properties, path: "/checkout")
        // The shop's server learns the address here, and whether the box for news was ticked.
        var ticked = false
        if !state.subscribed, !state.unsubscribed { ticked = random.chance(call.shopper.openness * 0.6) }
        if ticked { state.subscribed = true }
        clock = clock + .seconds(1)
        send(call.identify(consentFrom: ticked ? "checkout" : nil, id: nextID(), at: clock), key: .server)
    }

    private mutating func applyCoupon(_ coupon: String, _ cart: Cart) {
        let properties: JSONObject = [
            "cart_id": .string(cart.id), "coupon_name": .string(coupon), "discount": .amount(cents: cart.cents / 10),
        ]
        track("Coupon Applied", properties, path: "/checkout")
    }

    private mutating func placeOrder(_ cart: Cart, coupon: String?) {
        state.orders += 1
        let order = PlacedOrder(
            id: "CW\(100_000 + call.shopper.number)-\(state.orders)", cart: cart, coupon: coupon,
            shopper: call.shopper, device: call.device, userID: call.userID)
        pause(5...30)
        let properties = order.properties(currency: shop.catalog.currency)
        send(
            call.track("Order Completed", properties, key: .server, id: nextID(), at: clock), key: .server)
        orders.append((order, clock))
        if random.chance(shop.rates.reportedTwice) {
            clock = clock + .seconds(2)
            let again = call.track(
                "Order Completed", properties, key: .browser, path: "/thank-you", id: nextID(), at: clock)
            send(again, key: .browser, copy: .otherReport)
        }
        if !state.hasAccount, random.chance(shop.rates.accountMade) { makeAccount() }
    }

    private mutating func makeAccount() {
        pause(5...60)
        state.hasAccount = true
        call.userID = call.shopper.userID
        send(call.identify(consentFrom: nil, id: nextID(), at: clock), key: .server)
        let properties: JSONObject = ["email": .string(call.shopper.typedEmail)]
        send(call.track("Signed Up", properties, key: .server, id: nextID(), at: clock), key: .server)
    }
}

extension PlacedOrder {
    func properties(currency: String) -> JSONObject {
        var properties: JSONObject = [
            "order_id": .string(id), "cart_id": .string(cart.id), "email": .string(shopper.typedEmail),
            "total": .amount(cents: totalCents), "subtotal": .amount(cents: subtotalCents),
            "revenue": .amount(cents: subtotalCents), "shipping": .amount(cents: shippingCents),
            "discount": .amount(cents: discountCents), "currency": .string(currency), "products": cart.products,
        ]
        if let checkoutID = cart.checkoutID { properties["checkout_id"] = .string(checkoutID) }
        if let coupon { properties["coupon"] = .string(coupon) }
        return properties
    }
}

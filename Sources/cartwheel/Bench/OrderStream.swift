import Values

/// Customers and, in the same order, one order of each: every one brings an order confirmation.
struct OrderStream {
    let seed: UInt64
    private var count = 0

    init(seed: UInt64) { self.seed = seed }

    /// The next customers, who give their address.
    mutating func customers(_ number: Int, at now: Instant) -> [UInt8] {
        batch((0..<number).map { _ in customer(at: now) }, at: now)
    }

    mutating func orders(_ number: Int, at now: Instant) -> [UInt8] {
        batch((0..<number).map { _ in order(at: now) }, at: now)
    }

    private func batch(_ events: [String], at now: Instant) -> [UInt8] {
        Array(#"{"batch":[\#(events.joined(separator: ","))],"sentAt":"\#(now.iso8601)"}"#.utf8)
    }

    private mutating func customer(at now: Instant) -> String {
        count += 1
        let name = "\(seed)-\(count)"
        return """
            {"type":"identify","messageId":"customer-\(name)","timestamp":"\(now.iso8601)","userId":"buyer-\(name)",\
            "traits":{"email":"buyer-\(name)@example.com","first_name":"Ana","last_name":"Martín","country":"ES"}}
            """
    }

    private mutating func order(at now: Instant) -> String {
        count += 1
        let name = "\(seed)-\(count)"
        return """
            {"type":"track","event":"Order Completed","messageId":"order-\(name)","timestamp":"\(now.iso8601)",\
            "userId":"buyer-\(name)","properties":{"order_id":"O-\(name)","email":"buyer-\(name)@example.com",\
            "total":119.70,"currency":"EUR","order_url":"https://shop.example/orders/\(name)","products":[\
            {"product_id":"P1","name":"Harbour Sneaker","price":79.90,"quantity":1,\
            "image_url":"https://shop.example/p1.jpg","url":"https://shop.example/p1"},\
            {"product_id":"P2","name":"Wool Socks","price":19.90,"quantity":2,\
            "image_url":"https://shop.example/p2.jpg","url":"https://shop.example/p2"}],\
            "shipping_address":{"name":"Ana Martín","street":"Calle Mayor 1","postal_code":"28013","city":"Madrid",\
            "country":"ES"}}}
            """
    }
}

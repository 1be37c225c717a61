import Foundation
import Values

/// A shop of three customers that has something to show on every page; one of them is named at length.
enum SmallShop {
    static func fill(_ server: RunningServer) async throws {
        try await server.letMarketingGoAtAnyHour()
        try await server.command("settings", "currency=EUR")
        try await server.install(hello, named: "hello")
        try await server.command("coupons", "add", "welcome", input: "HELLO-1\nHELLO-2\n")
        try await server.command("lists", "create", "Regulars")
        let calls = (1...3).flatMap(customer) + [["type": "track", "userId": "u1"]]
        let answer = try await server.client().send("batch", ["batch": .array(calls)])
        guard answer.status == 200 else { throw TestFault("the shop was refused: \(answer.text)") }
        let catalog = try await server.client().send("catalog", ["items": [apron]])
        guard catalog.status == 200 else { throw TestFault("the catalog was refused: \(catalog.text)") }
        let isKnown = await eventually(within: .seconds(20), every: .milliseconds(200)) {
            (try? await server.command("profiles", "show", address(3))) != nil
        }
        guard isKnown else { throw TestFault("the customers are not there: \(server.log.suffix(500))") }
        try await server.command("lists", "add", "Regulars", address(1))
        try await server.command("tags", "add", "wholesale", address(2))
    }

    private static func address(_ number: Int) -> String {
        number == 3 ? String(repeating: "longest", count: 9) + "@example.com" : "p\(number)@example.com"
    }

    /// Who they are, and an order of 100.5, 200.5 and 300.5 EUR.
    private static func customer(_ number: Int) -> [JSON] {
        let user = JSON.string("u\(number)")
        let order: JSON = [
            "order_id": .string("o\(number)"), "total": .number(Number(Double(number) * 100 + 0.5)), "currency": "EUR",
            "products": [["product_id": "apron", "name": "Linen apron", "price": 82, "quantity": 1]],
        ]
        return [
            [
                "type": "identify", "userId": user,
                "traits": ["email": .string(address(number)), "first_name": .string("P\(number)")],
            ],
            ["type": "track", "userId": user, "event": "Order Completed", "properties": order],
        ]
    }

    private static let apron: JSON = [
        "id": "apron", "name": .string("Linen apron " + String(repeating: "unbroken", count: 10)), "price": 82,
        "currency": "EUR", "stock": 3,
    ]

    private static let hello = """
        flow: hello
        name: Hello
        about: |
          Says hello to whoever the shop picks.
        purpose: transactional
        trigger: manual
        reentry: once
        steps:
          - send: email
            id: greeting
            subject: Hello from the shop
            body: <p>Hello, <a href="https://shop.example/">have a look</a></p>
          - task: Call {{ profile.email }}
            id: call
            assign to: sales
            due: 1 day
          - wait: 30 days

        """
}

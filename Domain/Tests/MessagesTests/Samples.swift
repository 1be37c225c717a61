import Engine
import Foundation
import ReadyFlows
import Values

@testable import Messages

/// Messages of the ready flows, with contexts of every kind.
enum Samples {
    static func flow(_ slug: String) -> Flow { try! FlowFile.read(ReadyFlows.named(slug)!.text, version: 1) }

    static func message(_ slug: String, _ step: String, _ context: JSONObject) -> Message {
        let flow = flow(slug)
        return Message(
            id: 1, profile: ProfileKey(rawValue: 1), flow: flow.id, flowVersion: 1, step: step, journey: 1,
            channel: .email, purpose: flow.purpose, address: "ana@example.com", state: .ready,
            createdAt: Instant(milliseconds: 0), dueAt: Instant(milliseconds: 0),
            expiresAt: Instant(milliseconds: 1000), context: JSON.object(context).text)
    }

    static let settings = WorkspaceSettings(
        shopName: "Hearth & Loom", shopURL: "https://hearthandloom.example",
        postalAddress: "Hearth & Loom Ltd, 12 Mill Lane, Bristol BS1 4ST, United Kingdom")

    static let unsubscribe = "https://hearthandloom.example/u/abc?d=1&e=2"

    static func render(_ slug: String, _ step: String, _ context: JSONObject) throws -> RenderedEmail {
        var templates = MessageTemplates()
        return try templates.render(
            message(slug, step, context), of: flow(slug), settings: settings, unsubscribeURL: unsubscribe)
    }

    static func item(
        _ name: String, _ price: JSON = 24.5, quantity: JSON? = 1, variant: String? = nil, image: Bool = false
    ) -> JSON {
        var item: JSONObject = ["name": .string(name), "price": price]
        item["quantity"] = quantity
        item["variant"] = variant.map(JSON.string)
        if image { item["image_url"] = .string(picture) }
        item["url"] = "https://hearthandloom.example/p"
        return .object(item)
    }

    static let picture = "https://hearthandloom.example/i.jpg"

    static func cart(_ items: [JSON], currency: String = "EUR", total: JSON? = nil) -> JSON {
        var cart: JSONObject = [
            "id": "c1", "items": .array(items), "url": "https://hearthandloom.example/cart/c1",
            "currency": .string(currency),
        ]
        cart["total"] = total
        return .object(cart)
    }
}

extension JSON: ExpressibleByFloatLiteral {
    public init(floatLiteral value: Double) { self = .number(Number(literal: "\(value)")!) }
}

import Foundation
import Values

/// Builders of what a shop sends.
enum Shop {
    static func now() -> String { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).iso8601 }

    static func identify(_ user: String, email: String, hasConsent: Bool, messageID: String? = nil) -> JSON {
        var traits: JSONObject = ["email": .string(email), "first_name": "Ana"]
        if hasConsent {
            traits["consents"] = ["email": ["status": "granted", "source": "checkout", "at": .string(now())]]
        }
        var event: JSONObject = ["type": "identify", "userId": .string(user), "traits": .object(traits)]
        if let messageID { event["messageId"] = .string(messageID) }
        return .object(event)
    }

    static func track(_ user: String, _ event: String, _ properties: JSON = [:], messageID: String? = nil) -> JSON {
        var json: JSONObject = [
            "type": "track", "userId": .string(user), "event": .string(event), "properties": properties,
        ]
        if let messageID { json["messageId"] = .string(messageID) }
        return .object(json)
    }

    static func order(_ user: String, _ id: String, messageID: String? = nil) -> JSON {
        track(
            user, "Order Completed",
            ["order_id": .string(id), "total": 20, "currency": "EUR", "products": [["name": "Mug", "price": 20]]],
            messageID: messageID)
    }

    static func checkout(_ user: String, _ id: String, messageID: String? = nil) -> JSON {
        track(
            user, "Checkout Started",
            [
                "checkout_id": .string(id), "currency": "EUR", "value": 20, "cart_url": "https://shop.example/cart",
                "products": [["product_id": "m1", "name": "Mug", "price": 20, "quantity": 1]],
            ], messageID: messageID)
    }
}

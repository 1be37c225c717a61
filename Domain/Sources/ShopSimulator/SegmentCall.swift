import Values

/// Builds the calls that a shop's browser and server libraries send (source: Segment's HTTP and e-commerce
/// specifications).
struct SegmentCall {
    let shopper: Shopper
    let device: Shopper.Device
    /// Nil while nobody is signed in.
    var userID: String?
    /// Nil where the visit came of no message.
    var campaign: String?

    func track(
        _ event: String, _ properties: JSONObject, key: SimulatedEvent.Key, path: String = "/", id: String, at: Instant
    ) -> JSONObject {
        var call = envelope("track", key: key, path: path, id: id, at: at)
        call["event"] = .string(event)
        call["properties"] = .object(properties)
        return call
    }

    func page(_ name: String, path: String, id: String, at: Instant) -> JSONObject {
        var call = envelope("page", key: .browser, path: path, id: id, at: at)
        call["name"] = .string(name)
        call["properties"] = ["path": .string(path), "url": .string("https://shop.example\(path)")]
        return call
    }

    /// Who they are, from the server; with the proof of consent where they gave it on this form.
    func identify(consentFrom form: String?, id: String, at: Instant) -> JSONObject {
        var call = envelope("identify", key: .server, path: "/", id: id, at: at)
        var traits: JSONObject = [
            "email": .string(shopper.typedEmail), "first_name": .string(shopper.firstName),
            "last_name": .string(shopper.lastName), "country": .string(shopper.country),
            "locale": .string(shopper.locale), "timezone": .string(shopper.zone.identifier),
        ]
        if let form {
            let consent: JSON = ["status": "granted", "source": .string(form), "at": .string(at.iso8601)]
            traits["consents"] = ["email": consent]
        }
        call["traits"] = .object(traits)
        return call
    }

    private func envelope(
        _ type: String, key: SimulatedEvent.Key, path: String, id: String, at: Instant
    ) -> JSONObject {
        var call: JSONObject = [
            "type": .string(type), "messageId": .string(id), "timestamp": .string(at.iso8601),
            "anonymousId": .string(device.anonymousID),
        ]
        if let userID { call["userId"] = .string(userID) }
        call["context"] = .object(context(key, path: path))
        return call
    }

    private func context(_ key: SimulatedEvent.Key, path: String) -> JSONObject {
        switch key {
        case .server:
            return ["library": ["name": "shop-backend", "version": "2.4.0"]]
        case .browser:
            var context: JSONObject = [
                "library": ["name": "analytics.js", "version": "4.1.0"],
                "page": ["path": .string(path), "url": .string("https://shop.example\(path)")],
                "userAgent": .string(device.userAgent), "locale": .string(shopper.locale),
                "timezone": .string(shopper.zone.identifier),
            ]
            if let campaign {
                context["campaign"] = ["source": "cartwheel", "medium": "email", "name": .string(campaign)]
            }
            return context
        }
    }
}

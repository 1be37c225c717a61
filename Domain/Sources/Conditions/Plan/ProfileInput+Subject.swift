import Values

extension ProfileInput {
    /// Whether what a question compares is the stored value itself, not a part of it.
    var isPlain: Bool {
        switch self {
        case .property, .predicted, .identity, .score, .locale, .zone, .stage: true
        case .place, .rfm, .cart: false
        }
    }
}

extension Subject {
    /// A profile of which nothing is known but one value.
    init(with input: ProfileInput, _ value: JSON?, zone: Zone) {
        self.init(zone: zone)
        guard let value else { return }
        switch input {
        case .property(let path): properties = JSONObject(path: path[...], value: value)
        case .zone: self.zone = value.string.flatMap { Zone($0) } ?? zone
        case .predicted, .identity, .score, .place, .locale, .stage, .rfm, .cart: facts.set(input, value)
        }
    }
}

extension ProfileFacts {
    /// The stored values, each with the input that reads it: what `set` puts back.
    public var inputs: [(input: ProfileInput, value: JSON)] {
        var found: [(input: ProfileInput, value: JSON)] = []
        for (kind, addresses) in identities.sorted(by: { $0.key < $1.key }) {
            if let first = addresses.first { found.append((.identity(kind), .string(first))) }
        }
        if let place { found.append((.place, place.json)) }
        if let locale { found.append((.locale, .string(locale))) }
        if let stage { found.append((.stage, .string(stage))) }
        for (name, score) in scores.sorted(by: { $0.key < $1.key }) { found.append((.score(name), .number(score))) }
        if let rfm {
            let parts = [rfm.recency, rfm.frequency, rfm.monetary]
            found.append((.rfm, .array(parts.map { .number(Number($0)) })))
        }
        if let cart { found.append((.cart, .object(cart))) }
        return found
    }

    /// Sets one stored value; one in another form than `inputs` gives is passed over.
    public mutating func set(_ input: ProfileInput, _ value: JSON) {
        switch input {
        case .property, .zone: break
        case .predicted(let path):
            if path.count == 1 { predictions[path[0]] = value } else { predictions.put(value, at: path[...]) }
        case .identity(let kind): identities[kind] = value.string.map { [$0] }
        case .score(let name): scores[name] = value.number
        case .place: place = Place(value)
        case .cart: cart = value.object
        case .locale: locale = value.string
        case .stage: stage = value.string
        case .rfm:
            let parts = (value.array ?? []).compactMap { $0.number?.integer }.map { Int($0) }
            rfm = parts.count == 3 ? RFM(recency: parts[0], frequency: parts[1], monetary: parts[2]) : nil
        }
    }
}

extension JSONObject {
    fileprivate mutating func put(_ value: JSON, at path: ArraySlice<String>) {
        guard let key = path.first else { return }
        guard path.count > 1 else {
            self[key] = value
            return
        }
        var inner = self[key]?.object ?? JSONObject()
        inner.put(value, at: path.dropFirst())
        self[key] = .object(inner)
    }
}

extension Place {
    fileprivate var json: JSON {
        var object = JSONObject()
        if let country { object["country"] = .string(country) }
        if let region { object["region"] = .string(region) }
        if let city { object["city"] = .string(city) }
        if let coordinates {
            object["latitude"] = .number(Number(coordinates.latitude))
            object["longitude"] = .number(Number(coordinates.longitude))
        }
        return .object(object)
    }

    fileprivate init(_ json: JSON) {
        self.init(
            country: json["country"]?.string, region: json["region"]?.string, city: json["city"]?.string,
            coordinates: Coordinates(.json(json)))
    }
}

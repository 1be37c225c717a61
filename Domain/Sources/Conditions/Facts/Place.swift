import Foundation
import Values

/// Where a person is, as far as it is known.
public struct Place: Sendable, Hashable {
    /// ISO 3166-1, two letters.
    public var country: String?
    public var region: String?
    public var city: String?
    public var coordinates: Coordinates?

    public init(
        country: String? = nil, region: String? = nil, city: String? = nil, coordinates: Coordinates? = nil
    ) {
        self.country = country
        self.region = region
        self.city = city
        self.coordinates = coordinates
    }

    func part(_ name: String) -> Value {
        let text =
            switch name {
            case "country": country
            case "region": region
            default: city
            }
        return Value(text.map(JSON.string))
    }

    /// The place as a property with a latitude and a longitude would be.
    var value: Value {
        guard let coordinates else { return .absent }
        return .json([
            "latitude": .number(Number(coordinates.latitude)), "longitude": .number(Number(coordinates.longitude)),
        ])
    }
}

/// A point on the Earth, in degrees.
public struct Coordinates: Sendable, Hashable {
    /// -90...90
    public var latitude: Double
    /// -180...180
    public var longitude: Double

    /// Nil outside these ranges.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// From an object with `latitude` and `longitude`, or `lat` and `lon` or `lng`.
    init?(_ value: Value) {
        guard case .json(let json) = value else { return nil }
        guard let latitude = (json["latitude"] ?? json["lat"])?.number,
            let longitude = (json["longitude"] ?? json["lon"] ?? json["lng"])?.number
        else { return nil }
        self.init(latitude: latitude.double, longitude: longitude.double)
    }

    /// Metres along the great circle, on a sphere of the Earth's mean radius (haversine formula; at most 0.6% off).
    public func distance(to other: Coordinates) -> Double {
        let radians = Double.pi / 180
        let (first, second) = (latitude * radians, other.latitude * radians)
        let height = sin((second - first) / 2)
        let width = sin((other.longitude - longitude) * radians / 2)
        let chord = height * height + cos(first) * cos(second) * width * width
        return 2 * 6_371_008.8 * asin(min(1, chord.squareRoot()))
    }
}

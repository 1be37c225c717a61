/// A prepared `within 25 km of (52.52, 13.405)`.
struct PreparedRange: Sendable {
    private let centre: Coordinates
    private let metres: Double

    init(_ range: PlaceRange) {
        guard let centre = Coordinates(latitude: range.latitude.double, longitude: range.longitude.double) else {
            preconditionFailure("the parser takes only degrees in range")
        }
        self.centre = centre
        metres = range.distance.double * range.unit.inMetres
    }

    func contains(_ value: Value) -> Bool {
        Coordinates(value).map { $0.distance(to: centre) <= metres } ?? false
    }
}

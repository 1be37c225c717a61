import Values

/// All places no farther than a distance from one place.
struct PlaceRange: Sendable, Hashable {
    enum Unit: String, Sendable, Hashable, CaseIterable {
        case kilometres = "km"
        case miles
        case metres = "m"

        var inMetres: Double {
            switch self {
            case .kilometres: 1000
            case .miles: 1609.344
            case .metres: 1
            }
        }
    }

    var distance: Number
    var unit: Unit
    /// Degrees, -90...90.
    var latitude: Number
    /// Degrees, -180...180.
    var longitude: Number
}

import Values

extension Parser {
    /// `25 km of (52.52, 13.405)`.
    mutating func placeRange() -> PlaceRange? {
        let units = PlaceRange.Unit.allCases.map(\.rawValue)
        let start = next
        guard case .number(let distance) = start.content else {
            return refuse("\(start.name) is no distance", expected: "a distance such as 25 km")
        }
        advance()
        if distance <= .zero { report("a distance is more than 0", at: start) }
        guard case .word(let word) = next.content, let unit = PlaceRange.Unit(rawValue: word) else {
            return refuse("\(next.name) is no unit of distance", expected: units.joined(separator: ", "))
        }
        advance()
        guard skip(word: "of"), skip(sign: .open) else {
            return refuse("\(next.name) does not fit here", expected: "`of (` and a latitude and a longitude")
        }
        guard let latitude = degrees(90, "latitude"), skip(sign: .comma), let longitude = degrees(180, "longitude")
        else { return refuse("\(next.name) does not fit here", expected: "such as (52.52, 13.405)") }
        close(.close)
        return PlaceRange(distance: distance, unit: unit, latitude: latitude, longitude: longitude)
    }

    private mutating func refuse(_ message: String, expected: String) -> PlaceRange? {
        report(message, expected: expected)
        recover()
        return nil
    }

    private mutating func degrees(_ most: Int, _ name: String) -> Number? {
        guard case .number(let number) = next.content else { return nil }
        if number < Number(-most) || number > Number(most) {
            report("a \(name) lies between -\(most) and \(most) degrees")
        }
        advance()
        return number
    }
}

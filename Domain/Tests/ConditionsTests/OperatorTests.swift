import Testing
import Values

@testable import Conditions

@Suite("Operators on texts, lists, dates and places")
struct OperatorTests {
    static let ana: Subject = {
        var ana = subject(
            properties: [
                "name": "Ana Müller", "tags": ["beta", 5, "a*b"], "sku": "SHOE-42", "stars": "a*b", "empty": "",
                "birthday": "1992-02-29", "renewal": "2026-06-22", "call": "2026-06-15T20:00:00Z", "age": 39,
                "shop": [
                    "latitude": .number(Number(literal: "52.5")!), "longitude": .number(Number(literal: "13.4")!),
                ],
                "yearly": "--06-15", "broken": "2026-13-45",
            ], zone: "Europe/Berlin")
        ana.facts.place = Place(country: "DE", coordinates: Coordinates(latitude: 52.52, longitude: 13.405))
        return ana
    }()

    @Test(
        "a text is searched by its bytes",
        arguments: [
            (#"profile.name contains "Mül""#, true), (#"profile.name contains "mül""#, false),
            (#"profile.name contains """#, true), (#"profile.name starts with "Ana ""#, true),
            (#"profile.name ends with "er""#, true), (#"profile.name ends with "Ana""#, false),
            (#"profile.missing contains """#, false), (#"profile.age contains "3""#, false),
            (#"not profile.missing contains "x""#, true), (#"profile.name contains profile.name"#, true),
            (#"any("X" where a contains "b")"#, false),
        ])
    func texts(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test(
        "a pattern's star stands for any run and its question mark for one character",
        arguments: [
            (#"profile.sku matches "SHOE-*""#, true), (#"profile.sku matches "*-42""#, true),
            (#"profile.sku matches "SHOE-4?""#, true), (#"profile.sku matches "SHOE-?""#, false),
            (#"profile.sku matches "*""#, true), (#"profile.sku matches "S*E*2""#, true),
            (#"profile.sku matches "shoe*""#, false), (#"profile.empty matches """#, true),
            (#"profile.empty matches "?*""#, false), (#"profile.stars matches "a\\*b""#, true),
            (#"profile.sku matches "SHOE\\*""#, false), (#"profile.name matches "Ana M?ller""#, true),
            (#"profile.age matches "*""#, false),
        ])
    func patterns(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test("a hostile pattern on a long text is answered at once")
    func hostile() throws {
        var ana = Self.ana
        ana.properties["long"] = .string(String(repeating: "a", count: 20_000))
        let pattern = String(repeating: "*a", count: 50) + "b"
        let clock = ContinuousClock()
        var answer = true
        let time = try clock.measure { answer = try holds(#"profile.long matches "\#(pattern)""#, ana) }
        #expect(!answer)
        #expect(time < .seconds(2), "\(time)")
    }

    @Test(
        "a list is asked for any, all or none of others",
        arguments: [
            (#"profile.tags contains "beta""#, true), ("profile.tags contains 5.0", true),
            (#"profile.tags contains "x""#, false), (#"profile.tags has any of ["x", "beta"]"#, true),
            (#"profile.tags has all of ["beta", 5]"#, true), (#"profile.tags has all of ["beta", 6]"#, false),
            (#"profile.tags has none of ["x"]"#, true), (#"profile.tags has none of ["beta"]"#, false),
            (#"profile.missing has none of ["x"]"#, false), (#"profile.name has any of ["Ana Müller"]"#, false),
            ("profile.tags has all of []", true), ("profile.tags has any of []", false),
        ])
    func lists(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test(
        "a date is asked where it lies, by the shopper's calendar, until exactly its edge there",
        arguments: [
            ("profile.renewal in the next 7 days", true, "2026-06-22T22:00:00Z"),
            ("profile.renewal in the next 6 days", false, "2026-06-15T22:00:00Z"),
            ("profile.renewal is today", false, "2026-06-21T22:00:00Z"),
            ("profile.renewal is this month", true, "2026-06-30T22:00:00Z"),
            ("profile.renewal is this week", false, "2026-06-21T22:00:00Z"),
            ("profile.renewal in the last 1 month", false, "2026-06-21T22:00:00Z"),
            ("profile.call is today", true, "2026-06-15T22:00:00Z"),
            ("profile.call in the next 8 hours", true, "2026-06-15T20:00:00Z"),
            ("profile.call in the last 1 hour", false, "2026-06-15T20:00:00Z"),
            ("profile.broken is today", false, nil), ("profile.name is today", false, nil),
            ("profile.birthday is today", false, nil), ("profile.yearly is today", false, nil),
        ] as [(String, Bool, String?)])
    func dates(text: String, expected: Bool, until: String?) throws {
        #expect(try verdict(text, Self.ana) == Verdict(holds: expected, until: until.map(at)))
    }

    @Test(
        "a birthday on 29 February is kept on the 28th where there is no 29th",
        arguments: [
            ("2026-02-27T23:00:00Z", true, "2026-02-28T23:00:00Z"),
            ("2026-02-28T23:00:00Z", false, "2027-02-27T23:00:00Z"),
            ("2028-02-28T22:59:59Z", false, "2028-02-28T23:00:00Z"),
            ("2028-02-28T23:00:00Z", true, "2028-02-29T23:00:00Z"),
            // The day of birth itself is no anniversary.
            ("1992-02-29T12:00:00Z", false, "1993-02-27T23:00:00Z"),
        ])
    func leapDay(now: String, expected: Bool, until: String) throws {
        let verdict = try verdict("anniversary(profile.birthday) is today", Self.ana, now: at(now))
        #expect(verdict == Verdict(holds: expected, until: at(until)))
    }

    @Test(
        "anniversaries look ahead across the turn of the year",
        arguments: [
            ("anniversary(profile.yearly) is today", true), ("anniversary(profile.yearly) is this quarter", true),
            ("anniversary(profile.birthday) in the next 8 months", false),
            ("anniversary(profile.birthday) in the next 9 months", true),
            ("anniversary(profile.birthday) in the last 4 months", true),
            ("anniversary(profile.birthday) in the last 3 months", false),
        ])
    func anniversaries(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test(
        "a place is near another by the great circle",
        arguments: [
            ("place within 1 km of (52.52, 13.405)", true), ("place within 250 km of (53.55, 9.99)", false),
            ("place within 260 km of (53.55, 9.99)", true), ("place within 160 miles of (53.55, 9.99)", true),
            ("profile.shop within 5 km of (52.52, 13.405)", true),
            ("profile.shop within 500 m of (52.52, 13.405)", false),
            ("profile.name within 5 km of (0, 0)", false), ("place exists", true), (#"place.country == "DE""#, true),
            ("place.city exists", false), (#"place.country in ["AT", "DE"]"#, true),
        ])
    func places(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test("the day on either side of the date line is near")
    func dateLine() {
        let fiji = Coordinates(latitude: -17, longitude: 179.9)!
        let east = Coordinates(latitude: -17, longitude: -179.9)!
        #expect(abs(fiji.distance(to: east) - 21_267) < 50)
    }
}

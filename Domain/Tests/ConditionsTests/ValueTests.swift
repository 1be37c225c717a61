import Testing
import Values

@testable import Conditions

@Suite("Values and operators")
struct ValueTests {
    static let ana = subject(
        properties: [
            "country": "DE", "age": 39, "price": .number(Number(literal: "1.50")!), "vip": true, "lapsed": false,
            "nothing": nil, "tags": ["beta", 5], "address": ["city": "Köln", "a b": "x"], "since": "2026-06-01",
            "big": .number(Number(literal: "9007199254740993")!), "word": "e\u{301}", "zip": "05",
        ], consents: ["email"], memberships: ["VIP"])

    @Test(
        "present values compare by their kind",
        arguments: [
            (#"profile.country == "DE""#, true), (#"profile.country != "DE""#, false),
            (#"profile.country < "DF""#, true),
            (#"profile.country >= "DE""#, true), (#"profile.country > "D""#, true), ("profile.age >= 39", true),
            ("profile.age < 39", false), ("profile.price == 1.5", true), ("1.5 == profile.price", true),
            ("profile.big == 9007199254740992", false), ("profile.big > 9007199254740992", true),
            (#"profile.address.city == "Köln""#, true), (#"profile.address."a b" == "x""#, true),
            ("profile.vip", true), ("profile.vip == true", true), ("not profile.lapsed", true),
            (#"profile.tags == ["beta", 5]"#, true), (#"profile.tags != ["beta"]"#, true),
            ("consents(email)", true), ("consents(sms)", false), (#"member("VIP")"#, true), (#"member("New")"#, false),
            ("true", true), ("false or true and true", true), ("(true or true) and false", false),
            ("true or true and false", true), ("not false and false", false), ("not (false and false)", true),
        ])
    func present(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test(
        "nothing holds of an absent value, not even that it differs; null is absent",
        arguments: ["missing", "nothing", "address.zip", "country.name", "tags.first"])
    func absent(path: String) throws {
        for comparison in ["== 0", "!= 0", "< 1", ">= 0", "== false", "!= \"DE\"", "in [0, false]", "exists"] {
            #expect(try !holds("profile.\(path) \(comparison)", Self.ana), "\(comparison)")
            #expect(try holds("not profile.\(path) \(comparison)", Self.ana), "not \(comparison)")
        }
        #expect(try !holds("profile.\(path)", Self.ana))
        #expect(try !holds("profile.\(path) == profile.\(path)", Self.ana))
    }

    @Test(
        "values of two kinds are unequal and have no order",
        arguments: [
            ("profile.zip == 5", false), ("profile.zip != 5", true), ("profile.zip < 5", false),
            ("profile.zip > 5", false),
            ("profile.age == \"39\"", false), ("profile.vip == 1", false), ("profile.vip != 1", true),
            ("profile.vip == \"true\"", false), ("profile.tags > 1", false), ("profile.age < 3 days ago", false),
            ("profile.age != 3 days ago", true), ("profile.vip > profile.lapsed", false),
        ])
    func kinds(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test(
        "a list is searched for an equal item",
        arguments: [
            (#"profile.country in ["AT", "DE"]"#, true), (#"profile.country in ["AT"]"#, false),
            ("profile.country in []", false),
            ("profile.age in [39.0]", true), (#""beta" in profile.tags"#, true), ("5 in profile.tags", true),
            (#""beta" in profile.country"#, false), (#"not profile.country in ["AT"]"#, true),
            ("profile.vip in [true]", true),
        ])
    func inclusion(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test("texts compare by their bytes: two spellings of one character differ")
    func bytewise() throws {
        #expect(try holds(#"profile.word == "e\u0301""#, Self.ana))
        #expect(try !holds(#"profile.word == "é""#, Self.ana))
        #expect(try holds(#"profile.word != "é""#, Self.ana))
        #expect(try holds(#"profile.word < "é""#, Self.ana))
        #expect(try !holds(#""é" in ["e\u0301"]"#, Self.ana))
    }

    @Test(
        "a text in ISO 8601 compares with moments",
        arguments: [
            ("profile.since < 13 days ago", true), ("profile.since < 15 days ago", false),
            ("profile.since >= 15 days ago", true), ("profile.country < 15 days ago", false),
            (#"profile.since == last("Order Completed")"#, true),
            (#"last("Order Completed") >= "2026-06-01T00:00:00Z""#, true),
            (#"last("Order Completed") > "2026-06-01T00:00:00Z""#, false),
        ])
    func moments(text: String, expected: Bool) throws {
        var ana = Self.ana
        ana.timeline.insert(event("2026-06-01T00:00:00Z"))
        #expect(try holds(text, ana) == expected)
    }
}

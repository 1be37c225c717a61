import Testing
import Values

@testable import Conditions

@Suite("Faults in a text")
struct ParserErrorTests {
    @Test(
        "a fault names its place and what is wrong",
        arguments: [
            ("", 1, "the end does not fit here"), ("profile.a = 1", 11, "`=` is written `==`"),
            ("profile.a == 1 && profile.b", 16, "`&&` is written `and`"),
            ("profile.a == 'x'", 14, "texts stand in double quotes"),
            (#"profile.a == "x"#, 14, "this text has no end"), (#"profile.a == "\q""#, 15, #"`\q` is no escape"#),
            (#"profile.a == "\ud800""#, 15, #"`\u` is no escape"#), ("profile.a == 007", 14, "007 is not a number"),
            ("profile.a == 1 profile.b", 16, "`profile` does not fit here"),
            ("profile", 1, "`profile` needs a property"),
            ("country == 1", 1, "`country` is not known here"),
            ("event.a == 1", 1, "`event.…` is known only inside `where`"),
            ("profile.a ==", 13, "the end does not fit here"), ("(profile.a == 1", 16, "the end does not fit here"),
            ("profile.a == 1)", 15, "`)` does not fit here"), ("profile.a #", 11, "`#` has no meaning here"),
            ("1 < profile.a < 3", 15, "comparisons do not chain"), ("profile.a == null", 14, "there is no null"),
            ("profile.a is true", 11, "`is` is not a comparator"),
            ("profile.a not in [1]", 11, "`not in` is written with `not` in front"),
            ("profile.a AND profile.b", 11, "`AND` is written in small letters"),
            ("profile. == 1", 10, "`==` does not name a property"),
            ("profile.a in [1, [2]]", 18, "`[` does not fit into a list"),
            ("profile.a in [1", 16, "the end does not fit here"),
            (#"any(Order)"#, 5, "`any` needs an event"), (#"any("")"#, 5, "an event's name is not empty"),
            (#"any("X".total)"#, 1, "`any` reads no property"),
            (#"count("X").total > 1"#, 1, "`count` reads no property"),
            (#"sum("X") > 1"#, 1, "`sum` needs a number to work on"),
            (#"sum("X").total > 1"#, 9, "the property stands behind the event's name"),
            (#"last("X".a).b == 1"#, 12, "the property is named twice"),
            (#"any("X", 90 days)"#, 10, "90 does not fit here"),
            (#"any("X", last 90 days)"#, 15, "`last` needs a colon"), (#"any("X", last: 90)"#, 16, "90 needs a unit"),
            (#"any("X", last: 90 dais)"#, 19, "`dais` is no unit of time"),
            (#"any("X", last: 2 days ago)"#, 16, "a window is a duration, without `ago`"),
            (#"any("X", last: -2 days)"#, 16, "a duration is a whole number of days, 1 or more"),
            (#"any("X", last: 1.5 hours)"#, 16, "a duration is a whole number of hours, 1 or more"),
            (#"any("X", last: 0 days)"#, 16, "a duration is a whole number of days, 1 or more"),
            (#"any("X", last: 2000 years)"#, 16, "a duration is at most 1000 years"),
            (#"any("X", last: 9000000000000000000 years)"#, 16, "a duration is at most 1000 years"),
            (#"any("X", last: 1 day, last: 2 days)"#, 23, "`last:` stands twice"),
            (#"any("X", since: trigger, since: trigger)"#, 26, "`since:` stands twice"),
            (#"any("X", since: monday)"#, 17, "`monday` does not fit here"),
            (#"any("X", within: 1 day)"#, 10, "there is no bound `within:`"),
            (#"any("X" where count("Y") > 1)"#, 15, "`count(…)` cannot stand inside `where`"),
            (#"any("X" where at < 3 days ago)"#, 20, "`ago` cannot stand inside `where`"),
            ("consents(fax)", 10, "there is no channel `fax`"), ("consents()", 10, "`consents` needs a channel"),
            ("member(VIP)", 8, "`member` needs a segment or list"), ("\n\n  x(1)", 3, "there is no function `x`"),
        ])
    func places(text: String, column: Int, message: String) {
        let found = faults(text)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.message == message)
        #expect(found.first?.column == column)
        #expect(found.first?.line == (text.hasPrefix("\n") ? 3 : 1))
    }

    @Test("a slip in a connecting word after a number is known as that")
    func slip() { #expect(faults("profile.a == 3 andd profile.b == 1").first?.nearest == "and") }

    @Test(
        "what can never mean anything is refused before it is saved",
        arguments: [
            (#"count("X") == "x""#, #"count("X") is a number and "x" is a text; they never compare"#),
            (#"count("X")"#, #"count("X") is a number, not a condition"#),
            ("5 and true", "5 is a number, not a condition"),
            (#"not "x""#, #""x" is a text, not a condition"#),
            (#"last("X")"#, #"last("X") is a moment, not a condition"#),
            ("90 days == \"x\"", "90 days is a duration, which nothing compares with"),
            (#"last("X") < 90 days"#, "90 days is a duration, which nothing compares with"),
            ("profile.age > 90 days", "90 days is a duration, which nothing compares with"),
            ("3 days ago < 2 days ago", "both sides are counted back from now"),
            (#"last("X") > 5"#, #"last("X") is a moment and 5 is a number; they never compare"#),
            (#"last("X") > "soon""#, #""soon" is no moment"#), ("profile.vip > true", "true or false has no order"),
            ("profile.tags < [1]", "a list has no order"),
            (#"any("X") == 1"#, #"any("X") is true or false and 1 is a number; they never compare"#),
            (#"count("X") in ["a"]"#, #"count("X") is a number and "a" is a text; they are never the same"#),
            ("profile.a in 5", "`in` looks into a list"), (#"last("X") in [1]"#, "a moment is never in a list"),
            (#"count("X") exists"#, #"count("X") always exists"#), ("5 exists", "5 always exists"),
            ("[1] and true", "[1] is a list, not a condition"), ("3 days", "3 days is a duration, not a condition"),
        ])
    func kinds(text: String, message: String) {
        #expect(faults(text).map(\.message) == [message])
    }

    @Test(
        "an unknown name brings the nearest known one",
        arguments: [
            (#"cuont("X") > 1"#, "count"), ("consents(emial)", "email"), (#"any("X", last: 9 monts)"#, "months"),
            ("cuontry == 1", "profile.cuontry"), ("profil.country == 1", "profile"),
            (#"any("X", lats: 1 day)"#, "last:"),
            (#"membre("X")"#, "member"), ("profile.a adn profile.b", "and"), ("profile.a exsts", "exists"),
            ("consents(fax)", nil), (#"wobble("X")"#, nil),
        ] as [(String, String?)])
    func nearest(text: String, name: String?) {
        #expect(faults(text).first?.nearest == name)
    }

    @Test("all faults of a text are reported at once, in its order")
    func allAtOnce() {
        let text = """
            cuont("X") > 1 and profile.a = 5
              or consents(fax) and (count("Y") == "z"
              or any("Z", last: 3 moths)) and sum("Q") > 1 and profile.b > 3 days
            """
        #expect(faults(text).map(\.line) == [1, 1, 2, 2, 3, 3, 3])
        #expect(faults(text).map(\.column) == [1, 30, 15, 36, 23, 35, 64])
    }

    @Test("a fault prints as its place, message, expectation and nearest name")
    func description() throws {
        let fault = try #require(faults("consents(emial)").first)
        #expect(fault.description.hasPrefix("line 1, column 10: there is no channel `emial`; expected email, sms"))
        #expect(fault.description.hasSuffix("; did you mean email?"))
    }

    @Test("texts that are too long or nested too deeply are refused with the limit")
    func limits() {
        let long = String(repeating: "true or ", count: 2048) + "true"
        #expect(faults(long).map(\.message) == ["the condition has 16388 bytes; the most is 16384"])
        let deep = String(repeating: "(", count: 5000) + "true" + String(repeating: ")", count: 5000)
        #expect(faults(deep).map(\.message) == ["nested deeper than 64 levels"])
        #expect(faults(deep).first?.column == 65)
        let negated = String(repeating: "not ", count: 4000) + "true"
        #expect(faults(negated).map(\.message) == ["nested deeper than 64 levels"])
        #expect(faults(String(repeating: "not ", count: 60) + "true").isEmpty)
        #expect(faults(String(repeating: "# ", count: 5000)).count == 25)
    }
}

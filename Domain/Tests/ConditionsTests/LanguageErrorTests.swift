import Testing
import Values

@testable import Conditions

@Suite("Faults in windows, functions and operators")
struct LanguageErrorTests {
    @Test(
        "a fault names its place and what is wrong",
        arguments: [
            (
                #"any("X", between: 60 days and 30 days ago)"#, 19,
                "the window ends before it begins: 30 days ago is not before 60 days ago"
            ),
            (#"any("X", between: 30 days ago)"#, 19, "a window is a duration, without `ago`"),
            (#"any("X", between: 30 days)"#, 26, "`)` does not fit here"),
            (#"any("X", between: 30 days and 60 days)"#, 31, "the ages end with `ago`"),
            (
                #"any("X", since: "2026-06-01", until: "2026-05-31")"#, 10,
                #"the window ends before it begins: until "2026-05-31" is not after since "2026-06-01""#
            ),
            (#"any("X", since: "yesterday")"#, 17, #""yesterday" is no date"#),
            (#"any("X", until: 5)"#, 17, "5 does not fit here"),
            (#"any("X", during: month)"#, 18, "`month` does not fit here"),
            (#"any("X", during: this moth)"#, 23, "`moth` is no part of the calendar"),
            (
                #"any("X", during: this month, last: 3 days)"#, 30,
                "only one of `last:`, `between:` and `during:` may stand"
            ),
            (#"any("X", last: -3 days)"#, 16, "a duration is a whole number of days, 1 or more"),
            (#"any("X", last: 3 days, zone: "Mars/Olympus")"#, 30, #"there is no time zone "Mars/Olympus""#),
            (#"any("X", last: 3 days, zone: berlin)"#, 30, "`berlin` does not fit here"),
            (#"most("X") > 1"#, 1, "`most` needs `within:`"),
            (
                #"most("X", within: 1 day, during: last month) > 1"#, 1,
                "`most` counts in no window that events come into later"
            ),
            (#"count("X", within: 1 day) > 1"#, 12, "there is no bound `within:`"),
            (#"distinct("X") > 1"#, 1, "`distinct` needs a property to work on"),
            (#"sequence("A")"#, 1, "a sequence has 2 to 10 events, not 1"),
            (#"sequence("A", "B", within: -1 hours)"#, 28, "a duration is a whole number of hours, 1 or more"),
            (#"sequence("A", "B", without: C)"#, 29, "`C` does not fit here"),
            (
                #"interest(categry: "Shoes") > 1"#, 10,
                "`interest` needs a category, brand, product, variant or sku"
            ),
            (#"last_interest(sku: 5) exists"#, 20, "`sku:` needs a name"),
            (#"interest(category: 5) > 1"#, 20, "`category:` needs a name"),
            ("opened(mail)", 8, "`opened` needs a channel"),
            (#"opened(email, flow: 5)"#, 21, "`flow:` needs a name"),
            (#"top 0% by count("X")"#, 5, "a share lies between 0% and 100%, not at 0%"),
            (#"top 10 by count("X")"#, 8, "`by` does not fit here"),
            (#"top 10% count("X")"#, 9, "`count` does not fit here"),
            (#"top 10% by last("X")"#, 12, #"people are ranked by a number, and last("X") is a moment"#),
            ("profile.a starts 5", 11, "`starts` alone compares nothing"),
            ("profile.a matches profile.b", 19, "a pattern is written out"),
            (#"profile.a has any of "x""#, 22, "`has any of` cannot look for a text"),
            (#"profile.a starts with 5"#, 23, "`starts with` cannot look for a number"),
            (#"count("X") contains "1""#, 1, #"`contains` is asked of a text or a list, and count("X") is a number"#),
            ("5 is today", 1, "`is …` is asked of a date or moment, and 5 is a number"),
            ("profile.a is this moth", 19, "`moth` is no part of the calendar"),
            ("anniversary(profile.b)", 1, "an anniversary is asked when it is"),
            (
                "anniversary(profile.b) in the next 3 years", 36,
                "an anniversary comes every year, so 3 years is too long"
            ),
            (#"time_since(last("X")) > 5"#, 23, #"time_since(last("X")) compares with a duration, not with a number"#),
            ("time_since(5) > 3 days", 12, "`time_since` is asked of a date or moment, and 5 is a number"),
            ("time_since(3 days ago) > 3 days", 12, "3 days ago is counted back from now"),
            (#"any("X" where at is today)"#, 18, "`is …` changes as time passes and cannot stand inside `where`"),
            (#"any("X" where tagged("t"))"#, 15, "`tagged(…)` cannot stand inside `where`"),
            (
                #"any("X" where any(products where any(options where a == 1)))"#, 34,
                "`any(…)` cannot stand inside `where`"
            ),
            (#"any("X" where sum(products) > 1)"#, 19, "`sum` needs the property of an item"),
            (#"any("X" where first(products).a == 1)"#, 15, "`first(…)` cannot stand inside `where`"),
            ("item.a == 1", 1, "`item.…` is known only inside the `where` of a list"),
            ("place.town == \"Berlin\"", 1, "a place has no `town`"), ("place == 5", 1, "a place is not compared"),
            ("place within 0 km of (1, 2)", 14, "a distance is more than 0"),
            ("place within 5 of (1, 2)", 16, "`of` is no unit of distance"),
            ("place within 5 km of (91, 2)", 23, "a latitude lies between -90 and 90 degrees"),
            ("profile.a within km", 18, "`km` is no distance"),
            ("identity(mail) exists", 10, "there is no kind of identity `mail`"),
            ("rfm() > 1", 5, "`rfm` needs a part of RFM"), ("tagged(t)", 8, "`tagged` needs a tag"),
            (#"consents(email, news)"#, 17, "`consents` needs a topic"),
            ("locale(de) == \"de\"", 8, "`de` does not fit here"),
            (#"orders("Order Completed") > 1"#, 8, "`orders` is of orders and names no event"),
            (#"orders("Order Completed", last: 3 days) > 1"#, 8, "`orders` is of orders and names no event"),
            ("spent(coupon exists) > 1", 7, "what is asked of the orders stands behind `where`"),
            ("spent(last: 9 days where total > 5) > 1", 20, "`where` stands in front of the bounds"),
            ("last_order() > 5", 14, "last_order() is a moment and 5 is a number; they never compare"),
            ("last_order().total exists", 13, "`last_order` reads no property"),
            ("orders(where tagged(\"t\")) > 1", 14, "`tagged(…)` cannot stand inside `where`"),
            (#"any("X" where last_order() exists)"#, 15, "`last_order(…)` cannot stand inside `where`"),
            ("top 10% by last_order()", 12, "people are ranked by a number, and last_order() is a moment"),
            ("500 EUX == profile.a", 5, "there is no currency `EUX`"),
        ])
    func places(text: String, column: Int, message: String) {
        let found = faults(text)
        #expect(found.map(\.message) == [message])
        #expect(found.first?.column == column)
    }

    @Test(
        "an unknown name brings the nearest known one",
        arguments: [
            (#"any("X", during: this mnth)"#, "month"), (#"any("X", btween: 3 days and 5 days ago)"#, "between:"),
            (#"any("X", last: 3 days, zone: "Europe/Berln")"#, #""Europe/Berlin""#),
            (#"sequnce("A", "B")"#, "sequence"), (#"intrest(category: "A") > 1"#, "interest"),
            (#"interest(brnd: "A") > 1"#, "brand:"), ("opened(emial)", "email"), ("plce.country == 1", "place"),
            ("place.contry == 1", "place.country"), ("anniversry(profile.b) is today", "anniversary"),
            (#"profile.a contans "x""#, "contains"), ("rfm(recncy) > 1", "recency"),
            ("predcted.churn > 1", "predicted"), ("last_oder() exists", "last_order"),
            ("profile.a == 5 USS", "USD"),
        ])
    func nearest(text: String, name: String) {
        #expect(faults(text).first?.nearest == name)
    }

    @Test("all faults of a long text are reported at once, in its order, each once")
    func allAtOnce() {
        let text = """
            any("X", between: 60 days and 30 days ago) and sum("Y".t, last: -1 days) > 2 EUX
              or sequence("A") and profile.a matches 5 and (top 200% by sum("Z".t)
              or interest(colour: "red") > 1) and opened(fax, last: 3 moths) and place.town exists
            """
        #expect(faults(text).map(\.line) == [1, 1, 1, 2, 2, 2, 3, 3, 3])
    }

    @Test("a pattern has a limit that is named")
    func longPattern() {
        let pattern = String(repeating: "a", count: 121)
        #expect(faults("profile.a matches \"\(pattern)\"").map(\.message) == ["a pattern has at most 120 characters"])
        #expect(faults("profile.a matches \"\(pattern.dropFirst())\"").isEmpty)
    }
}

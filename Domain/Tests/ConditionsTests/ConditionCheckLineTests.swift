import Testing
import Values

@testable import Conditions

@Suite("conditions check")
struct ConditionCheckLineTests {
    static func line(_ condition: String, _ rest: String) -> String {
        var writer = JSONWriter()
        writer.string(condition)
        return "{\"condition\": \(writer.text), \"now\": \"2026-06-15T12:00:00Z\"\(rest.isEmpty ? "" : ", ")\(rest)}"
    }

    static let history = #"""
        "profile": {"properties": {"country": "DE"}, "consents": ["email"], "timezone": "Europe/Berlin"},
        "events": [{"event": "Order Completed", "timestamp": "2026-06-10T09:00:00+02:00", "properties": {"total": 80.05}},
        {"event": "Order Completed", "timestamp": "2026-06-12T09:00:00Z"}]
        """#.split(separator: "\n").joined()

    @Test(
        "a line is answered with holds, until and because",
        arguments: [
            (
                #"count("Order Completed", last: 90 days) >= 2"#,
                #"{"holds":true,"until":"2026-09-08T07:00:00.000Z","because":"count(\"Order Completed\", last: 90 days) is 2, which is at least 2"}"#
            ),
            (
                #"any("Refund", last: 2 days)"#,
                #"{"holds":false,"until":null,"because":"count(\"Refund\", last: 2 days) is 0"}"#
            ),
            (
                #"profile.country == "AT" or consents(sms)"#,
                #"{"holds":false,"until":null,"because":"profile.country is \"DE\", which is not equal to \"AT\"; consent for sms is not given"}"#
            ),
            (
                #"consents(email) and profile.age > 18"#,
                #"{"holds":false,"until":null,"because":"profile.age is absent"}"#
            ),
            (
                #"last("Order Completed") > 1 month ago"#,
                #"{"holds":true,"until":"2026-07-12T09:00:00.000Z","because":"last(\"Order Completed\") is 2026-06-12T09:00:00.000Z, which is after 1 month ago"}"#
            ),
        ])
    func answers(condition: String, expected: String) {
        #expect(ConditionCheckLine.run(Self.line(condition, Self.history)) == expected)
    }

    @Test(
        "consents are read from a list or an object",
        arguments: [
            (#"["email", "sms"]"#, true), (#"{"sms": true}"#, true), (#"{"sms": "granted"}"#, true),
            (#"{"sms": false}"#, false),
            (#"{"sms": "withdrawn"}"#, false), ("[]", false), ("null", false),
            (#"{"sms": {"state": "granted"}}"#, true), (#"{"sms": {"date": "2026-01-01"}}"#, false),
            (#"[{"channel": "sms", "state": "granted"}]"#, true),
            (#"[{"channel": "sms", "state": "withdrawn"}]"#, false),
            (#"[{"channel": "sms"}]"#, false),
        ])
    func consents(consents: String, expected: Bool) throws {
        let answer = ConditionCheckLine.run(Self.line("consents(sms)", #""profile": {"consents": \#(consents)}"#))
        #expect(try JSON.parse(answer)["holds"] == .bool(expected))
    }

    @Test(
        "a trigger works whether or not it is among the events, and adds nothing to the history",
        arguments: [
            (#"count("A", since: trigger) == 1"#, true, true), (#"count("A") == 2"#, true, true),
            (#"count("A") == 2"#, false, false),
            (#"count("A") == 1"#, false, true), (#"trigger.x == 1"#, false, true),
            (#"count("A", since: trigger) == 1"#, false, false),
            (#"count("A", since: trigger) == 0"#, false, true),
        ])
    func triggers(condition: String, isListed: Bool, expected: Bool) throws {
        let trigger = #"{"event": "A", "timestamp": "2026-06-15T10:00:00Z", "properties": {"x": 1}}"#
        let other = #"{"event": "A", "timestamp": "2026-06-15T10:00:00Z", "properties": {"x": 2}}"#
        let events = isListed ? "\(trigger), \(other)" : other.replacing("10:00", with: "09:00")
        let answer = ConditionCheckLine.run(Self.line(condition, #""events": [\#(events)], "trigger": \#(trigger)"#))
        #expect(try JSON.parse(answer)["holds"] == .bool(expected))
    }

    @Test(
        "a line that cannot be checked is answered with what is wrong",
        arguments: [
            ("", "the line is not JSON: line 1, column 1: the text ends too early"),
            ("[]", "the line is a list, not an object"),
            ("{}", "\"condition\" is missing: give the condition as a text"),
            (#"{"condition": "true"}"#, "\"now\" is missing or no moment: give it like \"2026-11-22T09:00:00Z\""),
            (
                #"{"condition": "tru", "now": "2026-01-01"}"#,
                "line 1, column 1: `tru` is not known here; expected profile.tru, trigger.tru, or a function such as count(\"Order Completed\"); did you mean true?"
            ),
            (line("true", #""events": {}"#), "\"events\" is an object, not a list"),
            (line("true", #""events": [5]"#), "event 1 has no \"event\" with its name"),
            (
                line("true", #""events": [{"event": "A", "timestamp": "soon"}]"#),
                "\"timestamp\" of event 1 is missing or no moment: give it like \"2026-11-22T09:00:00Z\""
            ),
            (
                line("true", #""events": [{"event": "A", "timestamp": "2026-01-01", "properties": 5}]"#),
                "\"properties\" of event 1 is a number, not an object"
            ),
            (line("true", #""trigger": {}"#), "the trigger has no \"event\" with its name"),
            (
                line("true", #""profile": {"timezone": "Mars/Olympus"}"#),
                "there is no time zone \"Mars/Olympus\": give one like \"Europe/Berlin\""
            ),
            (line("true", #""profile": {"consents": 5}"#), "\"consents\" is neither a list nor an object"),
        ])
    func errors(line: String, message: String) throws {
        #expect(try JSON.parse(ConditionCheckLine.run(line))["error"]?.string == message)
    }

    @Test(
        "moments at both ends of the calendar are answered",
        arguments: [
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z",
        ])
    func endsOfCalendar(moment: String) throws {
        let text = #"count("A", last: 1000 years) >= 1 and any("A", last: 12000 months) and last("A") > 1000 years ago"#
        for zone in ["UTC", "Pacific/Apia", "America/New_York"] {
            var line: JSONObject = [
                "condition": .string(text), "now": .string(moment), "profile": ["timezone": .string(zone)],
            ]
            line["events"] = [["event": "A", "timestamp": .string(moment)]]
            #expect(try JSON.parse(ConditionCheckLine.run(JSON.object(line).text))["holds"] == true, "\(zone)")
        }
    }

    @Test(
        "every kind of window, date and sequence is answered at both ends of the calendar",
        arguments: ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"])
    func endsOfCalendarForAll(moment: String) throws {
        let texts = [
            #"any("A", between: 999 years and 1000 years ago) or any("A", during: this year)"#,
            #"none("A", during: last quarter, zone: "Pacific/Apia") and any("A", during: this week)"#,
            #"profile.d in the next 1000 years and profile.d in the last 12000 months and profile.d is today"#,
            #"not anniversary(profile.d) is tomorrow and not anniversary(profile.d) in the next 1 year"#,
            #"most("A", within: 1000 years, last: 900 years) == 2"#,
            #"sequence("A", "A", within: 1000 years) and time_since(last("A")) < 1000 years"#,
            #"count("A", since: "0001-01-01", until: "9999-12-31") == 2"#,
        ]
        for text in texts {
            for zone in ["UTC", "Pacific/Apia", "America/New_York"] {
                let event: JSON = ["event": "A", "timestamp": .string(moment)]
                let line: JSON = [
                    "condition": .string(text), "now": .string(moment), "events": [event, event],
                    "profile": ["timezone": .string(zone), "properties": ["d": .string(moment)]],
                ]
                #expect(try JSON.parse(ConditionCheckLine.run(line.text))["holds"]?.bool != nil, "\(zone) \(text)")
            }
        }
    }

    @Test(
        "the reason says what decided",
        arguments: [
            (#"sequence("A", "B")"#, #"sequence("A", "B") is false"#),
            ("profile.country contains \"D\"", #"profile.country is "DE"; profile.country contains "D" is true"#),
            (
                #"time_since(last("Order Completed")) > 1 day"#,
                #"time_since(last("Order Completed")) is that since 2026-06-12T09:00:00.000Z, which is greater than 1 day"#
            ),
            (
                #"most("Order Completed", within: 30 days) >= 3"#,
                #"most("Order Completed", within: 30 days) is 2, which is not at least 3"#
            ),
            (#"tagged("x") and score() > 5"#, #"the profile is not tagged "x"; score() is absent"#),
            (
                #"top 10% by count("Order Completed")"#,
                #"count("Order Completed") is 2; the threshold of the top 10% is not known yet"#
            ),
            (#"opened(email, last: 3 days)"#, #"count("Email Opened", last: 3 days) is 0"#),
            (
                "anniversary(profile.birthday) is today",
                "profile.birthday is absent; anniversary(profile.birthday) is today is false"
            ),
        ])
    func reasons(condition: String, because: String) throws {
        let answer = try JSON.parse(ConditionCheckLine.run(Self.line(condition, Self.history)))
        #expect(answer["because"]?.string == because)
    }

    @Test("whatever comes in, one JSON object comes out", arguments: 0..<8)
    func garbled(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let whole = Array(Self.line(#"count("Order Completed", last: 6 months) >= 2"#, Self.history).utf8)
        for _ in 0..<200 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 32...126, using: &random)
            }
            let answer = try JSON.parse(ConditionCheckLine.run(String(decoding: bytes, as: UTF8.self)))
            #expect(answer["holds"]?.bool != nil || answer["error"]?.string != nil)
        }
    }
}

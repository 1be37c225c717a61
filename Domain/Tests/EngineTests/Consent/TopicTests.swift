import Testing
import Values

@testable import Engine

@Suite("What people want to hear of")
struct TopicTests {
    private static func statement(
        _ topics: [String]?, status: String = "granted", hour: Int64, order: Int64
    ) -> Event {
        let at = StepSample.now + .hours(hour)
        var email: JSONObject = ["status": .string(status), "source": "preferences", "at": .string(at.iso8601)]
        if let topics { email["topics"] = .array(topics.map(JSON.string)) }
        return Event(
            sequence: order, identity: StepSample.key, call: .identify, name: "", occurredAt: at, receivedAt: at,
            authority: .server,
            properties: Array(JSON.object(["consents": .object(["email": .object(email)])]).text.utf8),
            envelope: Envelope(identities: [Identity(.user, "ana")!], messageID: "m\(order)"))
    }

    private static func run() throws -> StepRun {
        StepSample.run(
            of: StepSample.profile(consented: false),
            try StepSample.definitions(segments: [("Readers", #"consents(email, "News")"#)]))
    }

    @Test("a statement of consent names topics, conditions ask for them, and a later one counts whole")
    func stated() throws {
        var run = try Self.run()
        run.receive(Self.statement(["News", "Sales"], hour: 0, order: 1), claim: nil)
        #expect(run.profile.topics == [.email: ["News", "Sales"]] && run.profile.watched[1]?.holds == true)
        run.receive(Self.statement(["Sales"], hour: 2, order: 2), claim: nil)
        #expect(run.profile.topics == [.email: ["Sales"]] && run.profile.watched[1]?.holds != true)
        #expect(try Profile(key: run.profile.key, document: run.profile.document) == run.profile)
    }

    @Test("a withdrawal and a statement without topics leave them as they are, and consent comes first")
    func withdrawn() throws {
        var run = try Self.run()
        run.receive(Self.statement(["News"], hour: 0, order: 1), claim: nil)
        run.receive(Self.statement(["Sales"], status: "withdrawn", hour: 1, order: 2), claim: nil)
        #expect(run.profile.topics == [.email: ["News"]] && run.profile.watched[1]?.holds != true)
        run.receive(Self.statement(nil, hour: 2, order: 3), claim: nil)
        #expect(run.profile.topics == [.email: ["News"]] && run.profile.watched[1]?.holds == true)
    }

    @Test("whatever order statements come in, the same topics are known, and two profiles that join agree on them")
    func order() throws {
        let statements = [(["A"], 0), (["B", "C"], 1), (["C", "D"], 1), (["E"], 0)] as [([String], Int64)]
        for shift in 0..<statements.count {
            var profile = StepSample.profile()
            var other = StepSample.profile()
            for (number, place) in (0..<statements.count).map({ ($0, ($0 * 3 + shift) % statements.count) }) {
                let (topics, hour) = statements[place]
                let at = StepSample.now + .hours(hour)
                if number < 2 {
                    profile.state(Set(topics), on: .email, at: at)
                } else {
                    other.state(Set(topics), on: .email, at: at)
                }
            }
            profile.merge(other)
            #expect(profile.topics == [.email: ["B", "C", "D"]])
        }
    }

    @Test(
        "topics that are none refuse the event and say why",
        arguments: [
            (#""News""#, "is a text, expected a list of names"), ("[7]", "has a number in it, expected names"),
            (#"[" "]"#, "has a name of 0 characters, expected 1 to 200"),
        ])
    func refused(topics: String, reason: String) throws {
        let consents =
            #"{"email":{"status":"granted","source":"till","at":"2026-11-20T10:00:00Z","topics":\#(topics)}}"#
        let request = try IntakeSample.parse(
            IntakeSample.identify(traits: #"{"consents":\#(consents)}"#), at: .identify)
        #expect(request.rejected.map(\.reason) == ["traits.consents.email.topics " + reason])
    }
}

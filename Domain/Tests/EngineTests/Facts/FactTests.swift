import Conditions
import Testing
import Values

@testable import Engine

@Suite("What conditions see of a profile")
struct FactTests {
    private static func holds(_ text: String, _ change: (inout Profile) -> Void = { _ in }) throws -> Bool {
        let definitions = try StepSample.definitions(segments: [("It", text)])
        var profile = StepSample.profile()
        profile.identities = [
            ProfileIdentity(
                identity: LinkedIdentity(key: StepSample.key, kind: .user, value: "ana"), intervals: [.always])
        ]
        change(&profile)
        var run = StepSample.run(of: profile, definitions)
        run.evaluateEverything()
        return run.profile.watched[1]?.holds ?? false
    }

    private static func property(_ value: JSON) -> DatedProperty {
        DatedProperty(value: value, setAt: StepSample.now, source: "server")
    }

    @Test("identities, the address that is written to first")
    func identities() throws {
        #expect(try Self.holds(#"identity(user) == "ana""#))
        #expect(try Self.holds(#"identity(email) == "ana@example.com""#))
        #expect(try !Self.holds("identity(phone) exists"))
    }

    @Test("the place, by the address or by properties of their own")
    func place() throws {
        #expect(try Self.holds(#"place.country == "DE""#) { $0.properties["country"] = Self.property("de") })
        #expect(
            try Self.holds(#"place.city == "Berlin""#) {
                $0.properties["address"] = Self.property(["city": "Berlin", "country": "DE"])
            })
        #expect(try !Self.holds("place.country exists"))
    }

    @Test(
        "region and coordinates, wherever a shop writes them; what is no coordinate is nowhere",
        arguments: [
            (#"place.region == "BE""#, #"{"region": "BE"}"#, true),
            (#"place.region == "Bavaria""#, #"{"state": "Bavaria"}"#, true),
            (#"place.region == "QC""#, #"{"address": {"province": "QC"}}"#, true),
            (#"place.region == "BE""#, #"{"address": {"region": "BE"}, "region": "HH"}"#, true),
            ("place within 25 km of (52.39, 13.06)", #"{"latitude": 52.52, "longitude": 13.05}"#, true),
            ("place within 25 km of (52.39, 13.06)", #"{"location": {"latitude": 52.4, "longitude": 13.1}}"#, true),
            ("place within 25 km of (52.39, 13.06)", #"{"address": {"latitude": 52.4, "longitude": 13.1}}"#, true),
            ("place within 25 km of (52.39, 13.06)", #"{"latitude": 48.1, "longitude": 11.6}"#, false),
            ("place within 25 km of (52.39, 13.06)", #"{"latitude": 52.4}"#, false),
            ("place within 25 km of (52.39, 13.06)", #"{"latitude": "north", "longitude": 13.1}"#, false),
        ])
    func region(rule: String, properties: String, expected: Bool) throws {
        let told = try #require(try JSON.parse(properties).object)
        let holds = try Self.holds(rule) { profile in
            for member in told.members { profile.properties[member.key] = Self.property(member.value) }
        }
        #expect(holds == expected, "\(properties)")
    }

    @Test("locale and suppressions")
    func others() throws {
        #expect(try Self.holds(#"locale() == "de-DE""#) { $0.properties["locale"] = Self.property("de-DE") })
        #expect(
            try Self.holds("suppressed(email)") { $0.suppressions = [Suppression(channel: .email, reason: "asked")] })
    }

    @Test("topics count with consent for their channel only")
    func topics() throws {
        #expect(try Self.holds(#"consents(email, "News")"#) { $0.topics = [.email: ["News"]] })
        #expect(
            try !Self.holds(#"consents(email, "News")"#) {
                $0.topics = [.email: ["News"]]
                $0.consents = [:]
            })
    }

    @Test("nothing is prepared where no condition asks for it")
    func unasked() throws {
        let definitions = try StepSample.definitions(segments: [("It", #"profile.country == "DE""#)])
        var profile = StepSample.profile()
        profile.lists = ["Newsletter": StepSample.now]
        let customer = Customer(profile: profile, timeline: Timeline(), definitions: definitions)
        #expect(customer.subject.facts == ProfileFacts())
    }

    @Test("a customer is rated by their orders against the edges of the snapshot, and anew by the next order")
    func rating() throws {
        let edges = RFMEdges(
            recency: [1, 2, 3, 4].map { StepSample.now - .days(40 - $0 * 10) },
            frequency: [1, 2, 3, 4].map { Number($0) },
            monetary: [50, 100, 200, 400].map { Number($0) })
        let definitions = Definitions(
            version: 1, flows: [],
            segments: [
                Segment(
                    id: 1, name: "Good",
                    condition: CompiledCondition(try Condition.parse("rfm(frequency) == 2 and rfm(monetary) == 3")),
                    version: 1)
            ], ranks: RankSnapshot(number: 1, takenAt: StepSample.now, profiles: 9, rfm: edges))
        var run = StepSample.run(definitions)
        for order in 1...2 {
            #expect(run.profile.watched[1]?.holds != true)
            run.receive(
                StepSample.event(
                    "Order Completed", order: Int64(order), ["order_id": .string("\(order)"), "total": 60]), claim: nil)
        }
        #expect(run.profile.watched[1]?.holds == true)
        #expect(RankSnapshot(document: definitions.ranks.document) == definitions.ranks)
    }

    @Test("a rank's threshold comes of the snapshot")
    func ranks() throws {
        let key = #"top 10% by sum("Order Completed".total)"#
        let definitions = Definitions(
            version: 1, flows: [],
            segments: [
                Segment(id: 1, name: "Top", condition: CompiledCondition(try Condition.parse(key)), version: 1)
            ], ranks: RankSnapshot(number: 1, thresholds: [key: Number(100)]))
        #expect(definitions.rankedSegments.keys == [key])
        var run = StepSample.run(definitions)
        run.receive(StepSample.event("Order Completed", order: 1, ["order_id": "1", "total": 99]), claim: nil)
        #expect(run.profile.watched[1]?.holds != true)
        run.receive(StepSample.event("Order Completed", order: 2, ["order_id": "2", "total": 1]), claim: nil)
        #expect(run.profile.watched[1]?.holds == true)
    }
}

import Engine
import Testing
import Values

@testable import Runtime

@Suite("Names and values for completion")
struct VocabularyTests {
    private func object(_ text: String) throws -> JSONObject { try #require(try JSON.parse(text).object) }

    @Test("properties are offered by how many have them, nested ones with dots")
    func paths() throws {
        let objects = try [
            #"{"country":"DE","address":{"city":"Berlin","geo":{"deep":{"er":1}}}}"#, #"{"country":"AT"}"#, "{}",
        ].map(object)
        #expect(Vocabulary.paths(in: objects) == ["country", "address.city", "address.geo.deep"])
    }

    @Test("values are offered that several people have; what one alone has tells who they are")
    func values() throws {
        let objects = try [
            #"{"country":"DE","email":"a@x.example","tags":["vip","new"],"age":39}"#,
            #"{"country":"DE","email":"b@x.example","tags":["vip"],"age":39.0}"#, #"{"country":"AT","vip":true}"#,
            #"{"country":"AT","vip":true}"#, #"{"country":"DE","address":{"city":"Berlin"}}"#,
        ].map(object)
        #expect(Vocabulary.values(at: "country", in: objects) == ["DE", "AT"])
        #expect(Vocabulary.values(at: "email", in: objects).isEmpty)
        #expect(Vocabulary.values(at: "tags", in: objects) == ["vip"])
        #expect(Vocabulary.values(at: "vip", in: objects) == ["true"])
        #expect(Vocabulary.values(at: "no.such", in: objects).isEmpty)
    }

    @Test("within lists each item is looked at, and a person who has a value twice has it once")
    func items() throws {
        let objects = try [
            #"{"products":[{"sku":"A","size":1},{"sku":"A"}],"tags":["new"]}"#,
            #"{"products":[{"sku":"B"},{"sku":"C"}],"tags":["new"],"pets":[{"name":"Rex"}]}"#,
            #"{"products":[{"sku":"B","price":2}],"address":{"city":"Berlin"}}"#,
        ].map(object)
        #expect(Vocabulary.values(at: "products.sku", in: objects) == ["B"])
        #expect(Vocabulary.values(at: "tags.value", in: objects) == ["new"])
        #expect(Vocabulary.values(at: "products.", in: objects) == ["sku", "price", "size"])
        #expect(Vocabulary.values(at: "address.", in: objects) == ["city"])
        #expect(Vocabulary.values(at: "tags.", in: objects).isEmpty)
    }

    @Test("places, locales and zones are offered as conditions read them")
    func facts() throws {
        let profiles = [
            #"{"address":{"country":"de","city":"Berlin"},"language":"de-DE","timezone":"Europe/Berlin"}"#,
            #"{"country":"DE","city":"Berlin","locale":"de-DE","timezone":"Europe/Berlin","place":{"city":"Hall 4"}}"#,
            #"{"country":"AT","state":"Tyrol","locale":"de-AT","timezone":"nowhere","place":{"city":"Hall 4"}}"#,
        ].map { text in
            var profile = Profile(key: ProfileKey(rawValue: 1), createdAt: Instant(milliseconds: 0))
            for member in (try? JSON.parse(text))?.object?.members ?? [] {
                profile.properties[member.key] = DatedProperty(
                    value: member.value, setAt: Instant(milliseconds: 0), source: "server")
            }
            return profile
        }
        let expected: [String: [String]] = [
            "place.country": ["DE"], "place.city": ["Berlin"], "place.region": [], "locale()": ["de-DE"],
            "zone()": ["Europe/Berlin"], "profile.place.city": ["Hall 4"], "country": [],
        ]
        for (name, values) in expected {
            #expect(Vocabulary.values(of: name, among: profiles) == values, "\(name)")
        }
    }

    @Test("events, their properties and values come from what arrived")
    func store() async throws {
        try await withSystem { system in
            let now = SystemClock.real.now()
            let events = try ["ana", "bea"].map { user in
                let identity = try #require(Identity(.user, user))
                return IncomingEvent(
                    identity: identity, call: .track, name: "Quiz Taken", occurredAt: now, receivedAt: now,
                    authority: .server, properties: Array(#"{"answer":"blue","score":7}"#.utf8),
                    envelope: Envelope(identities: [identity], messageID: "quiz \(user)"))
            }
            _ = await system.intake.store(source: "test", events: events, rejected: [])
            let vocabulary = Vocabulary(system)
            #expect(try await eventually { try await vocabulary.properties(ofEvent: "Quiz Taken").count == 2 })
            #expect(try await vocabulary.names().events.contains("Quiz Taken"))
            #expect(try await vocabulary.values(of: "answer", ofEvent: "Quiz Taken") == ["blue"])
            #expect(try await vocabulary.properties(ofEvent: "No Such").isEmpty)
        }
    }
}

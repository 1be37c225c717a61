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

import Engine
import Testing
import Values

@testable import Storage

@Suite("Journeys by step")
struct JourneyPlacesTests {
    private static let wait = JourneyPlace(flow: 1, version: 1, position: 0)
    private static let send = JourneyPlace(flow: 1, version: 1, position: 1)
    private static let other = JourneyPlace(flow: -2, version: 3, position: 0)

    private func totals(_ database: any Database) async throws -> [JourneyPlace: Int] {
        try await database.read { try JourneyPlaces().totals(in: shop, on: $0) }
    }

    private func profile(_ name: String, at places: [JourneyPlace]) -> StoredProfile {
        var profile = Profile(key: key(name), createdAt: noon)
        profile.journeys = places.enumerated().map { number, place in
            var journey = Journey(
                id: Int64(number), flow: place.flow, version: place.version, enteredAt: noon,
                trigger: JourneyTrigger(name: "E", occurredAt: noon, order: 1, properties: [:]))
            journey.position = place.position
            return journey
        }
        return .sample(name, document: profile.document)
    }

    @Test("who comes, moves on and leaves is counted where they stand", arguments: TestDatabase.reachable)
    func counting(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            try await rows.apply { $0.journeyPlaces = [Self.wait: 3, Self.other: 1] }
            try await rows.apply { $0.journeyPlaces = [Self.wait: -2, Self.send: 1, Self.other: 0] }
            #expect(try await totals(database) == [Self.wait: 1, Self.send: 1, Self.other: 1])
            try await rows.apply { $0.journeyPlaces = [Self.other: -1] }
            #expect(try await totals(database) == [Self.wait: 1, Self.send: 1])
            #expect(try await database.read { try JourneyPlaces().totals(limit: 1, in: shop, on: $0) }.count == 1)
        }
    }

    @Test(
        "counted anew, they are what the profiles say; of an erased one nothing is left",
        arguments: TestDatabase.reachable)
    func anew(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            let stored = [
                profile("ana", at: [Self.wait, Self.other]), profile("bo", at: [Self.wait]), profile("cy", at: []),
            ]
            try await rows.apply { batch in
                batch.profiles = stored
                batch.movedProfiles = [MovedProfile(key: key("cy"), movedTo: key("ana"))]
                batch.journeyPlaces = [Self.send: 7]
            }
            try await database.write(lane: .jobs) { try JourneyPlaces.countAnew(on: $0) }
            #expect(try await totals(database) == [Self.wait: 2, Self.other: 1])
            try await database.write(lane: .jobs) { try JourneyPlaces().forget([key("ana")], on: $0) }
            #expect(try await totals(database) == [Self.wait: 1])
        }
    }
}

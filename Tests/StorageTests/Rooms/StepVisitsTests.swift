import Engine
import Testing
import Values

@testable import Storage

@Suite("Journeys that came by a step")
struct StepVisitsTests {
    @Test(
        "every step that was begun is added up, by version and place, of each flow alone",
        arguments: TestDatabase.reachable)
    func counting(kind: TestDatabase) async throws {
        try await kind.open { database in
            let rows = Shop(database: database)
            let (first, second) = (
                JourneyPlace(flow: 1, version: 1, position: 0), JourneyPlace(flow: 1, version: 2, position: 4)
            )
            try await rows.apply { $0.visits = [first: 3, second: 1] }
            try await rows.apply { $0.visits = [first: 2, JourneyPlace(flow: 2, version: 1, position: 0): 9] }
            let totals = try await database.read { try StepVisits().totals(ofFlow: 1, in: shop, on: $0) }
            #expect(totals == [first: 5, second: 1])
        }
    }
}

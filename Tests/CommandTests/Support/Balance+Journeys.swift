import Engine
import Testing
import Values

extension Balance {
    /// Every journey is in exactly one state and something will move it on; what is counted of them, in the table of
    /// places and in the log, is what there is.
    func expectJourneysStand(_ seed: UInt64) throws {
        let standing = try books.journeys()
        let appointments = try books.appointments()
        let held = Set(try books.messages().filter { $0.state == .held }.map(\.id))
        let stuck = standing.filter { journey in
            switch journey.state {
            case .waiting, .waitingForEvent:
                !appointments.contains(Books.Appointment(kind: .journeyDue, id: journey.id))
            case .waitingForMessage(let id):
                !held.contains(id) || !appointments.contains(Books.Appointment(kind: .messageDue, id: id))
            case .ready, .waitingForAnswer: true
            }
        }
        #expect(stuck.isEmpty, "journeys that nothing moves on, seed \(seed): \(stuck.prefix(3).map(\.state))")
        #expect(Set(standing.map(\.id)).count == standing.count, "a journey is kept twice, seed \(seed)")
        let places = Dictionary(grouping: standing) {
            JourneyPlace(flow: $0.flow, version: $0.version, position: $0.position)
        }
        #expect(try books.places() == places.mapValues(\.count), "places are counted wrongly, seed \(seed)")
        let byLog = try books.journeysByLog().filter { $0.value != 0 }
        let byFlow = Dictionary(grouping: standing, by: \.flow).mapValues(\.count)
        #expect(byLog == byFlow, "the log knows of other journeys, seed \(seed)")
    }

    /// Nobody gets more marketing on one day than the shop allows.
    func expectCap(of perDay: Int, _ seed: UInt64) throws {
        #expect(try books.mostMarketingOnOneDay() <= perDay, "more than \(perDay) a day, seed \(seed)")
    }
}

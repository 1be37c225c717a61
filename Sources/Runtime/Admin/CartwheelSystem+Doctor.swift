import Engine
import Storage
import Values

extension CartwheelSystem {
    /// Messages of so many days are looked through.
    static let doctorsDays = 7

    /// What the doctor asks of the running system.
    ///
    /// `{"postgres": major version or null, "clock_ahead": ms, "failed", "unknown", "days"}`; the clock is the database's. Cost:
    /// an index over the newest messages, at most `MessageList.mostSearched`.
    func examine() async throws -> JSON {
        let clock = clock
        return try await database.read { [scope] connection in
            let before = clock.now()
            let theirs = try DatabaseClock { clock.now() }.now(on: connection)
            let after = clock.now()
            // Asked somewhere between the two.
            let ahead =
                theirs > after
                ? (theirs - after).milliseconds : theirs < before ? (theirs - before).milliseconds : 0
            let counts = try MessageList().counts(
                since: after - .days(Int64(CartwheelSystem.doctorsDays)), in: scope, on: connection
            ).counts
            return [
                "postgres": try DatabaseVersion.postgres(on: connection).map { .number(Number($0)) } ?? .null,
                "clock_ahead": .number(Number(ahead)), "failed": .number(Number(counts[.failed] ?? 0)),
                "unknown": .number(Number(counts[.unknown] ?? 0)),
                "days": .number(Number(CartwheelSystem.doctorsDays)),
            ]
        }
    }
}

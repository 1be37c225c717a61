import Engine
import Runtime
import Storage
import Values

/// What stands still, and the database's own state.
extension DoctorChecks {
    /// Leases last four seconds: clocks further apart are somebody's mistake.
    private static let mostClockDifference: Int64 = 2_000

    static func database(_ examined: JSON) -> [Finding] {
        guard let version = examined["postgres"]?.number?.integer else { return [] }
        let ahead = examined["clock_ahead"]?.number?.integer ?? 0
        return [
            version < DatabaseVersion.oldestPostgres
                ? .bad(
                    "PostgreSQL",
                    "it is version \(version); Cartwheel needs \(DatabaseVersion.oldestPostgres) or later: upgrade it")
                : .good("PostgreSQL", "version \(version)"),
            abs(ahead) > mostClockDifference
                ? .warning(
                    "Clock",
                    "the database's clock is \(abs(ahead) / 1000) s \(ahead > 0 ? "ahead of" : "behind") this machine's; "
                        + "have both follow a time server")
                : .good("Clock", "the database's and this machine's agree"),
        ]
    }

    /// Messages that did not reach anybody, or nobody knows.
    static func messages(_ examined: JSON) -> [Finding] {
        let days = examined["days"]?.number?.integer ?? 0
        var findings: [Finding] = []
        if let failed = examined["failed"]?.number?.integer, failed > 0 {
            findings.append(
                .warning(
                    "Failed messages",
                    "\(failed) of the last \(days) days were given up; their reasons stand in the console under Messages, state failed"
                ))
        }
        if let unknown = examined["unknown"]?.number?.integer, unknown > 0 {
            findings.append(
                .warning(
                    "Unknown messages",
                    "of \(unknown) of the last \(days) days nobody knows whether they arrived: the program or the connection "
                        + "stopped while they were handed over; they are not sent again"))
        }
        return findings
    }

    /// What somebody stopped on purpose, and may have forgotten.
    static func stopped(_ settings: WorkspaceSettings, _ flows: [JSON]) -> [Finding] {
        var findings: [Finding] = []
        if settings.marketingStopped {
            findings.append(
                .note("Marketing", "all of it is stopped; it goes on with: cartwheel settings marketing_stopped=false"))
        }
        let paused = flows.filter { $0["state"]?.string == "paused" }.compactMap { $0["flow"]?.string }
        if !paused.isEmpty {
            let more = paused.count > 5 ? " and \(paused.count - 5) more" : ""
            findings.append(
                .note(
                    "Paused flows",
                    "\(paused.prefix(5).joined(separator: ", "))\(more); they go on with: cartwheel flows resume NAME"))
        }
        return findings
    }
}

/// Which step a line of the log tells of, in which version of its flow, and what it read; lines of before say nothing, and
/// journeys that failed get the kind of end that says so.
enum StepMarkColumns {
    static func statements(_ d: Dialect) -> [String] {
        [
            "ALTER TABLE log ADD COLUMN flow_version \(d.int) NOT NULL DEFAULT 0",
            "ALTER TABLE log ADD COLUMN step \(d.text) NOT NULL DEFAULT ''",
            // A JSON object; empty where the step read nothing.
            "ALTER TABLE log ADD COLUMN inputs \(d.text) NOT NULL DEFAULT ''",
            "UPDATE log SET kind = 22 WHERE kind = 9 AND text LIKE 'Ended: the % failed: %'",
        ]
    }
}

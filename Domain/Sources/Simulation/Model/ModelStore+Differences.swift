import Engine
import Values

extension ModelStore {
    /// In which of its tables this database differs from another, with a row for each; empty where it does not.
    func differences(from other: ModelStore) -> [String] {
        [
            difference("profiles", profiles, other.profiles), difference("identities", identities, other.identities),
            difference("messages", messages, other.messages), difference("claims", claims, other.claims),
            difference(
                "journeys", journeyPlaces.filter { $0.value != 0 }, other.journeyPlaces.filter { $0.value != 0 }),
            difference("members", members.filter { !$0.value.isEmpty }, other.members.filter { !$0.value.isEmpty }),
            difference("codes", issuedCoupons, other.issuedCoupons),
            difference("events", rows(events), rows(other.events)), difference("log", rows(log), rows(other.log)),
            difference("ledger", rows(ledger), rows(other.ledger)),
            difference("effects", rows(effects), rows(other.effects)),
            difference("work", rows(work.items), rows(other.work.items)),
            difference(
                "links", Dictionary(uniqueKeysWithValues: links.map { ($0, true) }),
                Dictionary(uniqueKeysWithValues: other.links.map { ($0, true) })),
        ].compactMap { $0 }
    }

    private func rows<Row>(_ rows: [Row]) -> [Int: Row] {
        Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($0.offset, $0.element) })
    }

    private func difference<Key: Hashable, Row: Equatable>(
        _ name: String, _ mine: [Key: Row], _ theirs: [Key: Row]
    ) -> String? {
        guard mine != theirs else { return nil }
        let odd = Set(mine.keys).union(theirs.keys).first { mine[$0] != theirs[$0] }!
        func text(_ row: Row?) -> String { row.map { "\($0)" } ?? "nothing" }
        return name + ": " + Journal.parting(text(mine[odd]), text(theirs[odd]))
    }
}

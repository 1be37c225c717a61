import Testing
import Values

@testable import Engine

@Suite("The graph of links")
struct LinkGraphTests {
    /// Stored facts, and how often they were asked for.
    final class Shelf: CustomerReader {
        var facts: [LinkFact] = []
        var readings = 0

        func identities(_ keys: [IdentityKey]) -> [IdentityRow] {
            let sides = Set(facts.flatMap { [$0.first, $0.second] }).filter { keys.contains($0.key) }
            return sides.map { IdentityRow(identity: $0, owner: $0.key, firstSeenAt: .at(0)) }
        }
        func facts(of identities: [LinkedIdentity]) -> [LinkFact] {
            readings += 1
            return facts.filter { identities.contains($0.first) || identities.contains($0.second) }
        }
        func profiles(_ keys: [ProfileKey]) -> [ProfileRow] { [] }
        func timelines(_ requests: [TimelineRequest]) -> [HistoryEvent] { [] }
        func claims(_ keys: [Int64]) -> [ObjectClaim] { [] }
        func messages(_ ids: [Int64]) -> [Message] { [] }
        func profiles(in range: BucketRange, after: ProfileKey?, limit: Int) -> [ProfileRow] { [] }
        func pendingEvent(in range: BucketRange, after id: Int64) -> Int64? { nil }
        func timelines(_ requests: [TimelineRequest], named names: Set<String>) -> [HistoryEvent] { [] }
        func messages(ofJourney journey: Int64, under keys: [ProfileKey], limit: Int) -> [Message] { [] }
    }

    private let people = (0..<300).map { FactMaker.identity(.user, "p\($0)") }
    private let till = FactMaker.identity(.anonymous, "till")

    private func shelf() -> Shelf {
        let shelf = Shelf()
        shelf.facts = (0..<5).map { FactMaker.fact(people[$0], people[$0 + 1], at: Int64($0)) }
        shelf.facts += [
            FactMaker.fact(people[5], till, at: 6), FactMaker.fact(people[8], till, at: 8),
            FactMaker.fact(people[8], people[9], at: 9),
        ]
        shelf.facts += (11..<300).map { FactMaker.fact(people[10], people[$0], at: Int64($0)) }
        return shelf
    }

    @Test("facts are followed however many steps away, but not beyond a shared browser")
    func following() throws {
        let shelf = shelf()
        var graph = LinkGraph()
        let near = try graph.cluster(of: [people[3].key], shelf)
        #expect(Set(near.facts) == Set(shelf.facts.prefix(7)))
        #expect(Set(near.owners.keys) == Set(people.prefix(6).map(\.key) + [till.key]))
        #expect(try graph.cluster(of: [people[7].key], shelf).facts.isEmpty)
    }

    @Test("what was read ahead for a batch is what is read for each one alone")
    func readingAhead() throws {
        let shelf = shelf()
        let sought = [0, 3, 5, 7, 8, 9, 10, 250].map { people[$0].key } + [till.key]
        var ahead = LinkGraph()
        try ahead.readAhead(around: Set(sought), shelf)
        let readings = shelf.readings
        #expect(readings <= 3)
        for key in sought {
            var alone = LinkGraph()
            #expect(try ahead.cluster(of: [key], shelf).facts == alone.cluster(of: [key], shelf).facts)
        }
    }

    @Test("facts and owners of the batch itself count at once")
    func ownBatch() throws {
        let shelf = shelf()
        var graph = LinkGraph()
        let mail = FactMaker.identity(.email, "ana@example.com")
        let fact = FactMaker.fact(people[7], mail, at: 10)
        graph.add(fact)
        graph.setOwner(of: mail.key, to: people[7].key)
        let cluster = try graph.cluster(of: [people[7].key], shelf)
        #expect(cluster.facts == [fact])
        #expect(cluster.owners[mail.key] == people[7].key)
    }
}

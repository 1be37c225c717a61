import Testing
import Values

@testable import Engine

@Suite("People")
struct PeopleTests {
    @Test("any order of link facts gives the same people", arguments: 0..<300)
    func order(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let facts = FactMaker.facts(&random)
        let expected = People(facts).persons
        for _ in 0..<4 { #expect(People(facts.shuffled(using: &random)).persons == expected, "seed \(seed)") }
    }

    @Test("facts that arrive twice change nothing", arguments: 0..<50)
    func twice(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let facts = FactMaker.facts(&random)
        #expect(People(facts + facts).persons == People(facts).persons, "seed \(seed)")
    }

    @Test("no two user ids unite without an alias or a review", arguments: 0..<200)
    func strangers(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let facts = FactMaker.facts(&random).filter { $0.relation != .alias && $0.relation != .review }
        for person in People(facts).persons {
            #expect(person.identities.count { $0.identity.kind == .user } <= 1, "seed \(seed)")
        }
    }

    @Test("an anonymous id belongs to exactly one person at any moment", arguments: 0..<200)
    func moments(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let facts = FactMaker.facts(&random)
        let persons = People(facts).persons
        let browsers = Set(facts.flatMap { [$0.first, $0.second] }.filter { $0.kind == .anonymous })
        for browser in browsers where !People(facts).claimants(of: browser.key).isEmpty {
            for moment in 0..<120 {
                let owners = persons.count { person in
                    person.identities.contains {
                        $0.identity == browser && $0.owns(Instant(milliseconds: Int64(moment)))
                    }
                }
                #expect(owners == 1, "seed \(seed), \(browser.value) at \(moment)")
            }
        }
    }

    @Test("a shared device joins no strangers")
    func sharedDevice() {
        let browser = FactMaker.identity(.anonymous, "laptop")
        let (ana, ben) = (FactMaker.identity(.user, "ana"), FactMaker.identity(.user, "ben"))
        let people = People([FactMaker.fact(ana, browser, at: 10), FactMaker.fact(ben, browser, at: 20)])
        #expect(people.persons.count == 2)
        #expect(people.person(of: ana.key)!.identities.contains { $0.identity == browser && $0.owns(.at(5)) })
        #expect(people.person(of: ana.key)!.identities.contains { $0.identity == browser && $0.owns(.at(19)) })
        #expect(people.person(of: ben.key)!.identities.contains { $0.identity == browser && $0.owns(.at(20)) })
    }

    @Test("a browser key cannot merge known people")
    func browserKey() {
        let (ana, mail) = (FactMaker.identity(.user, "ana"), FactMaker.identity(.email, "ben@example.com"))
        let people = People([FactMaker.fact(ana, mail, at: 1, authority: .browser)])
        #expect(people.persons.count == 2)
        #expect(people.refused.count == 1)
    }

    @Test("an alias from a trusted key unites two user ids")
    func alias() {
        let (old, new) = (FactMaker.identity(.user, "17"), FactMaker.identity(.user, "ana"))
        #expect(People([FactMaker.fact(old, new, at: 1, relation: .alias)]).persons.count == 1)
        #expect(People([FactMaker.fact(old, new, at: 1, relation: .identify)]).persons.count == 2)
    }

    @Test("a review unites two user ids, with the address that both claimed and whatever came before or after it")
    func review() {
        let (ana, ben) = (FactMaker.identity(.user, "ana"), FactMaker.identity(.user, "ben"))
        let (mail, phone) = (FactMaker.identity(.email, "f@example.com"), FactMaker.identity(.phone, "+4930123456"))
        let facts = [
            FactMaker.fact(ana, mail, at: 1), FactMaker.fact(ben, mail, at: 2), FactMaker.fact(ben, phone, at: 9),
        ]
        #expect(People(facts).persons.count == 2)
        for moment in [3, 20] as [Int64] {
            let people = People(facts + [FactMaker.fact(ben, ana, at: moment, authority: .engine, relation: .review)])
            #expect(people.persons.count == 1)
            #expect(Set(people.persons[0].identities.map(\.identity)) == [ana, ben, mail, phone])
        }
    }

    @Test("an address that two accounts claim stays with the first")
    func contested() {
        let (ana, ben) = (FactMaker.identity(.user, "ana"), FactMaker.identity(.user, "ben"))
        let mail = FactMaker.identity(.email, "family@example.com")
        let people = People([FactMaker.fact(ben, mail, at: 2), FactMaker.fact(ana, mail, at: 1)])
        #expect(people.person(of: mail.key)!.identities.contains { $0.identity == ana })
        #expect(people.refused.count == 1)
    }
}

enum FactMaker {
    static func identity(_ kind: Identity.Kind, _ value: String) -> LinkedIdentity {
        let identity = Identity(kind, value)!
        return LinkedIdentity(
            key: IdentityKey(identity, workspace: .first), kind: identity.kind, value: identity.value)
    }

    static func fact(
        _ first: LinkedIdentity, _ second: LinkedIdentity, at moment: Int64,
        authority: Event.Authority = .server, relation: LinkFact.Relation = .identify
    ) -> LinkFact {
        LinkFact(
            first: first, second: second, occurredAt: .at(moment), messageHash: moment &* 31, authority: authority,
            relation: relation)
    }

    static func facts(_ random: inout SeededRandom) -> [LinkFact] {
        let known =
            (0..<4).map { identity(.user, "user\($0)") } + (0..<4).map { identity(.email, "m\($0)@example.com") }
            + (0..<2).map { identity(.phone, "+49170000000\($0)") }
        let browsers = (0..<3).map { identity(.anonymous, "browser\($0)") }
        return (0..<Int.random(in: 1...14, using: &random)).compactMap { number in
            let first = known.randomElement(using: &random)!
            let second = (known + browsers + browsers).randomElement(using: &random)!
            guard first != second else { return nil }
            return LinkFact(
                first: first, second: second, occurredAt: .at(Int64.random(in: 0..<100, using: &random)),
                messageHash: Int64(number), authority: random.chance(0.8) ? .server : .browser,
                relation: LinkFact.Relation.allCases.randomElement(using: &random)!)
        }
    }
}

extension Instant {
    static func at(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }
}

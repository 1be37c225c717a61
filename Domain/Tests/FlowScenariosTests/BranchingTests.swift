import Engine
import FlowScenarios
import Simulation
import Testing
import Values

@Suite("Branches go the way they say")
struct BranchingTests {
    static let proofs: [Proof] = [
        Proof(
            "the first way whose condition holds is taken, and all meet again after it",
            """
            steps:
              - choose:
                  - when: profile.country == "DE"
                    then:
                      - update: {way: one}
                  - when: profile.country in ["DE", "FR"]
                    then:
                      - update: {way: two}
                otherwise:
                  - update: {way: none}
              - if: profile.way == "one"
                then:
            \(send("one", indent: 6))
              - if: profile.way == "two"
                then:
            \(send("two", indent: 6))
              - if: profile.way == "none"
                then:
            \(send("none", indent: 6))
            """,
            """
              - name: first
                person: {country: DE}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent one]
              - name: second
                person: {country: FR}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent two]
              - name: no way
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent none]
            """),
        Proof(
            "a scenario chooses the way of a split, the variant of a test, and who is held out",
            """
            steps:
              - split:
                  - share: 10%
                    then:
            \(send("tenth", indent: 10))
                  - share: 20%
                    then:
                      - end: a fifth
              - test: subject
                variants:
                  - name: a
                    then:
            \(send("a", indent: 10))
                  - name: b
                    then:
            \(send("b", indent: 10))
              - wait: 1 day
              - holdout: 50%
            \(send("last"))
            """,
            """
              - name: the rest goes on after the split
                takes: {split-1: rest, subject: b, holdout-1: in}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent b, Tue 10:00 sent last]
              - name: held out
                takes: {split-1: 1, subject: a, holdout-1: out}
                happens: [{at: Mon 10:00, event: Go}]
                expect:
                  - Mon 10:00 sent tenth
                  - Tue 09:00 sent a
                  - Wed 09:00 emitted Held Out
                  - Wed 09:00 ended f because held out
              - name: second way
                takes: {split-1: 2}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 ended f because a fifth]
            """),
        Proof(
            "a loop ends after as many times as it says",
            "steps:\n" + send("nudge")
                + "  - wait: 1 day\n  - go to: nudge\n    at most: 2\n  - end: said it three times\n",
            """
              - name: three times in all
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent nudge, Tue 10:00 sent nudge, Wed 10:00 sent nudge, Thu 10:00 ended f because three times]
            """),
    ]

    @Test("a branch", arguments: proofs)
    func branch(_ proof: Proof) throws { try proof.check() }

    @Test("shares come out as they are written, and the same person stays held out")
    func shares() throws {
        let text = Proof.whole(
            """
            reentry: always
            steps:
              - holdout: 20%
              - split:
                  - share: 25%
                    then:
                      - add tag: quarter
              - test: t
                variants:
                  - name: a
                    then:
                      - add tag: a
                  - name: b
                    then:
                      - add tag: b
            """)
        var world = World(
            definitions: Definitions(version: 1, flows: [try FlowFile.read(text, version: 1)]),
            now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
        let people = (0..<1000).map { Identity(.user, "person-\($0)")! }
        for person in people { try world.track("Go", by: [person]) }
        let tags = try people.map { try Set(#require(try world.profile(of: $0)).tags.keys) }
        let heldOut = tags.filter(\.isEmpty).count
        #expect((150...250).contains(heldOut))
        let quarter = Double(tags.count { $0.contains("quarter") }) / Double(1000 - heldOut)
        #expect((0.20...0.30).contains(quarter))
        #expect((0.44...0.56).contains(Double(tags.count { $0.contains("a") }) / Double(1000 - heldOut)))
        try world.advance(by: .days(1))
        for person in people { try world.track("Go", by: [person]) }
        let again = try people.map { try #require(try world.profile(of: $0)).tags.isEmpty }
        #expect(again == tags.map(\.isEmpty))
    }
}

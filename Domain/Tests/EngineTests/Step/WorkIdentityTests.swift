import Testing
import Values

@testable import Engine

@Suite("Identities of work")
struct WorkIdentityTests {
    @Test("both sides of a link are looked at, though their work lies in one bucket")
    func sides() throws {
        var run = StepSample.run(try StepSample.definitions())
        let (ana, mail) = (FactMaker.identity(.user, "ana"), FactMaker.identity(.email, "ana@example.com"))
        run.state(FactMaker.fact(ana, mail, at: 1))
        #expect(Set(run.decision.scheduledWork.map(\.id)).count == 2)
    }

    @Test("a profile that hands something over and then moves there is not lost for the first telling")
    func tellings() throws {
        let (ana, mail) = (FactMaker.identity(.user, "ana"), FactMaker.identity(.email, "ana@example.com"))
        let fact = FactMaker.fact(ana, mail, at: 1)
        var ids: Set<Int64> = []
        for size in [1, 2] {
            var profile = Profile(key: mail.key, createdAt: StepSample.now)
            profile.properties["size"] = DatedProperty(
                value: .number(Number(size)), setAt: StepSample.now, source: "server")
            var run = StepSample.run(of: profile, try StepSample.definitions())
            run.rehome(LinkCluster(facts: [fact], owners: [mail.key: mail.key, ana.key: ana.key]))
            ids.formUnion(run.decision.scheduledWork.filter { $0.kind == .absorb }.map(\.id))
        }
        #expect(ids.count == 2)
    }
}

import Testing
import Values

@testable import Engine

@Suite("How long customers take to order again")
struct ReorderTests {
    private func gaps(_ days: [[Int64]]) -> ReorderGaps {
        var gaps = ReorderGaps()
        for customer in days {
            var moment = StepSample.now
            gaps.add(
                [moment]
                    + customer.map {
                        moment = moment + .days($0)
                        return moment
                    })
        }
        return gaps
    }

    @Test("it is the middle of the gaps, not their average, and needs enough of them")
    func median() {
        let usual = [[Int64]](repeating: [28], count: 20) + [[Int64]](repeating: [40], count: 9)
        #expect(gaps(usual).interval == nil)
        #expect(gaps(usual + [[900]]).interval == ReorderInterval(days: 28, gaps: 30))
    }

    @Test("two orders of one day are one, and whoever orders all the time does not speak for all")
    func fair() {
        let daily = [[Int64](repeating: 1, count: 500)]
        let others = [[Int64]](repeating: [0, 30], count: 25)
        #expect(gaps(daily + others).interval == ReorderInterval(days: 30, gaps: 35))
    }

    @Test("a snapshot keeps it in its stored form")
    func stored() {
        let snapshot = RankSnapshot(number: 3, takenAt: StepSample.now, reorder: ReorderInterval(days: 42, gaps: 99))
        #expect(RankSnapshot(document: snapshot.document) == snapshot)
        #expect(RankSnapshot(document: #"{"v":1,"number":2}"#).reorder == nil)
    }
}

import Conditions
import Values

extension StepRun {
    /// Puts down, before anything new happens, whether the person is in the segments that are being built: who was in
    /// them all along does not enter by what happens now.
    mutating func settleBuilds() {
        let set = definitions.segmentSet
        guard !set.building.isEmpty, customer.hasTimeline, !customer.isNew else { return }
        build(set.building.filter { profile.watched[set.all[$0].id]?.version != set.all[$0].version })
    }

    /// Evaluates segments that are being built, at these ascending positions.
    mutating func build(_ positions: [Int]) {
        guard !positions.isEmpty else { return }
        let announced = positions.filter { definitions.segments[$0].build?.announces == true }
        let silent = positions.filter { definitions.segments[$0].build?.announces != true }
        evaluate(silent, .silent, order: 0, depth: 0)
        guard !announced.isEmpty else { return }
        evaluate(announced, .live, order: 0, depth: 0)
        stepPending()
    }
}

import Conditions
import Values

extension StepRun {
    /// Puts down, before anything new happens, whether the person is in the segments that are being built: who was in
    /// them all along does not enter by what happens now.
    mutating func settleBuilds() {
        let set = definitions.segmentSet
        guard !set.building.isEmpty, customer.hasTimeline, !customer.isNew else { return }
        build(
            set.building.filter { position in
                // An answer of this version is kept already, and by whom it changes since then is news; new thresholds
                // are looked at by an announced build whatever is kept.
                let segment = set.all[position]
                return profile.watched[segment.id]?.version != segment.version || segment.build?.announces == true
            })
    }

    /// Evaluates segments that are being built, at these ascending positions.
    mutating func build(_ positions: [Int]) {
        guard !positions.isEmpty else { return }
        let announced = positions.filter { definitions.segmentSet.all[$0].build?.announces == true }
        let silent = positions.filter { definitions.segmentSet.all[$0].build?.announces != true }
        evaluate(silent, .silent, order: 0, depth: 0)
        guard !announced.isEmpty else { return }
        evaluate(announced, .live, order: 0, depth: 0)
        // Whether anybody hears of it or not, journeys may have waited for it.
        lookAtWaitingJourneys()
        stepPending()
    }
}

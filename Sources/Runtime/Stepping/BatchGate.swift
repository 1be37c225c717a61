import Engine
import Storage

/// Through which the process's workers write their batches, one after the other: computed at the same time, a batch is
/// written only if none written since rests on something else.
actor BatchGate {
    private var overlap = BatchOverlap()
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func begin(_ worker: Int) { overlap.begin(worker) }

    func end(_ worker: Int) { overlap.end(worker) }

    /// - Throws: `StepConflict.joinedMeanwhile` where the batch must be computed anew, or what `body` throws.
    func write<T: Sendable>(
        _ footprint: BatchFootprint, by worker: Int, _ body: @Sendable () async throws -> T
    ) async throws -> T {
        await enter()
        defer { leave() }
        guard overlap.mayWrite(footprint, by: worker) else { throw StepConflict.joinedMeanwhile }
        defer { overlap.wrote(footprint, by: worker) }
        return try await body()
    }

    private func enter() async {
        if isBusy {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            isBusy = true
        }
    }

    private func leave() {
        if waiting.isEmpty {
            isBusy = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}

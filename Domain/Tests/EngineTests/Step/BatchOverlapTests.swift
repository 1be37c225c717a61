import Testing
import Values

@testable import Engine

@Suite("Batches that are computed at the same time")
struct BatchOverlapTests {
    private func key(_ name: String) -> IdentityKey { IdentityKey(Identity(.user, name)!, workspace: .first) }

    private func footprint(_ homes: String..., joined: [String] = []) -> BatchFootprint {
        BatchFootprint(homes: Set(homes.map(key)), joined: Set(joined.map(key)))
    }

    /// Writes a batch if it may be.
    private func write(_ footprint: BatchFootprint, by worker: Int, _ overlap: inout BatchOverlap) -> Bool {
        guard overlap.mayWrite(footprint, by: worker) else { return false }
        overlap.wrote(footprint, by: worker)
        return true
    }

    @Test("batches over different people are both written")
    func apart() {
        var overlap = BatchOverlap()
        overlap.begin(0)
        overlap.begin(1)
        #expect(write(footprint("ana", joined: ["browser"]), by: 0, &overlap))
        #expect(write(footprint("bo", joined: ["till"]), by: 1, &overlap))
    }

    @Test("who was joined by one batch is not stepped by another that did not know it, whichever comes first")
    func joinedAndStepped() {
        for joinerFirst in [true, false] {
            var overlap = BatchOverlap()
            overlap.begin(0)
            overlap.begin(1)
            let joiner = footprint("ana", joined: ["browser"])
            let stepper = footprint("browser")
            let (first, second) = joinerFirst ? (joiner, stepper) : (stepper, joiner)
            #expect(write(first, by: 0, &overlap))
            #expect(!write(second, by: 1, &overlap))
            // Computed anew it knows.
            overlap.end(1)
            overlap.begin(1)
            #expect(write(second, by: 1, &overlap))
        }
    }

    @Test("two batches do not join one identity")
    func joinedTwice() {
        var overlap = BatchOverlap()
        overlap.begin(0)
        overlap.begin(1)
        #expect(write(footprint("ana", joined: ["browser"]), by: 0, &overlap))
        #expect(!write(footprint("bo", joined: ["browser"]), by: 1, &overlap))
    }

    @Test("a batch that begins after the other was written has read it")
    func afterwards() {
        var overlap = BatchOverlap()
        overlap.begin(0)
        #expect(write(footprint("ana", joined: ["browser"]), by: 0, &overlap))
        overlap.end(0)
        overlap.begin(1)
        #expect(write(footprint("browser"), by: 1, &overlap))
    }

    @Test("a slow batch is compared with all that was written meanwhile")
    func slow() {
        var overlap = BatchOverlap()
        overlap.begin(1)
        overlap.begin(0)
        #expect(write(footprint("ana", joined: ["browser"]), by: 0, &overlap))
        for _ in 0..<100 {
            overlap.end(0)
            overlap.begin(0)
            #expect(write(footprint("ana"), by: 0, &overlap))
        }
        #expect(!write(footprint("browser"), by: 1, &overlap))
    }

    @Test("a batch that begins while the other is being written may not have read it")
    func begunMeanwhile() {
        var overlap = BatchOverlap()
        overlap.begin(0)
        #expect(overlap.mayWrite(footprint("ana", joined: ["browser"]), by: 0))
        overlap.begin(1)
        overlap.wrote(footprint("ana", joined: ["browser"]), by: 0)
        #expect(!overlap.mayWrite(footprint("browser"), by: 1))
    }
}

import Conditions
import Values

/// Which events of one name a figure is about, in one file.
struct RowChoice {
    /// A window's edges in milliseconds, for one zone.
    struct Edges {
        var start: Int64
        var end: Int64
        var sureStart: Int64
        var sureEnd: Int64
    }

    let table: EventTable
    let mask: [UInt8]?
    let edges: [Edges]
    private let stretches: [WindowStretch]
    private let isShared: Bool
    private let zoneOfProfile: [UInt16]

    /// Nil where the filter cannot be answered from columns.
    init?(_ choice: EventChoice, _ table: EventTable, in run: FileRun) {
        self.init(choice.filter, choice.window, table, in: run)
    }

    init?(_ filter: EventTest?, _ window: WindowPlan, _ table: EventTable, in run: FileRun) {
        self.table = table
        if let filter {
            guard let mask = FilterMask(table: table.bodies, now: run.now).mask(filter) else { return nil }
            self.mask = mask
        } else {
            mask = nil
        }
        isShared = window.isShared
        zoneOfProfile = run.file.zoneOfProfile
        stretches = (isShared ? [.utc] : run.file.zones).map {
            run.stretches.stretch(of: window, now: run.now, shopper: $0)
        }
        edges = stretches.map {
            Edges(start: $0.start, end: $0.end, sureStart: $0.sureStart, sureEnd: $0.sureEnd)
        }
    }

    private var isPlain: Bool { mask == nil && stretches.allSatisfy(\.isPlain) }

    /// Calls `body` with each profile asked for and its range of events and edges.
    @inline(__always)
    private func forEachProfile(_ profiles: Bitmap, _ body: (Int, Int, Int, Int) -> Void) {
        table.withStarts { starts in
            zoneOfProfile.withUnsafeBufferPointer { zones in
                profiles.forEach { profile in
                    let zone = isShared ? 0 : Int(zones[profile])
                    body(profile, Int(starts[profile]), Int(starts[profile + 1]), zone)
                }
            }
        }
    }

    /// Calls `body` with each profile and each of its events that count, oldest first, then `done` with the profile.
    ///
    /// Cost: about a nanosecond an event of the name.
    @inline(__always)
    func forEachRow(_ profiles: Bitmap, _ body: (Int, Int) -> Void, done: (Int) -> Void = { _ in }) {
        let times = table.times
        edges.withUnsafeBufferPointer { edges in
            if isPlain {
                forEachProfile(profiles) { profile, low, high, zone in
                    let edge = edges[zone]
                    for row in low..<high where times[row] >= edge.start && times[row] < edge.end {
                        body(profile, row)
                    }
                    done(profile)
                }
            } else {
                withMask { mask in
                    forEachProfile(profiles) { profile, low, high, zone in
                        for row in low..<high where isIn(times[row], edges[zone], zone) && (mask?[row] ?? 1) != 0 {
                            body(profile, row)
                        }
                        done(profile)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func withMask(_ body: (UnsafePointer<UInt8>?) -> Void) {
        guard let mask else { return body(nil) }
        mask.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    @inline(__always)
    private func isIn(_ time: Int64, _ edge: Edges, _ zone: Int) -> Bool {
        guard time >= edge.start, time < edge.end else { return false }
        return time >= edge.sureStart && time < edge.sureEnd || stretches[zone].contains(time)
    }

    /// How many events count, for each profile asked for; added to what is there.
    func count(_ profiles: Bitmap, into counts: inout [Int64]) {
        counts.withUnsafeMutableBufferPointer { counts in
            guard isPlain else { return forEachRow(profiles) { profile, _ in counts[profile] += 1 } }
            let times = table.times
            edges.withUnsafeBufferPointer { edges in
                forEachProfile(profiles) { profile, low, high, zone in
                    let edge = edges[zone]
                    var count: Int64 = 0
                    for row in low..<high {
                        count &+= (times[row] >= edge.start ? 1 : 0) & (times[row] < edge.end ? 1 : 0)
                    }
                    counts[profile] &+= count
                }
            }
        }
    }
}

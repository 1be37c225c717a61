import Engine
import Values

/// Who is in what and since when, while changes are applied in their order.
///
/// A stay is the line of its entering until it ends.
struct Stays {
    struct Place: Hashable, Comparable {
        var segment: Int64
        var profile: ProfileKey

        init(_ change: SegmentChange) {
            segment = change.segment
            profile = change.profile
        }

        static func < (one: Place, other: Place) -> Bool {
            (one.profile, one.segment) < (other.profile, other.segment)
        }
    }

    private var open: [Place: SegmentChange] = [:]
    private let stored: [Place: SegmentChange]
    /// Stored stays that are over.
    private(set) var ended: [SegmentChange] = []
    /// Lines of stays that are over, and of leaving.
    private(set) var history: [SegmentChange] = []

    /// - Parameter stored: the members among those who leave.
    init(of stored: [SegmentChange]) {
        self.stored = Dictionary(stored.map { (Place($0), $0) }, uniquingKeysWith: { first, _ in first })
        open = self.stored
    }

    /// Stays that are new and go on, those of one person together.
    var begun: [SegmentChange] {
        open.filter { stored[$0.key] != $0.value }.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Entering where one already is changes nothing.
    mutating func apply(_ change: SegmentChange) {
        let place = Place(change)
        guard !change.isMember else {
            if open[place] == nil { open[place] = change }
            return
        }
        if let stay = open.removeValue(forKey: place) {
            if stay == stored[place] { ended.append(stay) }
            history.append(stay)
        }
        history.append(change)
    }
}

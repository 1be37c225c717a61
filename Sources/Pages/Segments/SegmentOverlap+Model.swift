/// How up to four segments overlap.
public struct SegmentOverlapModel: Sendable {
    /// Every segment that can be chosen.
    public var choices: [Entry]
    /// The chosen ones, in order; at most ``most``.
    public var chosen: [Entry]
    /// People by the set of chosen segments they are in: bit 0 is the first. Those in none are left out.
    public var regions: [Region]

    public static let most = 4

    public init(choices: [Entry], chosen: [Entry], regions: [Region]) {
        self.choices = choices
        self.chosen = chosen
        self.regions = regions
    }

    public struct Entry: Sendable, Hashable {
        public var id: String
        public var name: String
        public var size: Int?

        public init(id: String, name: String, size: Int?) {
            self.id = id
            self.name = name
            self.size = size
        }
    }

    public struct Region: Sendable, Hashable {
        public var members: Int
        public var count: Int

        public init(members: Int, count: Int) {
            self.members = members
            self.count = count
        }
    }
}

/// The segments that come along, each with its rule, ready to install.
public struct ReadySegmentsModel: Sendable {
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }

    public struct Row: Sendable {
        /// By which it is asked for.
        public var slug: String
        public var name: String
        public var about: String
        /// The rule as it is written, and as one English sentence.
        public var text: String
        public var sentence: String
        /// Of the segment that has its name already; nil where there is none.
        public var installedID: String?

        public init(
            slug: String, name: String, about: String, text: String, sentence: String, installedID: String? = nil
        ) {
            self.slug = slug
            self.name = name
            self.about = about
            self.text = text
            self.sentence = sentence
            self.installedID = installedID
        }
    }
}

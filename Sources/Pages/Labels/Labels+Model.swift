import Values

/// Whether people are on it or have it: both are somebody's decision.
public enum LabelKind: String, Sendable, CaseIterable { case list, tag }

/// The static lists there are, or the tags.
public struct LabelsModel: Sendable {
    public var kind: LabelKind
    public var search: String
    public var rows: [Row]
    /// The form for a new one, with what was wrong with the last attempt.
    public var draft: LabelDraft

    public init(kind: LabelKind, search: String = "", rows: [Row], draft: LabelDraft = LabelDraft()) {
        self.kind = kind
        self.search = search
        self.rows = rows
        self.draft = draft
    }

    public struct Row: Sendable {
        public var name: String
        public var about: String
        public var people: Int
        /// Flows, segments, stages and scores that name it.
        public var uses: Int
        public var since: Instant

        public init(name: String, about: String, people: Int, uses: Int, since: Instant) {
            self.name = name
            self.about = about
            self.people = people
            self.uses = uses
            self.since = since
        }
    }
}

/// What somebody wrote to make a list, or to give a tag to its first people.
public struct LabelDraft: Sendable {
    public var name: String
    public var about: String
    /// Of a tag: identifiers, one a line.
    public var people: String
    /// Why it was refused, as a sentence; nil where nothing was.
    public var problem: String?

    public init(name: String = "", about: String = "", people: String = "", problem: String? = nil) {
        self.name = name
        self.about = about
        self.people = people
        self.problem = problem
    }
}

/// One list or tag and who has it.
public struct LabelModel: Sendable {
    public var kind: LabelKind
    public var name: String
    public var about: String
    public var people: Int
    public var members: [Member]
    public var paging: Paging
    public var uses: [SegmentModel.Use]
    /// The newest who came and went.
    public var changes: [SegmentModel.Change]
    /// What somebody asked for, told before it is done.
    public var pending: Pending?
    /// What was written into a form that could not be taken.
    public var form: Form

    public init(
        kind: LabelKind, name: String, about: String, people: Int, members: [Member], paging: Paging,
        uses: [SegmentModel.Use], changes: [SegmentModel.Change], pending: Pending? = nil, form: Form = Form()
    ) {
        self.kind = kind
        self.name = name
        self.about = about
        self.people = people
        self.members = members
        self.paging = paging
        self.uses = uses
        self.changes = changes
        self.pending = pending
        self.form = form
    }

    public struct Member: Sendable {
        public var person: PersonName
        public var since: Instant
        /// For e-mail.
        public var consent: ConsentState

        public init(person: PersonName, since: Instant, consent: ConsentState) {
            self.person = person
            self.since = since
            self.consent = consent
        }
    }

    /// Which form it was, with what was written into it.
    public struct Form: Sendable {
        public enum Kind: String, Sendable { case people, file, about, rename }

        public var kind: Kind?
        public var text: String
        /// Where those people agreed to e-mail; empty where they did not.
        public var consentSource: String
        public var startsFlows: Bool
        public var problem: String?

        public init(
            kind: Kind? = nil, text: String = "", consentSource: String = "", startsFlows: Bool = false,
            problem: String? = nil
        ) {
            self.kind = kind
            self.text = text
            self.consentSource = consentSource
            self.startsFlows = startsFlows
            self.problem = problem
        }
    }

    /// What would come of a form; nothing is done before it is confirmed.
    public enum Pending: Sendable {
        case people(LabelAddition)
        case file(LabelImport)
        case rename(LabelRename)
    }

    /// In bytes: about 2,000 rows; larger files are for the command line.
    public static let longestFile = 120_000
}

/// Who would be put on a list, or get a tag.
public struct LabelAddition: Sendable {
    /// Not on it yet.
    public var joining: Int
    public var already: Int
    /// Unknown until now: they are stored with their consent.
    public var new: Int
    /// Identifiers that nobody has and that cannot be stored.
    public var unknown: [String]

    public init(joining: Int, already: Int, new: Int, unknown: [String]) {
        self.joining = joining
        self.already = already
        self.new = new
        self.unknown = unknown
    }

    public var isEmpty: Bool { joining + new == 0 }
}

/// What a file holds.
public struct LabelImport: Sendable {
    public var rows: Int
    public var people: Int
    /// With a consent for e-mail that has its source and date.
    public var consents: Int
    public var refused: [Refusal]
    public var refusedInAll: Int

    public init(rows: Int, people: Int, consents: Int, refused: [Refusal], refusedInAll: Int) {
        self.rows = rows
        self.people = people
        self.consents = consents
        self.refused = refused
        self.refusedInAll = refusedInAll
    }

    public struct Refusal: Sendable {
        public var row: Int
        public var reason: String

        public init(row: Int, reason: String) {
            self.row = row
            self.reason = reason
        }
    }
}

/// What another name for a tag comes to.
public struct LabelRename: Sendable {
    public var name: String
    public var people: Int
    /// Who of them has a tag of the new name already.
    public var both: Int
    /// Whether there is such a tag.
    public var isMerge: Bool

    public init(name: String, people: Int, both: Int, isMerge: Bool) {
        self.name = name
        self.people = people
        self.both = both
        self.isMerge = isMerge
    }
}

/// What a page says of a change that led to it; `count` of people.
public enum LabelNotice: String, Sendable, CaseIterable {
    case made, added, removed, imported, described, renamed, emptied, gone

    public func notice(_ kind: LabelKind, count: Int, in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.label.notice(self, kind, context.format.count(count)))
    }
}

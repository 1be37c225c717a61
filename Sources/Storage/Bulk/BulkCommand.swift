import Engine
import Values

/// One command that many people are given, a page at a time: a schedule's moment, a flow started for past customers, a
/// move to a new version.
public struct BulkCommand: Sendable, Hashable {
    /// To whom it is given.
    public enum Selection: Sendable, Hashable {
        case everybody
        /// Members of a segment, list or tag.
        case members(Int64)
        /// Who has a journey through this flow.
        case journeys(flow: Int64)
        /// Who showed interest in a product; walked by the identities that did.
        case interested(ProductAudience)

        var text: String {
            switch self {
            case .everybody: "everybody"
            case .members(let group): "members:\(group)"
            case .journeys(let flow): "journeys:\(flow)"
            case .interested(let audience): "interested:\(audience.text)"
            }
        }

        init?(text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            if parts.first == "interested" {
                guard parts.count == 2, let audience = ProductAudience(text: parts[1]) else { return nil }
                self = .interested(audience)
                return
            }
            switch (parts.first, parts.count == 2 ? Int64(parts[1]) : nil) {
            case ("everybody", nil): self = .everybody
            case ("members", let group?): self = .members(group)
            case ("journeys", let flow?): self = .journeys(flow: flow)
            default: return nil
            }
        }
    }

    /// Of what caused it: the same cause begins it once.
    public var id: Int64
    public var flow: Int64
    /// What it is, for whoever watches it.
    public var name: String
    public var selection: Selection
    /// The command's stored form.
    public var payload: String
    public var author: String
    public var createdAt: Instant
    /// The last who was given it.
    public var cursor: MemberPlace
    public var given: Int
    public var finishedAt: Instant?

    public init(
        id: Int64, flow: Int64, name: String, selection: Selection, command: Command, author: String, at now: Instant
    ) {
        self.id = id
        self.flow = flow
        self.name = name
        self.selection = selection
        payload = command.payload
        self.author = author
        createdAt = now
        cursor = MemberPlace(since: Instant(milliseconds: 0), profile: ProfileKey(rawValue: .min))
        given = 0
    }

    init(_ row: Row) throws {
        guard let selection = Selection(text: row.text(3)) else {
            throw StoredFormError(what: "“\(row.text(2))”", reason: "its selection is of a newer release")
        }
        id = row.int(0)
        flow = row.int(1)
        name = row.text(2)
        self.selection = selection
        payload = row.text(4)
        author = row.text(5)
        createdAt = Instant(milliseconds: row.int(6))
        cursor = MemberPlace(since: Instant(milliseconds: row.int(10)), profile: ProfileKey(rawValue: row.int(7)))
        given = Int(row.int(8))
        finishedAt = row.optionalInt(9).map(Instant.init(milliseconds:))
    }
}

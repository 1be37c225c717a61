import Engine
import ReadySegments
import Storage
import Values

extension SegmentService {
    /// Installs segments that come along, all of them where none is named; those that are there stay as they are.
    ///
    /// They are built in one walk over everybody.
    @discardableResult
    public func install(_ slugs: [String] = [], author: String) async throws -> [StoredSegment] {
        let wanted = try slugs.map { slug in
            if let segment = ReadySegments.named(slug) { return segment }
            let near = NearestName.of(slug, among: ReadySegments.all.map(\.slug)).map { "; did you mean \($0)?" }
            throw AdminError("no segment “\(slug)” comes along" + (near ?? "; see cartwheel segments install --list"))
        }
        let known = try await list()
        let missing = (slugs.isEmpty ? ReadySegments.all : wanted).filter { ready in
            !known.contains { $0.segment.name == ready.name }
        }
        guard !missing.isEmpty else { return [] }
        let reorder = try await database.read { [definitions] in try definitions.upToDate(on: $0).ranks.reorder }
        return try await create(
            missing.map {
                SegmentDraft(
                    name: $0.name, description: $0.about, text: $0.condition(reorderDays: reorder?.days),
                    origin: .ready)
            }, author: author)
    }

    /// Installed segments whose rules still follow the store's reorder interval: nobody has changed them.
    func followingRhythm(on connection: any Connection) throws -> [(stored: StoredSegment, ready: ReadySegment)] {
        try store.all(in: scope, on: connection).compactMap { stored in
            guard stored.origin == .ready, let ready = ReadySegments.all.first(where: { $0.name == stored.name }),
                ready.days(in: stored.text) != nil
            else { return nil }
            return (stored, ready)
        }
    }

    /// A rule follows where the store's interval has moved by a tenth: less is no news, and would ask everybody again.
    private static let leastMove = 0.1

    /// Puts the store's reorder interval into the rules that follow it. Who enters or leaves by it does so with an event.
    /// - Returns: the names of those that have another rule now.
    @discardableResult
    func follow(_ reorder: ReorderInterval) async throws -> [String] {
        let following = try await database.read { [self] in try followingRhythm(on: $0) }
        var changed: [String] = []
        for (stored, ready) in following {
            let text = ready.condition(reorderDays: reorder.days)
            guard let before = ready.days(in: stored.text), let days = ready.days(in: text),
                Double(abs(days - before)) >= Self.leastMove * Double(before)
            else { continue }
            try await edit(stored.name, author: "reorder interval", announces: true) { $0.text = text }
            changed.append(stored.name)
        }
        return changed
    }
}

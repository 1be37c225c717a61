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
        return try await create(
            missing.map {
                SegmentDraft(name: $0.name, description: $0.about, text: $0.condition, origin: .ready)
            }, author: author)
    }
}

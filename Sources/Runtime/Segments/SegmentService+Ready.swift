import Conditions
import Engine
import ReadySegments
import Storage
import Values

extension SegmentService {
    /// Installs segments that come along, all of them where none is named; those that are there stay as they are.
    ///
    /// They are built in one walk over everybody.
    ///
    /// - Parameter currency: in which amounts are written, where it is not the workspace's yet.
    @discardableResult
    public func install(
        _ slugs: [String] = [], author: String, currency: String? = nil
    ) async throws -> [StoredSegment] {
        let wanted = try slugs.map { slug in
            if let segment = ReadySegments.named(slug) { return segment }
            let near = NearestName.of(slug, among: ReadySegments.all.map(\.slug)).map { "; did you mean \($0)?" }
            throw AdminError("no segment “\(slug)” comes along" + (near ?? "; see cartwheel segments install --list"))
        }
        let present = try await list()
        let missing = (slugs.isEmpty ? ReadySegments.all : wanted).filter { ready in
            !present.contains { $0.segment.name == ready.name }
        }
        guard !missing.isEmpty else { return [] }
        let known = try await database.read { [definitions] in try definitions.upToDate(on: $0) }
        let money = SegmentService.money(in: currency ?? known.settings.currency, known)
        return try await create(
            missing.map {
                SegmentDraft(
                    name: $0.name, description: $0.about(money: money),
                    text: $0.condition(reorderDays: known.ranks.reorder?.days, money: money), origin: .ready)
            }, author: author)
    }

    private static func money(in currency: String?, _ definitions: Definitions) -> ReadyMoney? {
        currency.map {
            let rate = definitions.facts.rates.convert(Number(1), from: "EUR", to: $0, at: nil)
            return ReadyMoney(currency: $0, unitsPerEuro: rate?.double)
        }
    }

    /// Every segment that comes along as it would be installed now, and as which it is there already.
    public func readySegments() async throws -> [ReadyLine] {
        let installed = try await list().map(\.segment)
        let known = try await database.read { [definitions] in try definitions.upToDate(on: $0) }
        let money = SegmentService.money(in: known.settings.currency, known)
        return ReadySegments.all.map { ready in
            let text = ready.condition(reorderDays: known.ranks.reorder?.days, money: money)
            return ReadyLine(
                slug: ready.slug, name: ready.name, about: ready.about(money: money), text: text,
                sentence: (try? Condition.parse(text))?.sentence ?? "",
                installed: installed.first { $0.name == ready.name }?.id)
        }
    }

    /// The workspace has a currency from now on: rules of ready segments that nobody has changed name it. Who enters or
    /// leaves by that does so without an event.
    func write(currency: String) async throws {
        let (stored, money) = try await database.read { [self] connection in
            let known = try definitions.upToDate(on: connection)
            return (try store.all(in: scope, on: connection), SegmentService.money(in: currency, known))
        }
        for segment in stored where segment.origin == .ready {
            guard let ready = ReadySegments.all.first(where: { $0.name == segment.name }), ready.amount != nil,
                ready.isUnchanged(segment.text)
            else { continue }
            try await edit(segment.name, author: "currency \(currency)") { draft in
                draft.text = ready.condition(reorderDays: nil, money: money)
                if draft.description == ready.about { draft.description = ready.about(money: money) }
            }
        }
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

/// A segment that comes along, with the store's own rhythm and currency in its rule.
public struct ReadyLine: Sendable, Hashable {
    public var slug: String
    public var name: String
    public var about: String
    public var text: String
    /// The rule as one English sentence.
    public var sentence: String
    /// The id of the segment of its name; nil where there is none.
    public var installed: Int64?
}

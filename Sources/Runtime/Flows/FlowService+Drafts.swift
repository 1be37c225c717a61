import Engine
import Messages
import Storage
import Values

/// The newest text of a flow, as an editor shows it.
public struct FlowDraftText: Sendable, Hashable {
    public var flow: StoredFlow
    public var text: String
    public var version: Int64
    /// Whether it never was live.
    public var isDraft: Bool
}

extension FlowService {
    /// The draft of a flow, or the live version where there is none; throws where there is no such flow.
    public func draft(of slug: String) async throws -> FlowDraftText {
        let (flow, versions) = try await versions(of: slug)
        guard let newest = versions.first else { throw AdminError("“\(flow.name)” has no text") }
        let isDraft = newest.publishedAt == nil
        // After somebody went back to an earlier version the newest text is neither live nor a draft.
        let shown = isDraft ? newest : versions.first { $0.version == flow.liveVersion } ?? newest
        return FlowDraftText(flow: flow, text: shown.text, version: shown.version, isDraft: isDraft)
    }

    /// Stores a text as the flow's next version and leaves what is live as it is.
    ///
    /// Throws where the text cannot be read as a flow, or is another flow's. Faults in its templates keep it from being
    /// published, not from being stored.
    ///
    /// - Parameter slug: of the flow that is edited; nil makes a new one, which must not be there yet.
    @discardableResult
    public func saveDraft(_ text: String, of slug: String?, author: String) async throws -> Installed {
        let flow = try FlowFile.read(text)
        if let slug, flow.slug != slug {
            throw AdminError(
                "the text is that of a flow “\(flow.slug)”; a flow keeps its short name: write flow: \(slug)")
        }
        let now = clock.now()
        let saved = try await database.write(lane: .jobs) { [self] connection in
            let before = try store.flows(in: scope, on: connection).first { $0.id == flow.id }
            if slug == nil, before != nil { throw AdminError("there is a flow “\(flow.slug)” already") }
            if let slug, before == nil { throw AdminError("there is no flow “\(slug)” any more") }
            let version = try store.save(
                flow: flow.id, name: flow.name, text: text, author: author, now: now, in: scope, on: connection)
            return Installed(id: flow.id, name: flow.name, version: version, state: before?.state ?? .draft)
        }
        nudge()
        return saved
    }

    /// Takes away what is newer than the live version; a flow that was never live goes as a whole.
    ///
    /// Throws where there is nothing to take away, or where somebody went through it.
    ///
    /// - Returns: whether the flow is still there.
    public func dropDraft(of slug: String) async throws -> Bool {
        let isLeft = try await database.write(lane: .jobs) { [self] connection in
            let versions = try store.flowVersions(in: scope, on: connection)
            let flow = try found(slug, among: versions, on: connection)
            let newer = versions.filter {
                $0.flow == flow.id && $0.version > flow.liveVersion ?? 0 && $0.publishedAt == nil
            }
            guard !newer.isEmpty else { throw AdminError("“\(flow.name)” has no draft") }
            let dropped = try store.dropDrafts(of: flow.id, in: scope, on: connection)
            guard dropped == newer.count else {
                throw AdminError(
                    "“\(flow.name)” keeps its newest version: people went through it. Save another text instead")
            }
            return flow.liveVersion != nil
        }
        nudge()
        return isLeft
    }

    /// What keeps a flow from being published: faults of its templates, by step and field.
    public static func templateFaults(in flow: Flow) -> [(step: String, field: String, message: String)] {
        MessageTemplates.faults(in: flow).prefix(50).map { fault in
            (fault.step, fault.part.rawValue, "line \(fault.line): \(fault.message)")
        }
    }
}

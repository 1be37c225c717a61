import Conditions
import Engine
import Messages
import Storage
import Values

/// What a person would get from a draft.
public struct FlowDraftPreview: Sendable {
    public var profile: Profile
    /// Which rule keeps them out; nil where they enter.
    public var refusal: String?
    public var steps: [Step]

    public struct Step: Sendable, Hashable {
        public var at: Instant
        /// What happens, in words.
        public var text: String
        public var kind: LogEntry.Kind
        /// The step that writes a message; empty of all others.
        public var step = ""
        /// Of a message as they would get it.
        public var subject: String?
    }
}

extension FlowService {
    /// Plays a text for a person as though it were live and its trigger came now. Nothing is sent or stored.
    ///
    /// Throws where the text cannot be read as a flow.
    public func preview(_ text: String, for profile: Profile) async throws -> FlowDraftPreview {
        let flow = try FlowFile.read(text)
        let question = try await question(about: flow, profile)
        let preview = FlowPreview(question)
        guard preview.entry.wouldEnter else {
            return FlowDraftPreview(profile: profile, refusal: preview.entry.reason, steps: [])
        }
        var templates = MessageTemplates()
        let settings = question.definitions.settings
        let steps = preview.coming.map { coming in
            var step = FlowDraftPreview.Step(at: coming.at, text: coming.text, kind: coming.kind)
            guard let message = coming.message.flatMap({ preview.messages[$0] }) else { return step }
            step.step = message.step
            step.subject = try? templates.subject(of: message, of: flow, settings: settings)
            return step
        }
        return FlowDraftPreview(profile: profile, refusal: nil, steps: steps)
    }

    /// What is asked about a person and a draft, with the history that the draft reads.
    func question(about flow: Flow, _ profile: Profile) async throws -> FlowQuestion {
        let now = clock.now()
        return try await database.read { [self] connection in
            let tried = try definitions.upToDate(on: connection).trying(flow)
            let requests = profile.identities.map {
                TimelineRequest(identity: $0.identity.key, intervals: $0.intervals, below: nil)
            }
            let events = try customers.reader(on: connection).timelines(requests, tried.history).filter { stored in
                profile.identities.contains { $0.identity.key == stored.identity && $0.owns(stored.event.occurredAt) }
            }
            let timeline = Timeline(stored: events.map(\.event), workspace: scope.workspace)
            let customer = Customer(profile: profile, timeline: timeline, definitions: tried)
            let held = FlowQuestion.messagesHeld(for: profile).sorted()
            let messages = try MessageStore().messages(held, on: connection)
            return FlowQuestion(
                flow: flow, customer: customer, definitions: tried, log: [], messages: Array(messages.values), now: now,
                steps: 60)
        }
    }
}

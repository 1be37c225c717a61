import Conditions
import Testing
import Values

@testable import Engine

@Suite("Held messages")
struct HeldMessageTests {
    let definitions: Definitions

    init() throws { definitions = try StepSample.definitions(StepSample.reminder) }

    @Test("a message that delivery could not take in time goes when policy allows")
    func late() {
        var run = StepSample.run(definitions)
        run.messageDue(5, StepSample.message(in: definitions))
        #expect(run.decision.messageChanges.map(\.state) == [.ready])
        #expect(run.profile.marketing.map(\.message) == [5])
    }

    @Test("one that was withdrawn earlier in the same batch stays withdrawn")
    func withdrawn() {
        var run = StepSample.run(definitions)
        run.refuse(5, because: "A newer trigger came")
        run.messageDue(5, StepSample.message(in: definitions))
        #expect(run.decision.messageChanges.map(\.state) == [.refused])
    }

    @Test("one that was cleared a moment before is called back when consent is withdrawn")
    func stopped() {
        var run = StepSample.run(definitions)
        run.messageDue(5, StepSample.message(in: definitions))
        run.state(Consent(channel: .email, status: .withdrawn, source: "link", at: StepSample.now), order: 0)
        #expect(run.decision.messageChanges.map(\.state) == [.ready, .refused])
    }

    @Test("one whose journey is over does not go once the goal was reached")
    func goal() {
        let order = TimelineEvent(
            name: "Order Completed", occurredAt: StepSample.now + .minutes(5), order: 9, body: .tree([:]))
        var run = StepSample.run(definitions, events: [order], at: StepSample.now + .hours(1))
        run.messageDue(5, StepSample.message(in: definitions))
        #expect(run.decision.messageChanges.map(\.state) == [.refused])
    }

    @Test("one whose flow was deleted does not go")
    func deleted() throws {
        var run = StepSample.run(try StepSample.definitions())
        run.messageDue(5, StepSample.message(in: definitions))
        #expect(run.decision.messageChanges.map(\.state) == [.refused])
    }

    @Test("cleared again on another day it takes that day's place, on the same day none")
    func places() {
        var profile = StepSample.profile()
        let settings = WorkspaceSettings()
        profile.countMarketing(5, at: StepSample.now, settings: settings)
        profile.countMarketing(5, at: StepSample.now + .hours(1), settings: settings)
        #expect(profile.marketing.count == 1)
        profile.countMarketing(5, at: StepSample.now + .days(1), settings: settings)
        func ask(_ message: Int64, _ moment: Instant) -> SendingPolicy.Answer {
            SendingPolicy.ask(
                SendingPolicy.Question(message: message, channel: .email, purpose: .marketing), profile,
                settings: settings, now: moment)
        }
        #expect(ask(5, StepSample.now + .days(1)) == .allow)
        guard case .hold = ask(6, StepSample.now + .days(1)) else {
            Issue.record("a second message on one day")
            return
        }
        #expect(ask(6, StepSample.now) == .allow)
    }

    @Test("places under the cap are stored with the profile")
    func stored() throws {
        var profile = StepSample.profile()
        profile.countMarketing(5, at: StepSample.now, settings: WorkspaceSettings())
        #expect(try Profile(key: profile.key, document: profile.document) == profile)
    }
}

import Testing
import Values

@testable import Engine

@Suite("Codes of messages that delivery refuses")
struct RefusedCodeTests {
    let definitions: Definitions

    init() throws { definitions = try StepSample.definitions(StepSample.reminder) }

    private func message(_ id: Int64, _ state: Message.State, code: Int64? = 90) -> Message {
        var message = StepSample.message(id, in: definitions, state: state)
        message.reason = state == .refused ? "Consent was withdrawn" : ""
        let shown = code.map { #","coupon":"SAVE","coupon_effect":\#($0)"# } ?? ""
        message.context = String(message.context.dropLast()) + shown + "}"
        return message
    }

    private func returns(of message: Message, among stored: [Message], _ profile: Profile) -> [CouponReturn] {
        var run = StepSample.run(of: profile, definitions)
        run.refusedByDelivery(message, among: stored)
        return run.decision.couponReturns
    }

    @Test("a code whose only message is refused after the journey's end goes back, and the person's log says why")
    func lastMessage() {
        var run = StepSample.run(definitions)
        run.refusedByDelivery(message(5, .refused), among: [message(5, .refused), message(4, .sent, code: nil)])
        #expect(run.decision.couponReturns == [CouponReturn(effectID: 90, unlessIn: [5])])
        #expect(run.decision.log.map(\.text) == ["Message not sent: Consent was withdrawn"])
    }

    @Test("it asks about every message of the journey that shows the same code, and no other")
    func companions() {
        let stored = [message(5, .refused), message(6, .sent), message(7, .sent, code: 91)]
        #expect(
            returns(of: stored[0], among: stored, StepSample.profile())
                == [CouponReturn(effectID: 90, unlessIn: [5, 6])])
    }

    @Test("a journey that is under way keeps its code: its end gives it back")
    func underWay() {
        var profile = StepSample.profile()
        profile.journeys = [
            Journey(
                id: 77, flow: definitions.flows[0].id, version: 1, enteredAt: StepSample.now,
                trigger: JourneyTrigger(name: "Checkout Started", occurredAt: StepSample.now, order: 1, properties: [:])
            )
        ]
        let refused = message(5, .refused)
        #expect(returns(of: refused, among: [refused], profile).isEmpty)
    }

    @Test("a message that delivery did take, and one without a code, give nothing back", arguments: [true, false])
    func nothing(isTaken: Bool) {
        let message = isTaken ? message(5, .sending) : message(5, .refused, code: nil)
        #expect(returns(of: message, among: [message], StepSample.profile()).isEmpty)
    }

    @Test("a message held beyond its time gives its code back, too")
    func outOfDate() {
        var run = StepSample.run(definitions, at: StepSample.now + .days(4))
        let held = message(5, .held)
        run.messageDue(5, held, among: [held])
        #expect(run.decision.messageChanges.map(\.state) == [.refused])
        #expect(run.decision.couponReturns == [CouponReturn(effectID: 90, unlessIn: [5])])
    }

    @Test("the command is read back as it was written, and told twice it is one work")
    func command() {
        let work = Command.refusedWork(message: -5, of: StepSample.key)
        #expect(Command(payload: work.payload) == .refused(message: -5))
        #expect(work == Command.refusedWork(message: -5, of: StepSample.key))
        #expect(work.id != Command.refusedWork(message: 5, of: StepSample.key).id)
    }
}

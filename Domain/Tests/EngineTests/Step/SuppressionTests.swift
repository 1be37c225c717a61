import Testing
import Values

@testable import Engine

@Suite("Addresses to which nothing goes")
struct SuppressionTests {
    private func bounced(_ address: String, message: Int64 = 5) -> Command {
        .receipt(
            Command.Receipt(
                kind: .bounced, message: message, channel: .email, at: StepSample.now, flow: "reminder",
                address: address))
    }

    @Test("a bounce suppresses the address the message went to, and no other of the person")
    func oneAddress() throws {
        var run = StepSample.run(try StepSample.definitions())
        run.obey(bounced("old@example.com"))
        #expect(run.profile.suppression(on: .email) == nil)
        #expect(run.subject.consents == ["email"])
        run.obey(bounced("ana@example.com", message: 6))
        #expect(run.profile.suppression(on: .email) != nil)
        #expect(run.subject.consents.isEmpty)
        let keys = run.decision.ledger.map(\.addressKey)
        #expect(
            keys == ["old@example.com", "ana@example.com"].map { LedgerEntry.addressKey($0, channel: .email) })
    }

    @Test("a person whose address bounced is written to at the new one, and not when it changes back")
    func newAddress() throws {
        var run = StepSample.run(try StepSample.definitions())
        run.obey(bounced("ana@example.com"))
        let later = StepSample.now + .minutes(1)
        run.set("email", DatedProperty(value: "ana@new.example", setAt: later, source: "server"))
        #expect(run.profile.suppression(on: .email) == nil)
        #expect(run.subject.consents == ["email"])
        run.set("email", DatedProperty(value: "ana@example.com", setAt: later + .minutes(1), source: "server"))
        #expect(run.profile.suppression(on: .email) != nil)
    }

    @Test("who complained of spam is not written to at any address")
    func complaint() throws {
        var run = StepSample.run(try StepSample.definitions())
        run.obey(
            .receipt(
                Command.Receipt(
                    kind: .complained, message: 5, channel: .email, at: StepSample.now, flow: "reminder",
                    address: "ana@example.com")))
        run.set(
            "email",
            DatedProperty(value: "ana@new.example", setAt: StepSample.now + .minutes(1), source: "server"))
        #expect(run.profile.suppression(on: .email) != nil)
    }

    @Test("releasing lets every address of the channel be written to again, in the ledger too")
    func release() throws {
        var run = StepSample.run(try StepSample.definitions())
        run.obey(bounced("old@example.com"))
        run.obey(bounced("ana@example.com", message: 6))
        run.obey(.release(.email))
        #expect(run.profile.suppressions.isEmpty)
        #expect(run.decision.ledger.count { $0.statement == .released } == 2)
    }

    @Test("a suppression is stored, and one of an earlier release counts for every address")
    func stored() throws {
        var profile = StepSample.profile()
        profile.suppressions = [Suppression(channel: .email, address: "ana@example.com", reason: "a message bounced")]
        #expect(try Profile(key: profile.key, document: profile.document).suppressions == profile.suppressions)
        let earlier = StepSample.profile().document.dropLast() + #","suppressed":[[1,"a message bounced"]]}"#
        let read = try Profile(key: profile.key, document: String(earlier))
        #expect(read.suppressions == [Suppression(channel: .email, reason: "a message bounced")])
    }
}

@Suite("Two profiles that turn out to be one person")
struct AbsorbedProfileTests {
    @Test("conditions and messages see at once what the other profile knew")
    func subject() throws {
        let definitions = try StepSample.definitions(segments: [("Gold", #"profile.tier == "gold""#)])
        var run = StepSample.run(definitions)
        var other = Profile(
            key: IdentityKey(Identity(.anonymous, "browser")!, workspace: .first), createdAt: StepSample.now)
        other.properties["tier"] = DatedProperty(value: "gold", setAt: StepSample.now, source: "server")
        other.properties["timezone"] = DatedProperty(
            value: "America/New_York", setAt: StepSample.now, source: "server")
        run.absorb(other, LinkCluster(facts: [], owners: [:]))
        run.begin(with: run.timeline)
        #expect(run.subject.properties["tier"] == "gold")
        #expect(run.zone.local(StepSample.now).millisecondOfDay == 5 * 3_600_000)
        #expect(run.profile.watched[1]?.holds == true)
    }
}

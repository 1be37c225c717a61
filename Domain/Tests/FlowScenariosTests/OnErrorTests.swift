import Engine
import FlowScenarios
import Simulation
import Testing
import Values

@Suite("What follows from a message that does not go, and from a code that is not given")
struct OnErrorTests {
    private static func message(_ onError: String) -> String {
        send("a") + "    on error: \(onError)\n  - alert: after\n"
    }

    private static func coupon(_ onError: String) -> String {
        "steps:\n  - coupon: spring\n    on error: \(onError)\n    then:\n      - alert: got\n    else:\n      - alert: none\n"
    }

    private static let staff = """
        settings: {usual rules: true}
        scenarios:
          - name: of the staff for half an hour
            happens:
              - {at: Mon 09:30, add tag: staff}
              - {at: Mon 10:00, event: Go}
              - {at: Mon 10:30, remove tag: staff}
            expect:

        """

    static let proofs: [Proof] = [
        Proof(
            "a message that is refused lets the journey go on", "steps:\n" + message("continue"),
            staff + "      - Mon 10:00 refused a because staff\n      - Mon 10:00 alert after\n"),
        Proof(
            "is tried again an hour later", "steps:\n" + message("retry"),
            staff
                + "      - Mon 10:00 refused a because staff\n      - Mon 11:00 sent a\n      - Mon 11:00 alert after\n"
        ),
        Proof(
            "ends the journey", "steps:\n" + message("stop"),
            staff + "      - Mon 10:00 refused a because staff\n      - Mon 10:00 ended f because not sent\n"),
        Proof(
            "or is told to the staff", "steps:\n" + message("alert"),
            staff
                + "      - Mon 10:00 refused a because staff\n      - 'Mon 10:00 alert {{ failure.title }}'\n      - Mon 10:00 alert after\n"
        ),
        Proof(
            "what is refused again and again is tried three times more, and then the journey goes on",
            "steps:\n" + message("retry"),
            """
            settings: {usual rules: true}
            scenarios:
              - name: of the staff
                happens: [{at: Mon 09:30, add tag: staff}, {at: Mon 10:00, event: Go}]
                expect:
                  - Mon 10:00 refused a
                  - Mon 11:00 refused a
                  - Mon 12:00 refused a
                  - Mon 13:00 refused a
                  - Mon 13:00 alert after
            """),
        Proof(
            "what was held until it was out of date counts as not sent",
            "steps:\n" + send("a") + "    keep for: 1 hour\n    on error: stop\n  - alert: after\n",
            """
              - name: in the evening
                happens: [{at: Mon 21:00, event: Go}]
                expect: [Mon 22:00 refused a because out of date, Mon 22:00 ended f because not sent]
            """),
        Proof(
            "a code that is not given lets the journey go on in its own way", coupon("continue"),
            "  - name: dry\n    happens: [{at: Mon 10:00, event: Go}]\n    expect: [Mon 10:00 alert none]\n"),
        Proof(
            "is asked for three times more", coupon("retry"),
            "  - name: dry\n    happens: [{at: Mon 10:00, event: Go}]\n    expect: [Mon 13:00 alert none]\n"),
        Proof(
            "ends the journey, and says why", coupon("stop"),
            "  - name: dry\n    happens: [{at: Mon 10:00, event: Go}]\n    expect: [Mon 10:00 ended f because pool is empty]\n"
        ),
        Proof(
            "or is told to the staff, and the journey goes on", coupon("alert"),
            "  - name: dry\n    happens: [{at: Mon 10:00, event: Go}]\n    expect: ['Mon 10:00 alert {{ failure.title }}', Mon 10:00 alert none]\n"
        ),
    ]

    @Test("an error", arguments: proofs)
    func error(_ proof: Proof) throws { try proof.check() }

    @Test("a pool that is filled within the hour gives its code at the second try")
    func filled() throws {
        let flow = try FlowFile.read(Proof.whole(Self.coupon("retry")), version: 1)
        var world = World(
            definitions: Definitions(version: 1, flows: [flow]), now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
        let people = [Identity(.user, "ana")!]
        try world.track("Go", by: people)
        #expect(world.store.effects.isEmpty)
        world.fill(pool: "spring", with: ["A"])
        try world.advance(by: .hours(2))
        #expect(world.store.effects.map { $0.details["title"] } == ["got"])
        #expect(world.store.effects.map(\.requestedAt) == [Instant(iso8601: "2026-03-02T11:00:00Z")!])
    }
}

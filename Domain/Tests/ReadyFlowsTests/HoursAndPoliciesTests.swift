import Engine
import Simulation
import Testing
import Values

@Suite("Hours, caps, zones and pools")
struct HoursAndPoliciesTests {
    static let hours: [Story] = [
        Story(
            "a reminder due in the night waits for nine", [.subscribes("Mon 08:00"), .checksOut("Mon 19:30")],
            gives: ["Tue 09:00 reminder sent", "Wed 09:00 answers sent", "Thu 09:00 last-call sent"]),
        Story(
            "the last minute of the day is still the day", [.subscribes("Mon 08:00"), .checksOut("Mon 18:59")],
            gives: ["Mon 19:59 reminder sent", "Tue 09:00 answers sent", "Wed 09:00 last-call sent"]),
        Story(
            "nine o'clock is where the shopper is",
            [.subscribes("Mon 08:00", zone: "America/New_York"), .adds("Mon 10:00")],
            gives: ["Mon 14:00 reminder sent", "Tue 14:00 answers sent", "Wed 14:00 last-call sent"]),
        Story(
            "a zone that does not exist is the shop's",
            [.subscribes("Mon 08:00", zone: "Mars/Olympus_Mons"), .adds("Mon 10:00")],
            gives: ["Mon 11:00 reminder sent", "Tue 09:00 answers sent", "Wed 09:00 last-call sent"]),
        Story(
            "the night in which clocks go forward is an hour shorter", week: "2026-03-23",
            settings: WorkspaceSettings(zone: Zone("Europe/Berlin")!),
            [.subscribes("Mon 08:00"), .adds("Sat 19:30"), .orders("Sun 12:00")],
            gives: ["Sun 07:00 reminder sent"]),
        Story(
            "the night in which clocks go back is an hour longer", week: "2026-10-19",
            settings: WorkspaceSettings(zone: Zone("Europe/Berlin")!),
            [.subscribes("Mon 08:00"), .adds("Sat 19:30"), .orders("Sun 12:00")],
            gives: ["Sun 08:00 reminder sent"]),
        Story(
            "at most one a day, counted by the shopper's day", flows: ["abandoned-cart", "welcome"],
            [.subscribes("Mon 10:00", zone: "Pacific/Auckland"), .adds("Mon 20:10"), .orders("Tue 21:00")],
            gives: ["Mon 20:00 welcome sent", "Tue 20:00 reminder sent"]),
    ]

    static let consent: [Story] = [
        Story(
            "consent withdrawn before the reminder",
            [.subscribes("Mon 08:00"), .adds("Mon 10:00"), .unsubscribes("Mon 10:30")], gives: []),
        Story(
            "consent withdrawn while the answers are held",
            [.subscribes("Mon 08:00"), .adds("Mon 10:00"), .unsubscribes("Tue 02:00")],
            gives: [
                "Mon 11:00 reminder sent",
                "Tue 02:00 answers refused: The journey was left: "
                    + #"any("Consent Withdrawn" where channel == "email", since: trigger)"#,
            ]),
        Story(
            "consent withdrawn and given again does not take the journey up again",
            [
                .subscribes("Mon 08:00"), .adds("Mon 10:00"), .unsubscribes("Mon 12:00"), .subscribes("Mon 12:30"),
            ],
            gives: ["Mon 11:00 reminder sent"]),
        Story(
            "an address that bounced gets nothing more and costs no code", coupons: ["SAVE-1"],
            [
                .subscribes("Mon 08:00"), .adds("Mon 10:00"),
                Happening(at: "Mon 12:00") { world in
                    try world.obey(.suppress(.email, reason: "a message bounced"), by: Happening.ana[0])
                },
            ],
            gives: [
                "Mon 11:00 reminder sent",
                "Mon 22:00 answers refused: The address is suppressed: a message bounced",
            ]),
    ]

    @Test("nothing goes out by night, and one a day", arguments: hours)
    func hour(_ story: Story) throws {
        let world = try story.play()
        #expect(story.lines(world) == story.messages)
    }

    @Test("stop means stop", arguments: consent)
    func stop(_ story: Story) throws {
        let world = try story.play()
        #expect(story.lines(world) == story.messages)
        #expect(world.store.issuedCoupons.isEmpty)
    }

    @Test("a pool of two serves two of three shoppers, each code once, and the third gets the last call")
    func pool() throws {
        let shoppers = (1...3).map { [Identity(.user, "user-\($0)")!] }
        let happenings =
            shoppers.enumerated().flatMap { number, ids -> [Happening] in
                [
                    Happening(at: "Mon 08:00") { world in
                        let traits: JSONObject = [
                            "email": "user-\(number)@example.com",
                            "consents": ["email": ["status": "granted", "source": "form"]],
                        ]
                        try world.identify(traits, by: ids)
                    }
                ]
            } + shoppers.map { .adds("Mon 10:00", by: $0) }
        let world = try Story("", coupons: ["SAVE-1", "SAVE-2"], happenings, gives: []).play()
        let codes = world.messages.filter { $0.step == "offer" }.compactMap { message in
            (try? JSON.parse(message.context))?["coupon"]?.string
        }
        #expect(codes.sorted() == ["SAVE-1", "SAVE-2"])
        #expect(world.messages.map(\.step).filter { $0 == "last-call" }.count == 1)
        #expect(world.messages.allSatisfy { $0.state == .sent })
    }

    @Test("a code that nobody has seen goes back to its pool, and the next shopper gets it")
    func unseen() throws {
        let story = Story(
            "", coupons: ["SAVE-1"],
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .orders("Wed 08:00", by: [Happening.email])], gives: [])
        let world = try story.play()
        #expect(story.lines(world).last == "Wed 08:00 offer refused: The goal was reached")
        #expect(world.store.coupons["cart-rescue"] == ["SAVE-1"])
        #expect(world.store.issuedCoupons.isEmpty)
    }

    @Test("a code that was sent stays its shopper's, whatever comes after")
    func seen() throws {
        let world = try Story(
            "", coupons: ["SAVE-1"],
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .orders("Wed 12:00", by: [Happening.email])], gives: []
        ).play()
        #expect(world.messages.last?.state == .sent)
        #expect(world.store.coupons["cart-rescue"] == [])
        #expect(world.store.issuedCoupons.count == 1)
    }

    @Test("the log never says of a message that was sent that it was not")
    func log() throws {
        let story = Story("", [.subscribes("Mon 08:00"), .adds("Mon 10:00"), .orders("Mon 15:00")], gives: [])
        let world = try story.play()
        #expect(story.lines(world) == ["Mon 11:00 reminder sent"])
        #expect(!world.store.log.contains { $0.kind == .messageRefused })
    }
}

import Engine
import Simulation
import Testing
import Values

@Suite("The welcome flow")
struct WelcomeTests {
    static let stories: [Story] = [
        Story(
            "a greeting at once, help three days later, the story, and one question", flows: ["welcome"],
            [.subscribes("Mon 10:00")],
            gives: [
                "Mon 10:00 welcome sent", "Thu 10:00 help sent", "Sun 10:00 story sent", "Thu2 10:00 preferences sent",
            ]),
        Story(
            "a greeting by night waits for the morning", flows: ["welcome"], [.subscribes("Mon 22:00")],
            gives: [
                "Tue 09:00 welcome sent", "Fri 09:00 help sent", "Mon2 09:00 story sent", "Fri2 09:00 preferences sent",
            ]),
        Story(
            "no help for who found something alone", flows: ["welcome"],
            [.subscribes("Mon 10:00"), .orders("Tue 10:00")], gives: ["Mon 10:00 welcome sent"]),
        Story(
            "no help in choosing for who has ordered before", flows: ["welcome"],
            [.orders("Mon 09:00"), .subscribes("Mon 10:00")],
            gives: ["Mon 10:00 welcome-buyer sent", "Sun 10:00 story sent"]),
        Story(
            "nothing after a change of mind", flows: ["welcome"],
            [.subscribes("Mon 10:00"), .unsubscribes("Tue 10:00")],
            gives: ["Mon 10:00 welcome sent"]),
        Story(
            "a change of mind in the night withdraws the greeting", flows: ["welcome"],
            [.subscribes("Mon 22:00"), .unsubscribes("Tue 03:00")],
            gives: [
                "Tue 03:00 welcome refused: The journey was left: "
                    + #"any("Consent Withdrawn" where channel == "email", since: trigger)"#
            ]),
        Story(
            "once in a life", flows: ["welcome"],
            [.subscribes("Mon 10:00"), .unsubscribes("Mon 12:00"), .subscribes("Fri 10:00")],
            gives: ["Mon 10:00 welcome sent"]),
        Story(
            "who never got it the first time gets it the second", flows: ["welcome"],
            [
                .subscribes("Mon 22:00"), .unsubscribes("Mon 23:00"), .subscribes("Fri 10:00"), .orders("Fri 12:00"),
            ],
            gives: [
                "Mon 23:00 welcome refused: The journey was left: "
                    + #"any("Consent Withdrawn" where channel == "email", since: trigger)"#,
                "Fri 10:00 welcome sent",
            ]),
        Story(
            "not for a consent that is weeks old, though it is told today", flows: ["welcome"],
            [
                Happening(at: "Mon 10:00") { world in
                    let consent: JSONObject = [
                        "status": "granted", "source": "old shop", "at": "2026-01-01T10:00:00Z",
                    ]
                    try world.identify(
                        ["email": "ana@example.com", "consents": ["email": .object(consent)]], by: Happening.ana)
                }
            ],
            gives: []),
        Story(
            "not for an imported consent", flows: ["welcome"],
            [
                Happening(at: "Mon 10:00") { world in
                    let traits: JSONObject = [
                        "email": "ana@example.com", "consents": ["email": ["status": "granted", "source": "import"]],
                    ]
                    try world.receive(
                        IncomingEvent(
                            identity: Happening.ana[0], call: .identify, name: "identify", occurredAt: world.now,
                            receivedAt: world.now, authority: .server, isHistorical: true,
                            properties: Array(JSON.object(traits).text.utf8),
                            envelope: Envelope(identities: Happening.ana, messageID: "import-1")))
                }
            ],
            gives: []),
        Story(
            "not for a consent to text messages", flows: ["welcome"],
            [
                Happening(at: "Mon 10:00") { world in
                    let traits: JSONObject = [
                        "email": "ana@example.com", "consents": ["sms": ["status": "granted", "source": "form"]],
                    ]
                    try world.identify(traits, by: Happening.ana)
                }
            ],
            gives: []),
        Story(
            "a consent that a browser states starts nothing", flows: ["welcome"],
            [
                Happening(at: "Mon 10:00") { world in
                    let traits: JSONObject = [
                        "email": "ana@example.com", "consents": ["email": ["status": "granted", "source": "form"]],
                    ]
                    try world.identify(traits, by: Happening.ana, authority: .browser)
                }
            ],
            gives: []),
        Story(
            "a cart left on the first day is reminded of the next morning", flows: ["abandoned-cart", "welcome"],
            [.subscribes("Mon 10:00"), .adds("Mon 11:00"), .orders("Tue 12:00")],
            gives: ["Mon 10:00 welcome sent", "Tue 09:00 reminder sent"]),
    ]

    @Test("who gets it, and when", arguments: stories)
    func plays(_ story: Story) throws {
        let world = try story.play()
        #expect(story.lines(world) == story.messages)
    }
}

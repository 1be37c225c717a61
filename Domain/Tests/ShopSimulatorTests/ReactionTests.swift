import Testing
import Values

@testable import ShopSimulator

@Suite("Answers to messages")
struct ReactionTests {
    static let start = MonthOfTrade.start

    private func shop() -> ShopSimulation {
        ShopSimulation(seed: 5, start: Self.start, shoppers: 500, eventsPerDay: 200)
    }

    private func message(_ index: Int, to shopper: Shopper, _ kind: SentMessage.Kind) -> SentMessage {
        SentMessage(id: "message-\(index)", email: shopper.email, kind: kind, sentAt: Self.start + .hours(1))
    }

    @Test(
        "people open, then click, and few unsubscribe; never the other way round",
        arguments: SentMessage.Kind.allCases)
    func order(kind: SentMessage.Kind) {
        let shop = shop()
        let reactions = (0..<4000).map { Reaction(to: message($0, to: shop.shopper(1), kind), seed: 5) }
        let rates = Reaction.Rates.of(kind)
        let opened = reactions.count { $0.openedAt != nil }
        #expect(abs(Double(opened) / 4000 - rates.opens) < 0.04)
        for reaction in reactions {
            if let clicked = reaction.clickedAt { #expect(reaction.openedAt! < clicked) }
            if let left = reaction.unsubscribedAt { #expect(reaction.openedAt! < left && reaction.clickedAt == nil) }
            if let opened = reaction.openedAt { #expect(opened > Self.start + .hours(1)) }
        }
        #expect((reactions.contains { $0.unsubscribedAt != nil }) == (rates.unsubscribes > 0))
    }

    @Test("reminders recover carts: with them more orders are made than without")
    func recovery() throws {
        func orders(reminding: Bool) throws -> (orders: Int, clicks: Int, recovered: Int) {
            var shop = ShopSimulation(seed: 6, start: Self.start, shoppers: 1000, eventsPerDay: 2500)
            var (orders, clicks, recovered) = (0, 0, 0)
            while let event = shop.next(upTo: Self.start + .days(7)) {
                switch event.action {
                case .send(let payload, _, .none):
                    if payload["event"] == "Order Completed" { orders += 1 }
                    if payload["event"] == "Checkout Started" {
                        if payload["context"]?["campaign"]?["name"] == "abandoned-cart" { recovered += 1 }
                        guard reminding, let email = payload["properties"]?["email"]?.string else { continue }
                        let id = try #require(payload["messageId"]?.string)
                        shop.react(
                            to: SentMessage(
                                id: id, email: email, kind: .abandonedCart, sentAt: event.at + .hours(1)))
                    }
                case .send, .open, .unsubscribe: continue
                case .click: clicks += 1
                }
            }
            return (orders, clicks, recovered)
        }
        let (without, with) = (try orders(reminding: false), try orders(reminding: true))
        #expect(without.clicks == 0)
        #expect(with.clicks > 10)
        #expect(with.recovered > 5)
        #expect(with.orders > without.orders)
    }

    @Test("the stream stays in order of time when a message of the past is answered")
    func lateMessages() {
        var shop = shop()
        var last = Self.start
        for index in 0..<2000 {
            guard let event = shop.next() else { return }
            #expect(event.at >= last)
            last = event.at
            var late = message(index, to: shop.shopper(index % 500), .welcome)
            late.sentAt = Self.start - .days(30)
            shop.react(to: late)
        }
    }

    @Test("who unsubscribed answers nothing any more, and strangers never do")
    func silence() {
        var shop = shop()
        let shopper = shop.shopper(3)
        let leaving = (0...).lazy.map { message($0, to: shopper, .otherMarketing) }
            .first { Reaction(to: $0, seed: 5).unsubscribedAt != nil }!
        shop.react(to: leaving)
        for index in 0..<200 {
            shop.react(to: message(100_000 + index, to: shopper, .welcome))
            shop.react(
                to: SentMessage(
                    id: "stranger-\(index)", email: "stranger3@example.com", kind: .welcome, sentAt: Self.start))
        }
        var reactions: [String] = []
        while let event = shop.next(upTo: Self.start + .days(5)) {
            switch event.action {
            case .open(let id), .click(let id), .unsubscribe(let id): reactions.append(id)
            case .send: continue
            }
        }
        #expect(reactions == [leaving.id, leaving.id])
    }

    @Test("following a clock gives the same events as pulling them")
    func pacing() {
        var (paced, pulled) = (shop(), shop())
        for minute in 0..<(6 * 60) {
            while let event = paced.next(upTo: Self.start + .minutes(Int64(minute))) {
                #expect(event.payload == pulled.next()?.payload)
            }
        }
        #expect(paced.now > Self.start)
    }

    @Test("one shopper's answers change no other shopper's events")
    func independence() {
        func others(disturbed: Bool) -> [JSONObject] {
            var shop = shop()
            let shopper = shop.shopper(3)
            if disturbed {
                for index in 0..<100 { shop.react(to: message(index, to: shopper, .welcome)) }
            }
            var payloads: [JSONObject] = []
            while let event = shop.next(upTo: Self.start + .days(5)) {
                if event.shopper != 3, let payload = event.payload { payloads.append(payload) }
            }
            return payloads
        }
        let calm = others(disturbed: false)
        #expect(calm.count > 500)
        #expect(calm == others(disturbed: true))
    }

    @Test("a buyer whom a message brought names it as the campaign")
    func campaign() {
        var shop = shop()
        let buying = (0...).lazy.map { message($0, to: shop.shopper(3), .welcome) }
            .first { Reaction(to: $0, seed: 5).buys }!
        shop.react(to: buying)
        var bought = 0
        while let event = shop.next(upTo: Self.start + .days(3)) {
            guard let payload = event.payload, payload["event"] == "Checkout Started" else { continue }
            if event.shopper == 3, payload["context"]?["campaign"]?["name"] == "welcome" { bought += 1 }
        }
        #expect(bought == 1)
    }
}

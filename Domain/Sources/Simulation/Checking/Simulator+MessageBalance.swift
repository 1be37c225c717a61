import Engine
import Values

extension Simulator {
    /// No message is under way for ever, and marketing arrived once.
    mutating func balanceMessages() {
        for id in store.messages.keys.sorted() {
            let message = store.messages[id]!
            books.counts.states[message.state.name, default: 0] += 1
            books.require(message.state != .sending, now, "message \(id) is sending for ever")
            books.require(
                message.state != .ready || message.dueAt > now - .minutes(10), now,
                "message \(id) is ready since \(message.dueAt.iso8601)")
            let arrivals = books.arrivals[id] ?? 0
            if message.state == .sent {
                books.require(arrivals >= 1, now, "message \(id) counts as sent and was never handed over")
            }
            if message.purpose == .marketing {
                books.require(arrivals <= 1, now, "marketing \(id) arrived \(arrivals) times")
            }
            if message.state == .held {
                books.require(store.work.contains(.messageDue, id), now, "message \(id) is held for ever")
            }
        }
        balanceCodes()
    }

    /// No code is two people's, and none is kept by a journey that is over and showed it to nobody.
    private mutating func balanceCodes() {
        let codes = store.issuedCoupons.values.compactMap { $0 }
        books.require(Set(codes).count == codes.count, now, "a code was given to two people")
        var journeys: [String: Int64] = [:]
        for message in store.messages.values where books.arrivals[message.id] ?? 0 > 0 {
            guard let code = (try? JSON.parse(message.context))?["coupon"]?.string else { continue }
            let first = journeys.updateValue(message.journey, forKey: code) ?? message.journey
            books.require(first == message.journey, now, "the code \(code) reached two people")
        }
        let underWay = Set(store.profiles.keys.flatMap { profile($0)?.journeys ?? [] }.map(\.id))
        let shown = Dictionary(
            grouping: store.messages.values.filter { $0.couponEffect != nil }, by: { $0.couponEffect! })
        for effect in shown.keys.sorted() {
            guard case .some(.some(let code)) = store.issuedCoupons[effect], let messages = shown[effect],
                messages.allSatisfy({ $0.state == .refused && !underWay.contains($0.journey) })
            else { continue }
            books.violate(now, "the code \(code) was shown to nobody and did not go back")
        }
    }
}

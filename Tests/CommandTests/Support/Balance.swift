import Engine
import Testing
import Values

/// What must be so whenever the books of a server are balanced.
struct Balance {
    let ledger: Load.Ledger
    let books: Books
    /// What the mail server has accepted; nil where there is none.
    var mails: [MailSink.Mail] = []

    /// Every acknowledged event is stored exactly once; one that was not answered at most once; and no other.
    func expectEventsOnce(_ seed: UInt64) throws {
        let stored = try books.events()
        let lost = ledger.acknowledged.filter { stored[$0] == nil }
        let twice = stored.filter { ledger.sent.contains($0.key) && $0.value > 1 }
        #expect(lost.isEmpty, "acknowledged and lost, seed \(seed): \(lost.prefix(5))")
        #expect(twice.isEmpty, "stored twice, seed \(seed): \(twice.keys.prefix(5))")
        #expect(ledger.refusals.isEmpty, "refused, seed \(seed): \(ledger.refusals.prefix(3))")
    }

    /// Marketing is in the mail server at most once, transactional messages at least once, and rows say the same.
    func expectMessagesRight(_ seed: UInt64) throws {
        let rows = try books.messages()
        let accepted = mails.compactMap(\.message).reduce(into: [Int64: Int]()) { $0[$1, default: 0] += 1 }
        let marketing = rows.filter { $0.purpose == .marketing }
        let transactional = rows.filter { $0.purpose == .transactional }
        #expect(Set(accepted.keys).isSubset(of: rows.map(\.id)), "mail that no row speaks of, seed \(seed)")
        #expect(marketing.allSatisfy { accepted[$0.id, default: 0] <= 1 }, "marketing twice, seed \(seed)")
        for row in marketing {
            switch row.state {
            case .sent: #expect(accepted[row.id] == 1, "sent, but never accepted: \(row), seed \(seed)")
            case .unknown: break
            default: #expect(accepted[row.id] == nil, "accepted, but \(row), seed \(seed)")
            }
        }
        let astray = transactional.filter { $0.state != .sent || accepted[$0.id, default: 0] == 0 }
        let told = astray.prefix(5).map { "\($0.id) to \($0.address) is \($0.state?.name ?? "?"): \($0.reason)" }
        #expect(astray.isEmpty, "transactional messages are missing, seed \(seed): \(told)")
        let confirmed = transactional.compactMap { (try? JSON.parse($0.context))?["trigger"]?["order_id"]?.string }
        #expect(confirmed.count == Set(confirmed).count, "an order was confirmed by two messages, seed \(seed)")
        let missing = ledger.orders.subtracting(confirmed)
        #expect(missing.isEmpty, "orders without a confirmation, seed \(seed): \(missing.prefix(5))")
    }

    /// Nobody who has not agreed gets marketing.
    func expectConsentKept() throws {
        let agreed = try books.messages().filter { $0.purpose == .marketing }.allSatisfy { row in
            row.address.split(separator: "@").first?.split(separator: "-").last.flatMap { Int($0) }.map { $0 % 3 == 0 }
                ?? false
        }
        #expect(agreed, "marketing to somebody who has not agreed")
    }
}

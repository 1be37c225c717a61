import Foundation
import Synchronization
import Values

/// Several clients of a shop that send batches until they are told to stop, and what the server has said to each.
///
/// A batch that was not answered is either sent again, as stock clients do, or given up: then it may be stored or not.
final class Load: Sendable {
    struct Ledger: Sendable {
        /// Message ids that the server has answered for.
        var acknowledged: Set<String> = []
        var sent: Set<String> = []
        /// Orders in acknowledged batches.
        var orders: Set<String> = []
        var refusals: [String] = []
        var unanswered = 0
    }

    struct Plan: Sendable {
        var clients = 3
        var peopleEach = 20
        var eventsEach = 10
        var pause = Duration.milliseconds(100)
        var seed: UInt64
    }

    private let state = Mutex(Ledger())
    private let isOver = Atomic(false)
    private let urls: [String]
    private let key: String
    private let plan: Plan

    /// - Parameter urls: of servers on one database; a client goes to the next one where its own does not answer.
    init(urls: [String], key: String, plan: Plan) {
        self.urls = urls
        self.key = key
        self.plan = plan
    }

    var ledger: Ledger { state.withLock { $0 } }

    func stop() { isOver.store(true, ordering: .relaxed) }

    /// Sends until `stop`.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var random = SeededRandom(seed: plan.seed)
            for client in 0..<plan.clients {
                let own = random.split()
                group.addTask { await self.play(client, own) }
            }
        }
    }

    static func email(_ client: Int, _ person: Int) -> String { "p\(client)-\(person)@example.com" }

    private func play(_ client: Int, _ generator: SeededRandom) async {
        var random = generator
        var server = client
        await deliver(opening(client), to: &server, isPatient: true)
        var number = 0
        while !isOver.load(ordering: .relaxed) {
            let batch = (0..<plan.eventsEach).map { event(client, number * plan.eventsEach + $0, &random) }
            number += 1
            await deliver(batch, to: &server, isPatient: random.chance(0.5))
            try? await Task.sleep(for: plan.pause)
        }
    }

    /// Everybody says who they are; every third agrees to be written to.
    private func opening(_ client: Int) -> [JSON] {
        (0..<plan.peopleEach).map { person in
            Shop.identify(
                "u\(client)-\(person)", email: Load.email(client, person), hasConsent: person % 3 == 0,
                messageID: "who-\(client)-\(person)")
        }
    }

    private func event(_ client: Int, _ number: Int, _ random: inout SeededRandom) -> JSON {
        let user = "u\(client)-\(Int.random(in: 0..<plan.peopleEach, using: &random))"
        let id = "\(client)-\(number)"
        switch random.unit() {
        case ..<0.08: return Shop.order(user, id, messageID: "order-" + id)
        case ..<0.3: return Shop.checkout(user, "c" + id, messageID: "checkout-" + id)
        default:
            return Shop.track(user, "Product Viewed", ["product_id": "m1", "name": "Mug"], messageID: "view-" + id)
        }
    }

    private func deliver(_ batch: [JSON], to server: inout Int, isPatient: Bool) async {
        let ids = batch.compactMap { $0["messageId"]?.string }
        state.withLock { $0.sent.formUnion(ids) }
        repeat {
            let client = TrackClient(url: urls[server % urls.count], key: key)
            do {
                let answer = try await client.send("batch", ["batch": .array(batch)])
                if answer.status == 200 {
                    state.withLock { ledger in
                        ledger.acknowledged.formUnion(ids)
                        ledger.orders.formUnion(batch.compactMap { $0["properties"]?["order_id"]?.string })
                    }
                    return
                }
                state.withLock { $0.refusals.append("\(answer.status) \(answer.text.prefix(200))") }
            } catch {
                state.withLock { $0.unanswered += 1 }
                server += 1
            }
            try? await Task.sleep(for: .milliseconds(100))
        } while isPatient && !isOver.load(ordering: .relaxed)
    }
}

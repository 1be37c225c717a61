import Channels
import Engine
import Foundation
import Messages
import ReadyFlows
import Testing
import Values

/// Every message of every ready flow, in each of its languages, as it was when somebody last read it.
///
/// Where a change is meant: `MESSAGE_SNAPSHOTS=write swift test --filter MessageSnapshotTests`, and read what changed.
@Suite("Snapshots of every message")
struct MessageSnapshotTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
    static let writes = ProcessInfo.processInfo.environment["MESSAGE_SNAPSHOTS"] == "write"
    static let slugs = ReadyFlows.all.map(\.slug)

    private static let settings = WorkspaceSettings(
        shopName: "Hearth & Loom", shopURL: "https://hearthandloom.example",
        postalAddress: "Hearth & Loom Ltd, 12 Mill Lane, Bristol BS1 4ST, United Kingdom")

    private static let lines: JSON = [
        [
            "product_id": "throw", "name": "Linen throw, undyed", "variant": "130 × 170 cm", "price": 89, "quantity": 1,
            "url": "https://hearthandloom.example/throw",
        ],
        ["product_id": "mug", "name": "Stoneware mug", "price": 24, "quantity": 4],
    ]

    /// What every message is made with: a person of whom much is known.
    private static let context: JSONObject = [
        "profile": ["first_name": "Ana", "email": "ana@example.com", "country": "PT"],
        "trigger": [
            "order_id": "HL-20418", "total": 185, "subtotal": 185, "shipping": 0, "currency": "EUR", "products": lines,
            "order_url": "https://hearthandloom.example/orders/1", "product_id": "throw", "name": "Linen throw, undyed",
            "url": "https://hearthandloom.example/throw", "price": 89, "old_price": 99, "stock": 3,
            "tracking_number": "1Z999", "tracking_url": "https://carrier.example/1Z999", "tier": "Gold",
            "reset_url": "https://hearthandloom.example/reset/abc", "rating": 4,
        ],
        "cart": [
            "id": "c1", "total": 185, "currency": "EUR", "items": lines, "url": "https://hearthandloom.example/cart/c1",
        ],
        "coupon": "RESCUE-7KQ2", "coupon_expires_at": "2026-03-05T10:00:00Z",
    ]

    /// Subject, preheader and plain text of each message of a flow.
    private static func text(of slug: String) throws -> String {
        let flow = try FlowFile.read(try #require(ReadyFlows.named(slug)).text, version: 1)
        var templates = MessageTemplates()
        var text = ""
        for step in flow.steps {
            guard let send = step.kind as? SendStep else { continue }
            for language in [flow.rules.language] + send.translations.keys.sorted() {
                var context = context
                context["language"] = .string(language)
                let at = Instant(milliseconds: 0)
                let message = Message(
                    id: 1, profile: ProfileKey(rawValue: 1), flow: flow.id, flowVersion: 1, step: step.id, journey: 1,
                    channel: .email, purpose: flow.purpose, address: "ana@example.com", state: .ready, createdAt: at,
                    dueAt: at, expiresAt: at, context: JSON.object(context).text)
                let email = try templates.render(
                    message, of: flow, settings: settings,
                    unsubscribeURL: flow.purpose == .marketing ? "https://hearthandloom.example/u/abc" : nil)
                text += """
                    ===== \(step.id), \(language)
                    Subject: \(email.subject)
                    Preheader: \(email.preheader)

                    \(email.text ?? PlainText.derived(fromHTML: email.html))

                    """
            }
        }
        return text
    }

    @Test("each says what it did", arguments: slugs)
    func messages(slug: String) throws {
        let file = Self.folder.appending(path: "\(slug).txt")
        let text = try Self.text(of: slug)
        guard !text.isEmpty else { return }
        if Self.writes {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let known = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let now = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard known != now else { return }
        let place = zip(known, now).prefix { $0 == $1 }.count
        Issue.record(
            """
            \(slug), line \(place + 1): was “\(known.dropFirst(place).first ?? "")”, \
            is “\(now.dropFirst(place).first ?? "")”
            """)
    }

    @Test("every snapshot is of a ready flow", .enabled(if: !writes))
    func none() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names).isSubset(of: Self.slugs.map { $0 + ".txt" }) && names.count > 20)
    }
}

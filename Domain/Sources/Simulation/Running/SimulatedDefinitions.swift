import Conditions
import Engine
import Values

/// Flows and segments of the simulated shop: every kind of step, wait and condition, in three versions.
enum SimulatedDefinitions {
    static let first = Definitions(
        version: 1, settings: settings, flows: flows(1), segments: segments(conditionTexts))

    /// The flows are edited while journeys are under way, and one segment is new.
    static let second = Edition(number: 2, built: ["Looked twice"]) { number, segments in
        Definitions(
            version: number, settings: settings, flows: flows(2), earlier: flows(1), segments: segments)
    } texts: {
        conditionTexts + [("Looked twice", #"count("Product Viewed", last: 45 minutes) >= 2"#)]
    }

    /// One flow is gone with its old versions, one segment too, and whoever asked for it is looked at again.
    static let third = Edition(number: 4, built: ["Looked twice", "Ripe"]) { number, segments in
        Definitions(
            version: number, settings: settings, flows: Array(flows(2).dropLast()),
            earlier: Array(flows(1).dropLast()), segments: segments)
    } texts: {
        Array(conditionTexts.dropFirst()) + [("Looked twice", #"count("Product Viewed", last: 50 minutes) >= 2"#)]
    }

    /// A change of the definitions: first with segments that are being built, then with all of them built.
    struct Edition {
        /// Of the build too.
        let number: Int64
        let building: Definitions
        let built: Definitions

        fileprivate init(
            number: Int64, built names: Set<String>, _ definitions: (Int64, [Segment]) -> Definitions,
            texts: () -> [(String, String)]
        ) {
            self.number = number
            building = definitions(number, segments(texts(), building: names, by: SegmentBuild(id: number)))
            built = definitions(number + 1, segments(texts()))
        }
    }

    private static let settings = WorkspaceSettings(zone: Zone("Europe/Berlin")!)

    static func slug(_ flow: Int64) -> String { slugs[flow] ?? "" }
    private static let slugs = Dictionary(uniqueKeysWithValues: flows(1).map { ($0.id, $0.slug) })

    private static func flows(_ version: Int64) -> [Flow] {
        texts.map { text in
            do { return try FlowFile.read(text, version: version) } catch {
                preconditionFailure("a flow of the simulation cannot be read: \(error)")
            }
        }
    }

    private static func segments(
        _ texts: [(String, String)], building: Set<String> = [], by build: SegmentBuild? = nil
    ) -> [Segment] {
        texts.map { name, text in
            do {
                return Segment(
                    id: Segment.id(named: name), name: name, condition: CompiledCondition(try Condition.parse(text)),
                    version: Segment.version(of: text), build: building.contains(name) ? build : nil)
            } catch {
                preconditionFailure("a segment of the simulation cannot be read: \(error)")
            }
        }
    }

    private static let conditionTexts = [
        ("Browsing", #"count("Product Viewed", last: 2 hours) >= 3"#),
        ("Bought today", #"any("Order Completed", last: 1 day)"#),
        ("Left a cart", #"any("Checkout Started", last: 3 hours) and none("Order Completed", last: 3 hours)"#),
        ("German reader", #"profile.country == "DE" and consents(email)"#),
        ("Ripe", #"member("Left a cart") and member("Browsing")"#),
        ("Opened lately", #"any("Email Opened", last: 6 hours)"#),
        ("Spent", #"sum("Order Completed".total, last: 12 hours) > 50"#),
        ("Never bought", #"none("Order Completed")"#),
        ("On the list", #"listed("Newsletter") and not tagged("quiet")"#),
    ]

    private static let texts = [
        """
        flow: abandoned-cart
        name: Abandoned cart
        trigger: Checkout Started
        when: consents(email)
        goal: 'any("Order Completed", since: trigger)'
        reentry: once per 6 hours
        while under way: refresh
        steps:
          - wait: 1 hour
          - send: email
            id: reminder
            subject: You left something
            body: <p>Hello</p>
          - wait: 4 hours
          - if: trigger.value > 60
            then:
              - coupon: rescue
                then:
                  - send: email
                    id: offer
                    subject: A code for you
                    body: <p>{{ coupon }}</p>
                else:
                  - send: email
                    id: last-call
                    subject: The last call
                    body: <p>Soon gone</p>
            else:
              - update: {small_cart: true}
        """,
        """
        flow: welcome
        name: Welcome
        trigger: Consent Granted
        exit:
          - not consents(email)
        reentry: once
        steps:
          - send: email
            id: hello
            subject: Welcome
            body: <p>Hello</p>
          - wait: 1 day
          - send: email
            id: story
            subject: Our story
            body: <p>Once</p>
        """,
        """
        flow: order-confirmation
        name: Order confirmation
        purpose: transactional
        trigger: Order Completed
        while under way: another
        steps:
          - send: email
            id: confirmation
            subject: Thank you
            body: <p>Thanks</p>
          - wait for: Order Cancelled
            up to: 2 hours
            then:
              - send: email
                id: cancelled
                subject: Cancelled
                body: <p>As you wished</p>
            else:
              - update: {kept_order: true}
        """,
        """
        flow: hot-lead
        name: Hot lead
        trigger: Segment Entered
        when: trigger.segment == "Browsing" and consents(email)
        reentry: once per 12 hours
        steps:
          - wait: 20 minutes
          - send: email
            id: look
            subject: Still looking?
            body: <p>Look</p>
        """,
    ]
}

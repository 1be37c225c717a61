import Testing
import Values

@testable import Pages

@Suite("the rooms")
struct RoomsTests {
    private func text(_ name: String) throws -> String {
        try #require(PagesSamples.pages.first { $0.name == name }).text()
    }

    @Test(
        "say what matters",
        arguments: [
            ("customer", "Not sent: consent for SMS was withdrawn on 12 Nov 2026, 18:57"),
            ("customer", "checkout form, 25 Jul 2026"), ("customer", "Never asked; unknown is never consent"),
            ("customer", "Took the branch “Cart over €50”"), ("customer", "Because the cart was worth €82.00"),
            ("customer", "<a href=\"/console/customers/cus_1\" aria-current=\"true\" title=\"All\">"),
            ("customer", "href=\"/console/customers/cus_1?older=o_88\""), ("visitor", "Unknown visitor"),
            ("overview", "96 at “Wait 1 hour” · 71 at"), ("overview", ">Paused</span>"),
            ("customers", "12,480 in all"), ("customers", "<input type=\"search\" name=\"q\" value=\"\""),
            ("customers-none", "cartwheel import profiles"), ("customers-not-found", "Nobody matches “zzz@example”"),
            ("messages", "href=\"/console/messages?newer=n_9\""), ("messages", "quiet hours until 23 Nov 2026, 08:57"),
            ("messages-no-match", "<option value=\"bounced\" selected>Bounced</option>"),
            ("message", "<iframe src=\"/console/messages/msg_91/body\" sandbox=\"\""), ("message", "2 clicks"),
            ("message-mobile", "data-width=\"mobile\""), ("message-plain", "Free returns for 30 days."),
            ("message-source", "MIME-Version: 1.0"), ("message-refused", "has not been written"),
            ("messages", "– (never written)"),
            ("message-refused", "Not sent: consent for e-mail was withdrawn on"),
            ("rejected", "Missing event name (3)"), ("rejected", "{\n  &quot;type&quot;: &quot;track&quot;,"),
            ("rejected", "&quot;total&quot;: &quot;82.00&quot;"), ("rejected", "{&quot;type&quot;:&quot;track,&quot;"),
            ("flow", "96 here now"), ("flow", "Time was up"), ("flow", "13% of journeys"),
            ("flows", "Many stores already send one"), ("first-start", "minlength=\"12\""),
            ("first-start-problem", "aria-invalid=\"true\""), ("sign-in-problem", "role=\"alert\""),
            ("sign-in-problem", "value=\"mira@juniper.example\""),
            ("unsubscribe", "<input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">"),
            ("unsubscribed", "action=\"/u/k1.msg_91.0.b0c2/undo\""), ("error-500", "7f3a-21"),
        ])
    func words(page: String, fragment: String) throws {
        let found = try text(page).contains(fragment)
        #expect(found)
    }

    @Test("on a first visit, before the reader's zone is known, sentences name the zone they speak of")
    func firstVisit() throws {
        var context = PagesSamples.context(Route.customer("cus_1"))
        context.isZoneReaders = false
        let page = try #require(PagesSamples.pages.first { $0.name == "customer" }).text(in: context)
        #expect(page.contains("was withdrawn on 12 Nov 2026, 18:57 (Europe/Berlin)"))
        #expect(page.contains("checkout form, 25 Jul 2026 (Europe/Berlin)"))
        #expect(page.contains("22 Nov 2026 (Europe/Berlin)</h3>"))
        // What stands in an element of its own is turned into the reader's zone, day and all.
        #expect(!page.contains("data-style=\"clock\"") && page.contains("data-style=\"moment\""))
        #expect(try !text("customer").contains("(Europe/Berlin)"))
    }

    @Test("a password is never written back")
    func passwords() throws {
        for page in ["sign-in-problem", "first-start-problem"] {
            let inputs = try text(page).matches(of: /<input type="password"[^>]*value="([^"]*)"/)
            #expect(inputs.count == 1)
            #expect(inputs.allSatisfy { $0.output.1.isEmpty })
        }
    }

    @Test("filters stay in the links of the pager")
    func pager() {
        var model = PagesSamples.messages
        model.filter = .init(search: "ana@", state: .held, flowID: "welcome", channel: .email)
        let text = String(decoding: MessagesView.render(model, in: PagesSamples.context()), as: UTF8.self)
        #expect(text.contains("?q=ana%40&amp;state=held&amp;flow=welcome&amp;channel=email&amp;older=o_3"))
    }

    @Test("every state, reason and happening has its words")
    func words() {
        let context = PagesSamples.context()
        let text = context.catalog.message
        let moment = PagesSamples.now
        let reasons: [MessageReason] = [
            .noConsent(.sms), .consentWithdrawn(.email, at: moment), .suppressed(since: moment), .noAddress(.push),
            .quietHours(until: moment), .frequencyCap(until: moment), .goalReached(goal: "Order Completed"),
            .exited(condition: "cart emptied"), .expired(at: moment), .provider(answer: "550"), .words("because"),
        ]
        let sentences = reasons.map { text.explained(.refused, $0, in: context) }
        #expect(Set(sentences).count == reasons.count)
        #expect(sentences.allSatisfy { $0.hasPrefix("Not sent: ") && $0.count > "Not sent: ".count })
        #expect(Set(MessageState.allCases.map(text.state)).count == MessageState.allCases.count)
        let editor = context.catalog.flowEditor
        #expect(Set(FlowStepGroup.allCases.map(editor.group)).count == FlowStepGroup.allCases.count)
        let journey = context.catalog.journey
        #expect(Set(JourneyState.allCases.map(journey.stateName)).count == JourneyState.allCases.count)
        #expect(Set(CallState.allCases.map(context.catalog.call.stateName)).count == CallState.allCases.count)
    }

    @Test("the palette's answer is JSON with an address for each person, eight at most")
    func search() throws {
        let rows = PagesSamples.customerRows + PagesSamples.customerRows
        let json = try JSON.parse(SearchResults(customers: rows).payload(in: PagesSamples.context()))
        let results = try #require(json["results"]?.array)
        #expect(results.count == SearchResults.most)
        #expect(results[0]["href"]?.string == "/console/customers/cus_1")
        #expect(results[2]["title"]?.string == "sofia@rossi.example")
        #expect(results[4]["title"]?.string == "Unknown visitor")
    }
}

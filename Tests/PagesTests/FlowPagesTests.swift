import Testing
import Values

@testable import Pages

@Suite("the pages of flows and of what comes of them")
struct FlowPagesTests {
    private func text(_ name: String) throws -> String {
        try #require(PagesSamples.pages.first { $0.name == name }).text()
    }

    @Test(
        "say what matters",
        arguments: [
            ("flow", "Journeys stay fresh until 25 Nov 2026, 18:57"),
            ("flow", "href=\"/console/flows/abandoned-cart/publish\""),
            ("flow-paused", "Nothing in it goes out of date."),
            ("flow-paused", "Nobody is known as “zoe”."), ("flow-paused", "by Mira Holm."),
            ("flow-why", "Ana Moreau did not enter “Abandoned cart”."), ("flow-why", "Decided by: when"),
            ("customer-why", "Ana Moreau entered “Welcome”."), ("customer-why", "at the latest"),
            ("flows", "A draft waits"), ("flows", "<svg class=\"shape\""),
            ("flows-no-match", "No flow is in this state"),
            ("flow-new", "You have it already"), ("flow-new", "<option value=\"de\" selected>Deutsch</option>"),
            ("flow-new", "Please give a name."), ("flow-journeys", "<option value=\"answer\" selected>"),
            ("flow-journeys", "?step=answer&amp;older=o_7"), ("flow-journeys", "214 in all"),
            ("journey", "held by quiet hours until 09:00"), ("journey", "trigger.value"),
            ("journey", "href=\"/console/messages/msg_91\""), ("journey-ended", "Nothing: the journey is over."),
            ("flow-versions", "<del>Your cart</del><ins>You left something behind</ins>"),
            ("flow-versions", "190 journeys under way"), ("flow-versions-one", "There is one version"),
            ("flow-publish", "Gone in this version"), ("flow-publish", "Please choose where these go on."),
            ("flow-publish-faulty", "did you mean “VIP”?"), ("flow-publish-faulty", "disabled"),
            ("flow-scenarios", "1 of 2 scenarios came out as expected."), ("flow-scenarios", "It took 14\u{A0}ms."),
            ("flow-scenarios", "Must not happen"), ("flow-scenarios-faulty", "Line 1: a list is expected"),
            ("flow-calls", "HTTP 503 Service Unavailable"), ("backtest", "Would have bought anyway"),
            ("backtest", "name=\"who\""), ("backtest", "All messages"), ("backtest", "<strong>-329</strong>"),
            ("backtest", "3 or more"),
            ("backtest", "href=\"/console/flows/abandoned-cart/backtest/cus_1\""),
            ("backtest", "Today’s codes would have been gone on 27 Oct 2026"),
            ("backtest-running", "5,120 of 12,480 people looked at"), ("backtest-failed", "The stretch holds no time."),
            ("backtest-path-none", "Nothing would have happened"), ("tasks", "3 open, 1 overdue"),
            ("tasks", "Was due "), ("tasks", "Done by Mira Holm"), ("tasks-none", "Nothing to do"),
            ("tasks-no-match", "<option value=\"-\" selected>"), ("coupons", "Runs dry in 2\u{A0}d"),
            ("coupons", "It is empty: flows go on without a code."), ("coupons-none", "Please give the pool a name."),
            ("coupon-pool", "SAVE-7K2M"), ("coupon-pool", "lasts until 24 Nov 2026"),
            ("coupon-pool", "Please paste at least one code."), ("coupon-pool-empty", "Nobody has a code yet"),
            ("held", "€4.12"), ("held", "action=\"/console/messages/msg_93/drop\""), ("held-none", "Nothing is held"),
            ("messages", "href=\"/console/messages/held\""),
        ])
    func words(page: String, fragment: String) throws {
        let found = try text(page).contains(fragment)
        #expect(found)
    }

    @Test("a pool that lasts for years is no cause for a warning")
    func calmPool() throws {
        #expect(try text("coupons").components(of: "class=\"warning\"") == 2)
    }

    @Test("every form names its address and its fields")
    func forms() throws {
        #expect(try text("flow").contains("action=\"/console/flows/abandoned-cart/pause\""))
        let publish = try text("flow-publish")
        #expect(publish.contains("action=\"/console/flows/abandoned-cart/publish\""))
        #expect(publish.contains("name=\"version\" value=\"5\""))
        #expect(publish.contains("name=\"journeys\" value=\"move\" checked>"))
        #expect(publish.contains("name=\"place.old-wait\" aria-invalid=\"true\""))
        let journey = try text("journey")
        for change in JourneyChange.allCases {
            #expect(
                journey.contains("action=\"/console/flows/abandoned-cart/journeys/jrn_9/\(change.rawValue)\""))
        }
        #expect(!(try text("journey-ended").contains("action=\"/console/flows/")))
        let calls = try text("flow-calls")
        #expect(calls.components(of: "/retry\"") == 2)
        let tasks = try text("tasks")
        #expect(tasks.contains("action=\"/console/tasks/tsk_3/done\""))
        #expect(tasks.contains("action=\"/console/tasks/tsk_0/reopen\""))
        #expect(tasks.contains("<option value=\"Jon (left)\" selected>"))
        #expect(try text("coupons").contains("action=\"/console/coupons\""))
        #expect(try text("coupon-pool").contains("action=\"/console/coupons/cart-rescue/codes\""))
    }

    @Test("where journeys go on comes back from the form as it was chosen")
    func places() {
        for place: FlowPublishModel.Place in [.step("a b"), .end, .stay] {
            #expect(FlowPublishModel.Place(field: place.field) == place)
        }
        #expect(FlowPublishModel.Place(field: "") == nil)
    }

    @Test("of a backtest that runs, the page follows the progress and cannot start another")
    func running() throws {
        let page = try text("backtest-running")
        #expect(page.contains("id=\"backtest-progress\"") && page.contains("data-refresh=\"1\""))
        #expect(page.contains("type=\"submit\" disabled>Run backtest"))
    }

    @Test("an archived flow can be looked at and not changed")
    func archived() {
        var model = PagesSamples.flow
        model.head.state = .archived
        let page = String(decoding: FlowView.render(model, in: PagesSamples.context()), as: UTF8.self)
        #expect(!page.contains("/edit\"") && !page.contains("/publish\"") && !page.contains("/pause\""))
    }

    @Test("every outcome of a form has its own words")
    func notices() {
        let context = PagesSamples.context()
        var words = FlowNotice.allCases.map { $0.notice(in: context).text }
        words += FlowChange.allCases.map { $0.notice(in: context).text }
        words += JourneyChange.allCases.map { $0.notice(in: context).text }
        words += TaskChange.allCases.map { $0.notice(in: context).text }
        words.append(HeldModel.dropped(in: context).text)
        #expect(Set(words).count == words.count)
        let none = CouponUploadOutcome(added: 0, known: 3, refused: 1).notice(in: context)
        #expect(none.isProblem && none.text.contains("3 were there already"))
    }
}

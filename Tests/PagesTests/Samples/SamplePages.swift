import Testing
import Values

@testable import Pages

/// One page with a sample in it.
struct SamplePage: Sendable, CustomTestStringConvertible {
    let name: String
    let path: String
    var isSignedIn = true
    let render: @Sendable (PageContext) -> [UInt8]

    var testDescription: String { name }

    func text(in context: PageContext? = nil) -> String {
        var context = context ?? PagesSamples.context(path)
        if !isSignedIn { context.userName = nil }
        return String(decoding: render(context), as: UTF8.self)
    }
}

extension PagesSamples {
    static let pages: [SamplePage] = rooms + segmentPages + labelPages + flowPages + workPages + settingPages + outside

    private static let segmentPages: [SamplePage] = [
        .init(name: "segments", path: Route.segments) { SegmentsView.render(segments, in: $0) },
        .init(name: "segments-none", path: Route.segments) { SegmentsView.render(noSegments, in: $0) },
        .init(name: "segments-not-found", path: Route.segments) { SegmentsView.render(noSegmentFound, in: $0) },
        .init(name: "segment", path: Route.segment("seg_1")) { SegmentView.render(segment, in: $0) },
        .init(name: "segment-empty", path: Route.segment("seg_1")) { SegmentView.render(emptySegment, in: $0) },
        .init(name: "segment-ranked", path: Route.segment("seg_1")) { SegmentView.render(ranked, in: $0) },
        .init(name: "segment-unmeasured", path: Route.segment("seg_1")) { SegmentView.render(unmeasured, in: $0) },
        .init(name: "segments-ready", path: Route.readySegments) { ReadySegmentsView.render(readySegments, in: $0) },
        .init(name: "segment-new", path: Route.newSegment) { SegmentEditorView.render(newSegment, in: $0) },
        .init(name: "segment-edit", path: Route.segmentEditor("seg_1")) {
            SegmentEditorView.render(segmentEditor, in: $0)
        },
        .init(name: "segment-problem", path: Route.newSegment) {
            SegmentEditorView.render(segmentEditorProblem, in: $0)
        },
        .init(name: "segment-overlap", path: Route.segmentOverlap) { SegmentOverlapView.render(overlap, in: $0) },
        .init(name: "segment-overlap-none", path: Route.segmentOverlap) {
            SegmentOverlapView.render(noOverlap, in: $0)
        },
    ]

    private static let rooms: [SamplePage] = [
        .init(name: "overview", path: Route.overview) { OverviewView.render(overview, in: $0) },
        .init(name: "overview-empty", path: Route.overview) { OverviewView.render(emptyOverview, in: $0) },
        .init(name: "customers", path: Route.customers) { CustomersView.render(customers, in: $0) },
        .init(name: "customers-none", path: Route.customers) { CustomersView.render(nobodyYet, in: $0) },
        .init(name: "customers-not-found", path: Route.customers) { CustomersView.render(nobodyFound, in: $0) },
        .init(name: "customer", path: Route.customer("cus_1")) { CustomerView.render(customer, in: $0) },
        .init(name: "customer-why", path: Route.customer("cus_1")) { context in
            var model = customer
            model.why = FlowWhyModel(
                flows: [.init(id: "welcome", name: "Welcome")], flowID: "welcome",
                answer: .found(whyEntered, asked: ""))
            return CustomerView.render(model, in: context)
        },
        .init(name: "visitor", path: Route.customer("cus_5")) { CustomerView.render(visitor, in: $0) },
        .init(name: "messages", path: Route.messages) { MessagesView.render(messages, in: $0) },
        .init(name: "messages-none", path: Route.messages) { MessagesView.render(noMessages, in: $0) },
        .init(name: "messages-no-match", path: Route.messages) { MessagesView.render(noMatchingMessages, in: $0) },
        .init(name: "message", path: Route.message("msg_91")) { MessageView.render(message(), in: $0) },
        .init(name: "message-mobile", path: Route.message("msg_91")) {
            MessageView.render(message(width: .mobile), in: $0)
        },
        .init(name: "message-plain", path: Route.message("msg_91")) {
            MessageView.render(message(part: .plain), in: $0)
        },
        .init(name: "message-source", path: Route.message("msg_91")) {
            MessageView.render(message(part: .source), in: $0)
        },
        .init(name: "message-refused", path: Route.message("msg_91")) { MessageView.render(refusedMessage, in: $0) },
        .init(name: "rejected", path: Route.rejected) { RejectedView.render(rejected, in: $0) },
        .init(name: "rejected-none", path: Route.rejected) { RejectedView.render(nothingRejected, in: $0) },
        .init(name: "account", path: Route.account) { AccountView.render(account, in: $0) },
        .init(name: "account-link", path: Route.account) { AccountView.render(accountWithLink, in: $0) },
        .init(name: "account-problem", path: Route.account) { AccountView.render(accountProblem, in: $0) },
        .init(name: "account-demo", path: Route.account) { AccountView.render(demoAccount, in: $0) },
    ]

    private static let outside: [SamplePage] =
        [
            .init(name: "sign-in", path: Route.signIn, isSignedIn: false) { SignInView.render(signIn, in: $0) },
            .init(name: "sign-in-problem", path: Route.signIn, isSignedIn: false) {
                SignInView.render(signInProblem, in: $0)
            },
            .init(name: "choose-password", path: Route.password, isSignedIn: false) {
                PasswordView.render(choosePassword, in: $0)
            },
            .init(name: "choose-password-over", path: Route.password, isSignedIn: false) {
                PasswordView.render(PasswordModel(holder: nil, token: "x"), in: $0)
            },
            .init(name: "first-start", path: Route.firstStart, isSignedIn: false) {
                FirstStartView.render(firstStart, in: $0)
            },
            .init(name: "first-start-problem", path: Route.firstStart, isSignedIn: false) {
                FirstStartView.render(firstStartProblem, in: $0)
            },
            .init(name: "unsubscribe", path: "/u/k1", isSignedIn: false) {
                UnsubscribeView.render(unsubscribe, in: $0)
            },
            .init(name: "unsubscribed", path: "/u/k1", isSignedIn: false) {
                UnsubscribedView.render(unsubscribed, in: $0)
            },
            .init(name: "subscribed-again", path: "/u/k1", isSignedIn: false) { context in
                var model = unsubscribed
                model.state = .back
                return UnsubscribedView.render(model, in: context)
            },
            .init(name: "not-subscribed-again", path: "/u/k1", isSignedIn: false) { context in
                var model = unsubscribed
                model.state = .notBack
                return UnsubscribedView.render(model, in: context)
            },
        ]
        + ErrorModel.Kind.allCases.map { kind in
            .init(name: "error-\(kind.rawValue)", path: "/console/nowhere") {
                ErrorView.render(ErrorModel(kind: kind, reference: kind == .failure ? "7f3a-21" : nil), in: $0)
            }
        }
}

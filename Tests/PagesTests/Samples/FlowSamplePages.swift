@testable import Pages

extension PagesSamples {
    private static let id = "abandoned-cart"

    static let flowPages: [SamplePage] = [
        .init(name: "flows", path: Route.flows) { FlowsView.render(flows, in: $0) },
        .init(name: "flows-none", path: Route.flows) { FlowsView.render(noFlows, in: $0) },
        .init(name: "flows-no-match", path: Route.flows) { FlowsView.render(noArchivedFlows, in: $0) },
        .init(name: "flow-new", path: Route.newFlow) { NewFlowView.render(newFlow, in: $0) },
        .init(name: "flow", path: Route.flow(id)) { FlowView.render(flow, in: $0) },
        .init(name: "flow-why", path: Route.flow(id)) { FlowView.render(flowAsked, in: $0) },
        .init(name: "flow-paused", path: Route.flow(id)) { context in
            var model = flow
            (model.head, model.why) = (pausedHead, .nobody(asked: "zoe"))
            return FlowView.render(model, in: context)
        },
        .init(name: "flow-journeys", path: Route.flow(id, .journeys)) { FlowJourneysView.render(flowJourneys, in: $0) },
        .init(name: "flow-journeys-none", path: Route.flow(id, .journeys)) {
            FlowJourneysView.render(noJourneys, in: $0)
        },
        .init(name: "journey", path: Route.journey("jrn_9", of: id)) { JourneyView.render(journey, in: $0) },
        .init(name: "journey-ended", path: Route.journey("jrn_8", of: id)) {
            JourneyView.render(endedJourney, in: $0)
        },
        .init(name: "flow-versions", path: Route.flow(id, .versions)) { FlowVersionsView.render(flowVersions, in: $0) },
        .init(name: "flow-versions-one", path: Route.flow(id, .versions)) {
            FlowVersionsView.render(oneVersion, in: $0)
        },
        .init(name: "flow-publish", path: Route.flowPublish(id)) { FlowPublishView.render(flowPublish, in: $0) },
        .init(name: "flow-publish-faulty", path: Route.flowPublish(id)) {
            FlowPublishView.render(flowPublishFaulty, in: $0)
        },
        .init(name: "flow-scenarios", path: Route.flow(id, .scenarios)) {
            FlowScenariosView.render(flowScenarios, in: $0)
        },
        .init(name: "flow-scenarios-faulty", path: Route.flow(id, .scenarios)) {
            FlowScenariosView.render(flowScenariosFaulty, in: $0)
        },
        .init(name: "flow-calls", path: Route.flow(id, .calls)) { FlowCallsView.render(flowCalls, in: $0) },
        .init(name: "flow-calls-none", path: Route.flow(id, .calls)) { FlowCallsView.render(noCalls, in: $0) },
        .init(name: "flow-settings", path: Route.flow(id, .settings)) { FlowSettingsView.render(flowSettings, in: $0) },
        .init(name: "flow-edit", path: Route.flowEditor(id)) { FlowEditorView.render(flowEditor, in: $0) },
        .init(name: "flow-edit-placing", path: Route.flowEditor(id)) {
            FlowEditorView.render(flowEditorPlacing, in: $0)
        },
        .init(name: "flow-edit-moving", path: Route.flowEditor(id)) { FlowEditorView.render(flowEditorMoving, in: $0) },
        .init(name: "backtest", path: Route.flow(id, .backtest)) {
            BacktestView.render(backtest(.done(backtestResult)), in: $0)
        },
        .init(name: "backtest-never", path: Route.flow(id, .backtest)) {
            BacktestView.render(backtest(.neverRun), in: $0)
        },
        .init(name: "backtest-running", path: Route.flow(id, .backtest)) {
            BacktestView.render(backtest(.running(.init(percent: 41, people: 5_120, of: 12_480))), in: $0)
        },
        .init(name: "backtest-failed", path: Route.flow(id, .backtest)) {
            BacktestView.render(backtest(.failed("The stretch holds no time.")), in: $0)
        },
        .init(name: "backtest-path", path: Route.backtestPath("cus_1", of: id)) {
            BacktestPathView.render(backtestPath, in: $0)
        },
        .init(name: "backtest-path-none", path: Route.backtestPath("cus_5", of: id)) {
            BacktestPathView.render(emptyBacktestPath, in: $0)
        },
    ]

    static let workPages: [SamplePage] = [
        .init(name: "tasks", path: Route.tasks) { TasksView.render(tasks, in: $0) },
        .init(name: "tasks-none", path: Route.tasks) { TasksView.render(noTasks, in: $0) },
        .init(name: "tasks-no-match", path: Route.tasks) { TasksView.render(noMatchingTasks, in: $0) },
        .init(name: "coupons", path: Route.coupons) { CouponsView.render(coupons, in: $0) },
        .init(name: "coupons-none", path: Route.coupons) { CouponsView.render(noCoupons, in: $0) },
        .init(name: "coupon-pool", path: Route.couponPool("cart-rescue")) {
            CouponPoolView.render(couponPool, in: $0)
        },
        .init(name: "coupon-pool-empty", path: Route.couponPool("birthday")) {
            CouponPoolView.render(emptyCouponPool, in: $0)
        },
        .init(name: "catalog", path: Route.catalog) { ProductsView.render(products, in: $0) },
        .init(name: "catalog-none", path: Route.catalog) { ProductsView.render(noProducts, in: $0) },
        .init(name: "catalog-no-match", path: Route.catalog) { ProductsView.render(noMatchingProducts, in: $0) },
        .init(name: "product", path: Route.product("prd_1")) { ProductView.render(product, in: $0) },
        .init(name: "product-from-events", path: Route.product("prd_2")) {
            ProductView.render(productOfEvents, in: $0)
        },
        .init(name: "held", path: Route.heldMessages) { HeldView.render(held, in: $0) },
        .init(name: "held-none", path: Route.heldMessages) { HeldView.render(nothingHeld, in: $0) },
    ]
}

/// Every word the pages say in one language, one area a file.
///
/// A language is whole or does not compile: each area is a struct whose members must all be given.
struct Catalog: Sendable {
    let format: FormatText
    let layout: LayoutText
    let account: AccountText
    let colleague: ColleagueText
    let overview: OverviewText
    let activity: ActivityText
    let customer: CustomerText
    let message: MessageText
    let flow: FlowText
    let start: StartText
    let journey: JourneyText
    let call: CallText
    let task: TaskText
    let coupon: CouponText
    let product: ProductText
    let held: HeldText
    let backtest: BacktestText
    let flowEditor: FlowEditorText
    let segment: SegmentText
    let segmentEditor: SegmentEditorText
    let label: LabelText
    let standing: StandingText
    let quality: QualityText
    let joins: JoinText
    let rejected: RejectedText
    let settings: SettingsText
    let publicPages: PublicText
}

extension Catalog {
    static let english = Catalog(
        format: .english, layout: .english, account: .english, colleague: .english, overview: .english,
        activity: .english,
        customer: .english, message: .english, flow: .english, start: .english, journey: .english, call: .english,
        task: .english, coupon: .english, product: .english, held: .english, backtest: .english, flowEditor: .english,
        segment: .english, segmentEditor: .english, label: .english, standing: .english, quality: .english,
        joins: .english, rejected: .english, settings: .english, publicPages: .english)
}

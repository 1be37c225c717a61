/// Segments: their list, one of them, and their overlap.
struct SegmentText: Sendable {
    let listTitle: String
    let listDetail: String
    let none: String
    let noneHelp: String
    let notFound: @Sendable (_ search: String) -> String
    let notFoundHelp: String
    let showAll: String
    let searchLabel: String
    let search: String
    let which: String
    let current: String
    let archived: String
    let new: String
    let ready: String
    let readyDetail: String
    let install: String
    let installNamed: @Sendable (_ name: String) -> String
    let installAll: @Sendable (_ count: String) -> String
    let alreadyInstalled: String
    let ruleOf: @Sendable (_ name: String) -> String
    let overlap: String
    let segment: String
    let size: String
    let growth: String
    let growthSummary: @Sendable (_ from: String, _ to: String) -> String
    let cost: String
    let costWords: @Sendable (SegmentCost, Formatter) -> String
    let uses: String
    let stateName: @Sendable (SegmentState) -> String
    let ofPeople: @Sendable (_ share: String) -> String
    let week: @Sendable (_ count: String) -> String
    let weekSame: String
    let edit: String
    let archive: String
    let rule: String
    let rhythm: @Sendable (_ days: String, _ gaps: String, _ snapshot: String, _ day: String) -> String
    let rhythmUnknown: @Sendable (_ days: String) -> String
    let rhythmChange: String
    let measured: String
    let rank: @Sendable (_ rank: String, _ threshold: String) -> String
    let rankOfNobody: @Sendable (_ rank: String) -> String
    let ratingEdges: String
    let ratingPart: @Sendable (SegmentModel.RatingPart) -> String
    let ratingNobody: String
    let takenAt: @Sendable (_ snapshot: String, _ moment: String, _ next: String) -> String
    let notTaken: String
    let members: String
    let building: @Sendable (_ percent: Int) -> String
    let buildingHelp: String
    let noMembers: String
    let noMembersHelp: String
    let person: String
    let since: String
    let sizeOverTime: String
    let notYetCounted: String
    let atMoment: String
    let why: String
    let whyHelp: String
    let whyLabel: String
    let whyAsk: String
    let whyNobody: @Sendable (_ asked: String) -> String
    let isIn: @Sendable (_ name: String) -> String
    let isNotIn: @Sendable (_ name: String) -> String
    let inSince: @Sendable (_ moment: String) -> String
    let untilMoment: @Sendable (_ moment: String) -> String
    let untilNever: String
    let join: @Sendable (SegmentModel.Trace.Join) -> String
    let holds: String
    let holdsNot: String
    let usedIn: String
    let usedNowhere: String
    let comeAndGo: String
    let entered: String
    let left: String
    let versions: String
    let version: @Sendable (Int) -> String
    let versionBy: @Sendable (_ author: String) -> String
    let notice: @Sendable (SegmentNotice) -> String
    let overlapTitle: String
    let overlapDetail: String
    let overlapChoose: @Sendable (_ number: Int) -> String
    let overlapNothing: String
    let overlapShow: String
    let overlapEmpty: String
    let overlapEmptyHelp: String
    let people: String
    let whoShares: String
    let alone: @Sendable (_ name: String) -> String
    let and: String
    let inSegment: String
    let notInSegment: String
}

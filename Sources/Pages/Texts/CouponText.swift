/// Pools of coupon codes.
struct CouponText: Sendable {
    let title: String
    let detail: String
    let none: String
    let noneHelp: String
    let pool: String
    let left: String
    let held: String
    let given: String
    let perDay: String
    let figures: String
    let isDry: String
    let isMade: String
    let expires: String
    let noEnd: String
    let runsDry: @Sendable (_ when: String) -> String
    let until: @Sendable (_ day: String) -> String
    let usedNowhere: String
    let newPool: String
    let poolName: String
    let poolNameHelp: String
    let addCodes: String
    let add: String
    let codes: String
    let codesHelp: String
    let file: String
    let problem: @Sendable (CouponUpload.Problem) -> String
    let uploaded: @Sendable (_ added: String, _ known: String, _ refused: String) -> String
    let givenPerDay: String
    let assignments: String
    let noAssignments: String
    let noAssignmentsHelp: String
    let person: String
    let code: String
    let flow: String
    let state: String
    let assignmentState: @Sendable (CouponPoolModel.AssignmentState) -> String
    let when: String
}

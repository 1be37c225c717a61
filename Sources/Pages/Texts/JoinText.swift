/// People who may be the same person.
struct JoinText: Sendable {
    let title: String
    let detail: String
    let pairs: String
    let help: String
    let none: String
    let noneYet: String
    let person: String
    let evidence: String
    let said: @Sendable (JoinsModel.Evidence, Formatter) -> String
    let join: String
    let joinReally: String
    let joinHelp: String
    let joinNow: String
    let joining: String
    let fromBeginning: String
    let lookFurther: String
    let others: String
    let othersHelp: String
    let first: String
    let second: String
    let show: String
}

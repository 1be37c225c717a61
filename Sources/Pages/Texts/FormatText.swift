/// How numbers and times are written.
struct FormatText: Sendable {
    let groupSeparator: String
    let decimalSeparator: String
    let unknown: String
    let milliseconds: String
    let seconds: String
    let minutes: String
    let hours: String
    let days: String
    let now: String
    let ago: @Sendable (_ length: String) -> String
    let ahead: @Sendable (_ length: String) -> String
    /// January first.
    let months: [String]
}

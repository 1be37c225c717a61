extension FormatText {
    static let english = FormatText(
        groupSeparator: ",",
        decimalSeparator: ".",
        unknown: "–",
        milliseconds: "ms",
        seconds: "s",
        minutes: "min",
        hours: "h",
        days: "d",
        now: "just now",
        ago: { "\($0) ago" },
        ahead: { "in \($0)" },
        months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"])
}

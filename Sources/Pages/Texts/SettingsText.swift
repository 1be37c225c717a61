/// The settings, and the switch that stops all marketing.
struct SettingsText: Sendable {
    let title: String
    let detail: String
    let save: String
    let shop: String
    let shopHelp: String
    /// Of a setting by its stored name.
    let name: @Sendable (_ stored: String) -> String
    let fieldHelp: @Sendable (SettingsModel.Shop.Field) -> String?
    let isStopped: String
    let goesOut: String
    let stop: String
    let stopReally: String
    let stopHelp: String
    let stopNow: String
    let release: String
    let releaseReally: String
    let releaseHelp: String
    let releaseNow: String
    let stoppedHelp: String
    let bannerHelp: String
    let bannerLink: String
    let sendingIsOn: String
    let sendingIsOff: String
    let sendingOnHelp: String
    let sendingOffHelp: String
    let noServer: String
    let unsent: @Sendable (_ waiting: String, _ inOutbox: String) -> String
    let orMore: @Sendable (_ count: String) -> String
    let switchOn: String
    let switchOnReally: String
    let switchOnHelp: @Sendable (_ waiting: String, _ inOutbox: String) -> String
    let switchOff: String
    let switchOffReally: String
    let switchOffHelp: String
    let history: String
    let noHistory: String
    let changed: @Sendable (_ name: String) -> String
    let became: @Sendable (_ name: String, _ before: String, _ after: String) -> String
    let nothing: String
    let hours: String
    let hoursHelp: String
    let opens: String
    let closes: String
    let keepUsual: String
    let usualHours: String
    let source: String
    let ownHours: String
    let ownHoursHelp: String
    let country: String
    let sundays: String
    let notOnSundays: String
    let yes: String
    let no: String
    let caps: String
    let capsHelp: String
    let perDay: String
    let otherCaps: String
    let otherCapsHelp: String
    let most: String
    let days: String
    let scope: String
    let scopeName: @Sendable (_ scope: String) -> String
    let topic: String
    let exclusions: String
    let exclusionsHelp: String
    let exclusionName: String
    let condition: String
    let usualExclusions: String
    let saved: @Sendable (SettingsModel.Part) -> String
}

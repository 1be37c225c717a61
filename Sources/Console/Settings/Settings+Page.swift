import Engine
import Pages
import Runtime
import Storage
import Values

extension SettingsModel {
    init(_ settings: WorkspaceSettings, sending: Sending, changes: [StoredSettingChange]) {
        let names = Set(settings.exclusions.map(\.name))
        self.init(
            shop: Shop(settings), hours: Hours(settings), caps: Caps(settings),
            exclusions: settings.exclusions.map { Exclusion(name: $0.name, condition: $0.condition) },
            missing: MarketingExclusion.usual.filter { !names.contains($0.name) }.map {
                Exclusion(name: $0.name, condition: $0.condition)
            }, isMarketingStopped: settings.marketingStopped, sending: sending,
            changes: changes.map(Change.init))
    }
}

extension SettingsModel.Shop {
    init(_ settings: WorkspaceSettings) {
        self.init(values: [
            .name: settings.shopName, .url: settings.shopURL, .sender: settings.senderAddress,
            .zone: settings.zone.identifier, .currency: settings.currency ?? "",
            .replyTo: settings.replyToAddress ?? "",
            .postalAddress: settings.postalAddress, .alertAddress: settings.alertAddress,
        ])
    }
}

extension SettingsModel.Hours {
    init(_ settings: WorkspaceSettings) {
        self.init(
            opens: TimeField.text(settings.marketingOpensAt), closes: TimeField.text(settings.marketingClosesAt),
            keepsUsual: settings.keepsUsualHours,
            countries: settings.hoursByCountry.sorted { $0.key < $1.key }.map {
                SettingsModel.Country($0.key, $0.value)
            },
            usual: SettingsModel.Hours.usual)
    }

    static var usual: [SettingsModel.Usual] {
        UsualHours.all.map {
            SettingsModel.Usual(hours: SettingsModel.Country($0.country, $0.hours), source: $0.source)
        }
    }
}

extension SettingsModel.Country {
    init(_ code: String, _ hours: MarketingHours) {
        self.init(
            code: code, opens: TimeField.text(hours.opens), closes: TimeField.text(hours.closes),
            onSundays: hours.onSundays)
    }
}

extension SettingsModel.Caps {
    init(_ settings: WorkspaceSettings) {
        self.init(
            perDay: String(settings.marketingPerDay),
            rows: settings.caps.map { cap in
                var row = SettingsModel.Cap(most: String(cap.cap.most), days: String(cap.cap.days))
                switch cap.scope {
                case .all: break
                case .channel(let channel): row.scope = channel.name
                case .topic(let topic): (row.scope, row.topic) = ("topic", topic)
                }
                return row
            })
    }
}

extension SettingsModel.Change {
    init(_ stored: StoredSettingChange) {
        self.init(
            author: stored.author, at: stored.at,
            fields: stored.changes.members.map { member in
                let values = member.value.array ?? []
                return Field(
                    name: member.key, before: values.first?.words(of: member.key),
                    after: values.dropFirst().first?.words(of: member.key))
            })
    }
}

extension JSON {
    /// A setting as the history shows it; nil for nothing and for lists of rules.
    fileprivate func words(of setting: String) -> String? {
        if let minute = number?.integer, setting.hasSuffix("_at") { return TimeField.text(Int(minute)) }
        if let text = string { return text.isEmpty ? nil : text }
        if let isOn = bool { return isOn ? "yes" : "no" }
        return number.map(\.description)
    }
}

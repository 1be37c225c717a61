import Values

extension StepRun {
    /// Sets a property on behalf of the flow at hand; null removes it.
    ///
    /// It follows whatever was known when it was said, though that be of the same millisecond. What a page's event led to is
    /// no better than what a page says.
    mutating func set(_ name: String, to value: JSON) {
        let known = profile.properties[name]?.setAt ?? .distantPast
        let source = journey.authority.isTrusted ? "flow \(flow?.slug ?? "")" : Event.Authority.browser.name
        set(name, DatedProperty(value: value, setAt: max(now, known + TimeSpan(milliseconds: 1)), source: source))
    }

    /// Sets a property where the statement is newer than what is known.
    @discardableResult
    mutating func set(_ name: String, _ property: DatedProperty) -> Bool {
        let known = profile.properties[name]
        guard property.supersedes(known, as: name) else { return false }
        if known?.value == property.value {
            // Said again: the later date is kept, or an older statement that comes late would win over it.
            if known?.setAt != property.setAt || known?.source != property.source {
                profile.properties[name] = property
                isProfileChanged = true
            }
            return false
        }
        if known == nil, property.value.isNull { return false }
        guard known != nil || profile.properties.count < Profile.maximumProperties else {
            log(
                .propertyChanged,
                "“\(name)” was not kept: a profile has at most \(Profile.maximumProperties) properties")
            return false
        }
        // A removed property stays as null with its date, so that an older statement cannot bring it back.
        profile.properties[name] = property
        customer.subject.properties[name] = property.value.isNull ? nil : property.value
        if name == "timezone" { customer.subject.zone = profile.zone(default: settings.zone) }
        for change in Profile.changes(byProperty: name) { changed(change) }
        // A new address is not the one that was suppressed.
        if Channel.allCases.contains(where: { $0.addressProperty == name }) { consentsChanged() }
        return true
    }
}

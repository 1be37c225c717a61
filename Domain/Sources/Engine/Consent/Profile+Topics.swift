import Values

extension Profile {
    /// Takes what a person wants to hear of on a channel: what was said later counts whole, and of two statements of one
    /// moment each adds to the other, so that no order of arrival makes a difference.
    ///
    /// - Parameter at: nil where nobody knows; then it adds to what is known.
    /// - Returns: whether anything is another.
    @discardableResult
    mutating func state(_ wanted: Set<String>, on channel: Channel, at moment: Instant?) -> Bool {
        let before = topics[channel] ?? []
        let known = topicsSaidAt[channel]
        if let moment, let known, moment < known { return false }
        let isLater: Bool =
            switch (moment, known) {
            case (let moment?, let known?): moment > known
            // What is known without its moment was said before there were any.
            case (.some, nil): true
            case (nil, _): false
            }
        let after = isLater ? wanted : before.union(wanted)
        guard after != before || moment != nil && moment != known else { return false }
        topics[channel] = Set(after.sorted().prefix(Profile.maximumTopics))
        topicsSaidAt[channel] = moment ?? known
        return true
    }
}

extension StepRun {
    /// Records what a person wants to hear of, as `consents.email.topics` states it.
    ///
    /// Only with consent for the channel does it count, so a withdrawal leaves it as it is.
    mutating func state(topics: Set<String>, on channel: Channel, at moment: Instant) {
        guard profile.state(topics, on: channel, at: moment) else { return }
        consentsChanged()
        let words = topics.isEmpty ? "nothing" : topics.sorted().map { "“\($0)”" }.joined(separator: ", ")
        log(.consentChanged, "Wants to hear of \(words) by \(channel.name)")
    }
}

extension Consent {
    /// The topics that a statement names; nil where it names none. The intake has checked its shape.
    static func topics(_ json: JSON) -> Set<String>? {
        guard json["status"]?.string == Status.granted.name, let topics = json["topics"]?.array else { return nil }
        return Set(topics.compactMap { $0.string?.trimmed })
    }
}

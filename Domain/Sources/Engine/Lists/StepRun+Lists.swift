import Values

extension StepRun {
    /// Changes a list or tag on behalf of the flow at hand.
    mutating func label(_ kind: Label.Kind, _ name: String, isMember: Bool) {
        let change = ListChange(
            label: Label(kind, name), isMember: isMember, source: "flow \(flow?.slug ?? "")", startsFlows: startsFlows)
        if kind == .tag { tag(change) } else { list(change) }
    }

    /// Changes a list or tag as a command says.
    mutating func change(_ change: ListChange) {
        if let name = change.replaces {
            let known = change.isTag ? profile.tags : profile.lists
            // Who lost the one meanwhile does not get the other by it.
            guard name != change.label.name, known[name] != nil else { return }
            var left = change
            left.label.name = name
            left.isMember = false
            left.replaces = nil
            self.change(left)
        }
        if change.isTag { tag(change) } else { list(change) }
    }

    /// Puts the person on a list or takes them off; "List Joined" and "List Left" say so.
    mutating func list(_ change: ListChange) {
        let name = change.label.name
        guard change.isMember != (profile.lists[name] != nil), hasRoom(profile.lists, change) else { return }
        profile.lists[name] = change.isMember ? now : nil
        customer.subject.memberships = profile.memberships(definitions)
        note(.membership(name))
        changed(.list(name))
        record(change)
        log(.conditionChanged, "\(change.isMember ? "Joined" : "Left") the list “\(name)”, by \(change.source)")
        startsFlows = change.startsFlows
        emit(
            change.isMember ? "List Joined" : "List Left",
            ["list": .string(name), "source": .string(change.source)], effect: Int(truncatingIfNeeded: change.label.id),
            at: now, order: 0, depth: depth)
    }

    /// Gives the person a tag or takes it away; "Tag Added" and "Tag Removed" say so.
    mutating func tag(_ change: ListChange) {
        let name = change.label.name
        guard change.isMember != (profile.tags[name] != nil), hasRoom(profile.tags, change) else { return }
        profile.tags[name] = change.isMember ? now : nil
        changed(.tag(name))
        record(change)
        log(.conditionChanged, "\(change.isMember ? "Tagged" : "No longer tagged") “\(name)”, by \(change.source)")
        startsFlows = change.startsFlows
        emit(
            change.isMember ? "Tag Added" : "Tag Removed",
            ["tag": .string(name), "source": .string(change.source)], effect: Int(truncatingIfNeeded: change.label.id),
            at: now, order: 0, depth: depth)
    }

    private mutating func hasRoom(_ labels: [String: Instant], _ change: ListChange) -> Bool {
        guard change.isMember, labels.count >= Profile.maximumLists else { return true }
        log(
            .conditionChanged,
            "“\(change.label.name)” was not added: a profile has at most \(Profile.maximumLists) lists and as many tags"
        )
        return false
    }

    private mutating func record(_ change: ListChange) {
        if change.isMember { decision.labels.insert(change.label) }
        decision.segmentChanges.append(
            SegmentChange(
                segment: change.label.id, profile: profile.key, isMember: change.isMember, at: now, cause: .manual))
    }
}

extension StepRun {
    /// The profile becomes part of another: nobody looks for it here any more.
    mutating func leaveEverything() { for id in memberOf(profile) { move(id, isMember: false) } }

    /// Takes over what the profile that joins this one was in.
    mutating func joinEverything(of other: Profile) {
        let known = Set(memberOf(profile))
        for id in memberOf(other) where !known.contains(id) { move(id, isMember: true) }
    }

    /// Segments, lists and tags of which a profile is a member.
    private func memberOf(_ profile: Profile) -> [Int64] {
        let segments = profile.watched.filter { definitions.segment($0.key)?.isNamed == true && $0.value.holds }.keys
        let labels = profile.lists.keys.map { Label(.list, $0) } + profile.tags.keys.map { Label(.tag, $0) }
        return segments.sorted() + labels.map(\.id).sorted()
    }

    private mutating func move(_ id: Int64, isMember: Bool) {
        decision.segmentChanges.append(
            SegmentChange(segment: id, profile: profile.key, isMember: isMember, at: now, cause: .merge))
    }
}

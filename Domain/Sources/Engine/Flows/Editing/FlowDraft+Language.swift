import Values

extension FlowDraft {
    /// The flow's own language, of the texts that stand directly in its steps.
    public var language: String { root["language"]?.words ?? "en" }

    /// The same flow with another of its languages as its own: the texts in it move to the top of each step, and those of
    /// before among the others.
    ///
    /// Throws where a message does not have that language.
    public func speaking(_ language: String) throws(FlowEditError) -> FlowDraft {
        let before = self.language
        guard language != before else { return self }
        var draft = self
        for path in paths {
            guard let step = step(path), FlowDraft.kind(of: step) == SendStep.self else { continue }
            guard let changed = FlowDraft.turned(step, from: before, to: language) else {
                throw FlowEditError("the message “\(ids[path] ?? "\(path)")” has no text in the language “\(language)”")
            }
            guard draft.set(.mapping(changed), at: path.keys) else {
                throw FlowEditError("there is no step at \(path); load the flow again and repeat the change")
            }
        }
        draft.root["language"] = .text(language)
        try draft.bounded()
        return draft
    }

    private static func turned(_ step: DraftMapping, from before: String, to language: String) -> DraftMapping? {
        guard var others = step["languages"]?.mapping, let texts = others[language]?.mapping else { return nil }
        var (step, old) = (step, DraftMapping())
        for name in MessageContents.form.map(\.name) {
            old[name] = step[name]
            step[name] = texts[name]
        }
        others[language] = nil
        others[before] = .mapping(old)
        step["languages"] = .mapping(others)
        return step
    }
}

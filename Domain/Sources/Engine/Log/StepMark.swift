import Values

/// Which step a line of the log tells of, in which version of its flow, and what the step read.
public struct StepMark: Sendable, Hashable {
    /// The step's id.
    public var step: String
    public var version: Int64
    /// What it read or got, by name, conditions aside; secrets are masked, in a flow that sends some
    /// everything, and what is long is cut.
    public var inputs: JSONObject

    public init(step: String, version: Int64, inputs: JSONObject = JSONObject()) {
        self.step = step
        self.version = version
        self.inputs = inputs
    }

    /// Inputs that are kept of one step.
    static let mostInputs = 30
    /// Characters that are kept of a value, and of a name.
    static let longest = 300

    /// Inputs as a line keeps them.
    static func kept(_ inputs: JSONObject) -> JSONObject {
        guard !inputs.isEmpty else { return inputs }
        return JSONObject(
            SecretNames.masked(inputs).members.prefix(mostInputs).map { input in
                JSONObject.Member(key: String(input.key.prefix(longest)), value: input.value.cut(to: longest))
            })
    }
}

extension JSON {
    /// A text that is longer is cut; a list or an object that is, is its text's beginning.
    fileprivate func cut(to length: Int) -> JSON {
        let text: String
        switch self {
        case .null, .bool, .number: return self
        case .string(let own): text = own
        case .array, .object: text = self.text
        }
        return text.count > length ? .string(String(text.prefix(length)) + "…") : self
    }
}

extension StepRun {
    /// What the step that begins read, for its line of the log.
    mutating func reads(_ name: String, _ value: JSON) {
        guard logsEverything else { return }
        inputs[name] = value
    }

    /// What the step at hand waited for has come.
    ///
    /// - Parameter text: in one sentence.
    mutating func came(_ text: @autoclosure () -> String, _ got: @autoclosure () -> JSONObject) {
        guard logsEverything else { return }
        log(.stepAnswered, subject: journey.flow, text(), mark: mark(got()))
    }

    /// Of the step at hand.
    func mark(_ inputs: JSONObject) -> StepMark? {
        let shown = flow?.carriesSecrets == true ? SecretNames.hidden(.object(inputs)).object ?? [:] : inputs
        return step.map { StepMark(step: $0.id, version: journey.version, inputs: StepMark.kept(shown)) }
    }
}

import Values

/// Why a whole request is refused: nothing of it is stored.
public enum TrackRequestError: Error, Sendable, Equatable {
    case empty
    case malformedJSON(JSONError)
    case tooLarge(bytes: Int, limit: Int)
    /// `kind` in words: "a list".
    case notAnObject(kind: String)
    case noBatch
    /// A member that all events share cannot be used; `problem` completes "\"context\" …".
    case badMember(name: String, problem: String)
    case tooManyEvents(count: Int, limit: Int)

    /// Stable, for programs.
    public var code: String { rule.rawValue }

    public var rule: RequestRule {
        switch self {
        case .empty: .emptyBody
        case .malformedJSON(let error): if case .tooDeep = error.reason { .tooDeep } else { .malformedJSON }
        case .tooLarge: .tooLarge
        case .notAnObject: .notAnObject
        case .noBatch: .noBatch
        case .badMember: .badMember
        case .tooManyEvents: .tooManyEvents
        }
    }

    /// What is wrong, where, and what to do, for a person.
    public var message: String {
        switch self {
        case .empty: "The body is empty; send one JSON object."
        case .malformedJSON(let error): "The body is not JSON that can be read: \(error.description)."
        case .tooLarge(let bytes, let limit):
            "The body has \(bytes) bytes, the limit is \(limit); send several smaller batches."
        case .notAnObject(let kind): "The body is \(kind), expected an object."
        case .noBatch: "The body has no \"batch\"; expected a list of events there."
        case .badMember(let name, let problem): "\"\(name)\" \(problem)."
        case .tooManyEvents(let count, let limit):
            "\"batch\" has \(count) events, the limit is \(limit); send several smaller batches."
        }
    }

    /// The HTTP status to answer with.
    public var status: Int {
        switch self {
        case .tooLarge, .tooManyEvents: 413
        case .empty, .malformedJSON, .notAnObject, .noBatch, .badMember: 400
        }
    }

    /// The answer's body: `{"success": false, "error": {"code", "message", "line"?, "column"?, "limit"?}}`.
    public var responseBody: JSON {
        var error: JSONObject = ["code": .string(code), "message": .string(message)]
        switch self {
        case .malformedJSON(let cause):
            error["line"] = .number(Number(cause.line))
            error["column"] = .number(Number(cause.column))
        case .tooLarge(_, let limit), .tooManyEvents(_, let limit): error["limit"] = .number(Number(limit))
        case .empty, .notAnObject, .noBatch, .badMember: break
        }
        return ["success": false, "error": .object(error)]
    }
}

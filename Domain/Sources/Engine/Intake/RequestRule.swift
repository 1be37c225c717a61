/// Why the track API refuses a whole request: the codes of its answers. Programs branch on them: never change one.
///
/// Those of single events are `RejectionRule`; docs/track-api.md lists both.
public enum RequestRule: String, Sendable, Hashable, CaseIterable {
    case noKey = "no_key"
    case unknownKey = "unknown_key"
    case unknownCall = "unknown_call"
    case emptyBody = "empty_body"
    case malformedJSON = "malformed_json"
    case notAnObject = "not_an_object"
    /// It cannot be inflated or read to its end.
    case badBody = "bad_body"
    case tooDeep = "too_deep"
    case tooLarge = "too_large"
    case noBatch = "no_batch"
    case badMember = "bad_member"
    case tooManyEvents = "too_many_events"
    case busy = "busy"
    case shuttingDown = "shutting_down"
    case storageUnavailable = "storage_unavailable"
    case diskFull = "disk_full"
    case refusedByStorage = "refused_by_storage"
}

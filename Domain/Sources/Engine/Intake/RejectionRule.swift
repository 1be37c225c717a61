/// The checks that refuse an event. Their texts are stored and filtered by: never change one.
public enum RejectionRule: String, Sendable, Hashable, CaseIterable {
    case notAnObject = "not_an_object"
    case tooLarge = "too_large"
    case tooDeep = "too_deep"
    case invalidUTF8 = "invalid_utf8"
    case nulCharacter = "nul_character"
    case wrongType = "wrong_type"
    case unknownType = "unknown_type"
    case noEventName = "no_event_name"
    case nameTooLong = "name_too_long"
    case noIdentity = "no_identity"
    case idTooLong = "id_too_long"
    case noPreviousID = "no_previous_id"
    case noGroupID = "no_group_id"
    /// Not a time at all.
    case badTimestamp = "bad_timestamp"
    /// A time at which it cannot have happened.
    case absurdTimestamp = "absurd_timestamp"
    case badConsent = "bad_consent"
    /// It happened before the data of the person were erased.
    case erased = "erased"
    /// The database refused this event alone, after its neighbours were stored.
    case refusedByStorage = "refused_by_storage"
}

/// Why one event is refused, before the place of the event is put in front.
struct Rejection: Error, Equatable {
    var rule: RejectionRule
    /// The member concerned, from the event down ("traits.consents.email"); empty for the event itself.
    var path: String
    /// Completes a sentence that begins with the place: "is a boolean, expected a text".
    var detail: String

    init(_ rule: RejectionRule, at path: String = "", _ detail: String) {
        self.rule = rule
        self.path = path
        self.detail = detail
    }

    /// - Parameter place: of the event in its request ("batch[3]"); empty where it is the whole request.
    func reason(in place: String) -> String {
        let reason =
            switch (place.isEmpty, path.isEmpty) {
            case (true, true): "the event \(detail)"
            case (true, false): "\(path) \(detail)"
            case (false, true): "\(place) \(detail)"
            case (false, false): "\(place).\(path) \(detail)"
            }
        return reason.printable(upTo: IntakeLimits.reasonLength)
    }
}

extension String {
    /// Cut short, and with U+FFFD for characters that do not print: for texts that strangers wrote.
    func printable(upTo limit: Int) -> String {
        var text = ""
        for (count, scalar) in unicodeScalars.enumerated() {
            guard count < limit else { return text + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: text.unicodeScalars.append("\u{FFFD}")
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

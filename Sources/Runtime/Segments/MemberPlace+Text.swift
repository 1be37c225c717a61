import Engine
import Storage
import Values

/// Places among members, as addresses and commands write them: when they entered, and who.
extension MemberPlace {
    public var text: String { "\(since.milliseconds)-\(PublicID.customer.text(profile.rawValue))" }

    /// Nil where the text names no place.
    public init?(text: String) {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let since = Int64(parts[0]), let key = PublicID.customer.key(String(parts[1])) else {
            return nil
        }
        self.init(since: Instant(milliseconds: since), profile: ProfileKey(rawValue: key))
    }
}

import Engine
import Pages
import Runtime
import Storage
import Values

/// The people that somebody wrote down, one identifier a line.
struct LabelPeople {
    /// Who is known, by the first of their identities.
    private(set) var joining: [Identity] = []
    private(set) var already = 0
    /// E-mail addresses that nobody has yet.
    private(set) var new: [Identity] = []
    private(set) var unknown: [String] = []
    /// Where they agreed to e-mail; empty where nobody says so.
    let source: String
    private var addresses: [String] = []

    static let most = ListService.peopleAtOnce
    private static let longestIdentifier = 320

    /// - Throws: `AdminError` where there are none, or too many.
    init(_ text: String, consent source: String, label: Label, in system: CartwheelSystem) async throws {
        self.source = source.trimmedOfSpace
        var known: Set<String> = []
        let lines = text.split { $0.isNewline || $0 == "," || $0 == ";" }.map { String($0).trimmedOfSpace }
            .filter { !$0.isEmpty && known.insert($0.lowercased()).inserted }
        guard !lines.isEmpty else { throw AdminError("write whom, one a line") }
        guard lines.count <= LabelPeople.most else {
            throw AdminError("these are \(lines.count) people, and at most \(LabelPeople.most) are changed at once")
        }
        var profiles: Set<ProfileKey> = []
        for line in lines {
            let short = String(line.prefix(LabelPeople.longestIdentifier))
            if let profile = try await system.profile(of: short), let first = profile.identities.first {
                guard profiles.insert(profile.key).inserted else { continue }
                if let address = Identity(.email, short)?.value ?? profile.address(on: .email) {
                    addresses.append(address)
                }
                if (label.kind == .tag ? profile.tags : profile.lists)[label.name] != nil {
                    already += 1
                } else {
                    joining.append(first.identity.identity)
                }
            } else if !self.source.isEmpty, let identity = Identity(.email, short) {
                new.append(identity)
                addresses.append(identity.value)
            } else {
                unknown.append(String(short.prefix(80)))
            }
        }
    }

    private static let unknownShown = 20

    var addition: LabelAddition {
        LabelAddition(
            joining: joining.count, already: already, new: new.count,
            unknown: Array(unknown.prefix(LabelPeople.unknownShown)))
    }

    /// Their consents as a file, so that they come in by the same checks.
    /// - Returns: nil where nobody agreed to anything.
    func consents(at now: Instant) throws -> PeopleFile? {
        guard !source.isEmpty, !addresses.isEmpty else { return nil }
        func field(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        let rows = addresses.map { [$0, "yes", source, now.iso8601].map(field).joined(separator: ",") }
        let header = "email,email_consent,email_consent_source,email_consent_at"
        return try PeopleFile(([header] + rows).joined(separator: "\n") + "\n", at: now)
    }
}

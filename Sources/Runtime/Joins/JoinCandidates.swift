import Engine
import Storage
import Values

/// Two people who may be one, and why that may be.
public struct JoinCandidate: Sendable {
    public var first: PersonLine
    public var second: PersonLine
    public var evidence: [Evidence]

    public enum Evidence: Sendable, Hashable {
        /// Somebody stated that an identity of one belongs to the other, and it joined nobody.
        case link(Identity, with: Identity, at: Instant, isFromPage: Bool)
        case sameEmail(String)
        case sameNameAndPhone(String, phone: String)
        case sameNameAndPostcode(String, postcode: String)
    }
}

/// What one look found.
public struct JoinCandidates: Sendable {
    public var pairs: [JoinCandidate]
    /// Where the next look goes on; nil where everything has been looked at.
    public var next: String?
}

extension Rooms {
    /// Pairs that one page shows before the next look; a page ends with the stretch that has filled it.
    private static let enoughPairs = 20
    /// Looks that one page takes at most.
    private static let mostLooks = 8
    /// Of people of one name so many are compared with each other: more share it by chance.
    private static let mostOfOneName = 20

    /// Who may be the same person: links that joined nobody, then equal addresses, then equal names with an equal phone
    /// or postcode.
    ///
    /// Cost: at most eight stretches of 20,000 rows by an index, and the profiles of those that match.
    /// - Parameter position: of the page before; nil and anything that is none begins anew.
    public func joinCandidates(after position: String? = nil) async throws -> JoinCandidates {
        try await database.read { [self] connection in
            var place: JoinPlace? = JoinPlace(position ?? "") ?? .links(nil)
            var found: [PairKey: [JoinCandidate.Evidence]] = [:]
            var order: [PairKey] = []
            var people: [ProfileKey: Profile] = [:]
            for _ in 0..<Rooms.mostLooks where order.count < Rooms.enoughPairs {
                guard let current = place else { break }
                let (evidence, next) = try look(current, &people, on: connection)
                for (pair, reason) in evidence {
                    if found[pair] == nil { order.append(pair) }
                    if found[pair]?.contains(reason) != true { found[pair, default: []].append(reason) }
                }
                place = next
            }
            let pairs = order.compactMap { pair -> JoinCandidate? in
                guard let first = people[pair.first], let second = people[pair.second] else { return nil }
                return JoinCandidate(
                    first: PersonLine(first), second: PersonLine(second), evidence: found[pair] ?? [])
            }
            return JoinCandidates(pairs: pairs, next: place?.text)
        }
    }

    private func look(
        _ place: JoinPlace, _ known: inout [ProfileKey: Profile], on connection: any Connection
    ) throws -> (found: [(PairKey, JoinCandidate.Evidence)], next: JoinPlace?) {
        switch place {
        case .links(let key):
            let (links, next) = try JoinCandidateList().refusedLinks(after: key, in: scope, on: connection)
            let homes = try people(links.flatMap { [$0.firstOwner, $0.secondOwner] }, &known, on: connection)
            let found = links.compactMap { link -> (PairKey, JoinCandidate.Evidence)? in
                guard let pair = PairKey(homes[link.firstOwner], homes[link.secondOwner]) else { return nil }
                return (
                    pair,
                    .link(
                        link.first.identity, with: link.second, at: link.at, isFromPage: !link.authority.isTrusted)
                )
            }
            return (found, next.map { .links($0) } ?? .emails(""))
        case .emails(let text):
            let (groups, next) = try JoinCandidateList().sameEmails(after: text, in: scope, on: connection)
            let found = try pairs(of: groups, &known, on: connection) { _, _, text in [.sameEmail(text)] }
            return (found, next.map { .emails($0) } ?? .names(""))
        case .names(let text):
            let (groups, next) = try JoinCandidateList().sameNames(after: text, in: scope, on: connection)
            let found = try pairs(of: groups, &known, on: connection) { one, other, _ in one.sameness(with: other) }
            return (found, next.map { .names($0) })
        }
    }

    private func pairs(
        of groups: [SameText], _ known: inout [ProfileKey: Profile], on connection: any Connection,
        evidence: (Profile, Profile, String) -> [JoinCandidate.Evidence]
    ) throws -> [(PairKey, JoinCandidate.Evidence)] {
        let compared = groups.map { Array($0.profiles.prefix(Rooms.mostOfOneName)) }
        let homes = try people(compared.flatMap { $0 }, &known, on: connection)
        var found: [(PairKey, JoinCandidate.Evidence)] = []
        for (group, keys) in zip(groups, compared) {
            let members = keys.compactMap { homes[$0] }
            for (index, one) in members.enumerated() {
                for other in members[(index + 1)...] {
                    guard let pair = PairKey(one, other) else { continue }
                    found += evidence(one, other, group.text).map { (pair, $0) }
                }
            }
        }
        return found
    }

    private func people(
        _ keys: [ProfileKey], _ known: inout [ProfileKey: Profile], on connection: any Connection
    ) throws -> [ProfileKey: Profile] {
        let homes = try people(keys, on: connection)
        for home in homes.values { known[home.key] = home }
        return homes
    }
}

/// Two people, whichever is named first.
private struct PairKey: Hashable {
    let first: ProfileKey
    let second: ProfileKey

    /// Nil where one is gone, both are one, or only a browser is known of one.
    init?(_ one: Profile?, _ other: Profile?) {
        guard let one, let other, one.key != other.key, one.joinedBy != nil, other.joinedBy != nil else { return nil }
        (first, second) = one.key < other.key ? (one.key, other.key) : (other.key, one.key)
    }
}

/// Where a look begins: `l-42`, `e-ana@example.com`, `n-ana`.
private enum JoinPlace {
    case links(Int64?)
    case emails(String)
    case names(String)

    init?(_ text: String) {
        let rest = String(text.dropFirst(2))
        switch text.prefix(2) {
        case "l-": self = .links(Int64(rest))
        case "e-": self = .emails(rest)
        case "n-": self = .names(rest)
        default: return nil
        }
    }

    var text: String {
        switch self {
        case .links(let key): "l-" + (key.map { String($0) } ?? "")
        case .emails(let text): "e-" + text
        case .names(let text): "n-" + text
        }
    }
}

extension Profile {
    /// What else is equal of two people of one name.
    fileprivate func sameness(with other: Profile) -> [JoinCandidate.Evidence] {
        let name = displayName ?? ""
        var evidence: [JoinCandidate.Evidence] = []
        if let phone = address(on: .sms), phone == other.address(on: .sms) {
            evidence.append(.sameNameAndPhone(name, phone: phone))
        }
        if let postcode, postcode == other.postcode {
            evidence.append(.sameNameAndPostcode(name, postcode: postcode))
        }
        return evidence
    }

    /// Without blanks, in capitals: `SW1A1AA`.
    private var postcode: String? {
        let address = properties["address"]?.value
        let names = ["zip", "postal_code", "postalCode", "postcode"]
        let stated = names.lazy.compactMap { name -> String? in
            let value = self.properties[name]?.value ?? address?[name]
            return value?.string ?? value?.number?.description
        }.first { !$0.isEmpty }
        return stated.map { $0.filter { !$0.isWhitespace && $0 != "-" }.uppercased() }
    }
}

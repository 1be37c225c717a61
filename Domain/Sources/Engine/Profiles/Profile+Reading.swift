import Conditions
import Values

extension Profile {
    /// Reads the stored form of any release.
    ///
    /// Cost: one pass without a tree, since a profile is read for nearly every event.
    public init(key: ProfileKey, document: String) throws(ProfileDocumentError) {
        var document = document
        let result = document.withUTF8 { bytes in
            Result { () throws(ProfileDocumentError) in try Profile(key: key, document: bytes) }
        }
        self = try result.get()
    }

    /// Reads the stored form of any release, where its bytes lie.
    init(key: ProfileKey, document: UnsafeBufferPointer<UInt8>) throws(ProfileDocumentError) {
        self.init(key: key, createdAt: .distantPast)
        var dates = Dates()
        do throws(JSONError) {
            var scanner = JSONScanner(document)
            try scanner.members { (scanner: inout JSONScanner, field: String) throws(JSONError) in
                try self.read(field, &scanner, &dates)
            }
            try scanner.finish()
        } catch { throw ProfileDocumentError(key: key, reason: error.description) }
        guard dates.version == Profile.documentVersion else {
            throw ProfileDocumentError(
                key: key,
                reason: "it has format \(dates.version.map(String.init) ?? "none"), written by a newer release")
        }
        createdAt = dates.created ?? .distantPast
        lastSeenAt = dates.seen ?? createdAt
        steppedAt = dates.stepped ?? createdAt
    }

    private struct Dates {
        var version: Int64?
        var created: Instant?
        var seen: Instant?
        var stepped: Instant?
    }

    private mutating func read(
        _ field: String, _ scanner: inout JSONScanner, _ dates: inout Dates
    ) throws(JSONError) {
        switch field {
        case "v": dates.version = try scanner.integer()
        case "created": dates.created = try scanner.instant()
        case "seen": dates.seen = try scanner.instant()
        case "stepped": dates.stepped = try scanner.instant()
        case "ids":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                if let identity = try ProfileIdentity(row: &scanner) { identities.append(identity) }
            }
        case "props":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                try readProperty(&scanner)
            }
        case "consents":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                try readConsent(&scanner)
            }
        case "suppressed":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                try readSuppression(&scanner)
            }
        case "cart": cart = Cart(row: try scanner.value())
        case "journeys": journeys = (try scanner.value().array ?? []).compactMap(Journey.init(row:))
        case "entries":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                let numbers = try scanner.integers()
                guard numbers.count >= 3 else { return }
                entries[numbers[0]] = FlowEntries(
                    count: numbers[1], lastAt: Instant(milliseconds: numbers[2]), keys: Array(numbers[3...]))
            }
        case "watched":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                let numbers = try scanner.integers()
                guard numbers.count == 5 else { return }
                watched[numbers[0]] = WatchedVerdict(
                    holds: numbers[1] == 1, since: Instant(milliseconds: numbers[2]),
                    wakesAt: numbers[4] < 0 ? nil : Instant(milliseconds: numbers[4]), version: numbers[3])
            }
        case "marketing":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                if let slot = MarketingSlot(row: try scanner.integers()) { marketing.append(slot) }
            }
        case "coupons":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                try readCoupon(&scanner)
            }
        case "lists": lists = try scanner.labels()
        case "tags": tags = try scanner.labels()
        case "wake": wakesAt = try scanner.instant()
        case "topics":
            try scanner.rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                try readTopics(&scanner)
            }
        default: _ = try scanner.value()
        }
    }

    private mutating func readProperty(_ row: inout JSONScanner) throws(JSONError) {
        var name: String?
        var value: JSON?
        var at: Int64?
        var source = ""
        try row.rows { (scanner: inout JSONScanner, place: Int) throws(JSONError) in
            switch place {
            case 0: name = try scanner.text()
            case 1: value = try scanner.value()
            case 2: at = try scanner.integer()
            case 3: source = try scanner.text() ?? ""
            default: _ = try scanner.value()
            }
        }
        guard let name, let value, let at else { return }
        properties[name] = DatedProperty(value: value, setAt: Instant(milliseconds: at), source: source)
    }

    private mutating func readConsent(_ row: inout JSONScanner) throws(JSONError) {
        var channel: Channel?
        var status: Consent.Status?
        var at: Int64?
        var source = ""
        try row.rows { (scanner: inout JSONScanner, place: Int) throws(JSONError) in
            switch place {
            case 0: channel = try scanner.integer().flatMap { Channel(rawValue: Int($0)) }
            case 1: status = try scanner.integer().flatMap { Consent.Status(rawValue: Int($0)) }
            case 2: at = try scanner.integer()
            case 3: source = try scanner.text() ?? ""
            default: _ = try scanner.value()
            }
        }
        guard let channel, let status, let at else { return }
        consents[channel] = Consent(
            channel: channel, status: status, source: source, at: Instant(milliseconds: at))
    }

    private mutating func readSuppression(_ row: inout JSONScanner) throws(JSONError) {
        var channel: Channel?
        var texts: [String?] = []
        try row.rows { (scanner: inout JSONScanner, place: Int) throws(JSONError) in
            if place == 0 {
                channel = try scanner.integer().flatMap { Channel(rawValue: Int($0)) }
            } else {
                texts.append(try scanner.text())
            }
        }
        guard let channel else { return }
        suppressions.append(
            Suppression(
                channel: channel, address: texts.dropFirst().first ?? nil, reason: texts.first.flatMap { $0 } ?? ""))
    }
}

import Engine

/// What a column of a profile file means.
enum ProfileColumn: Hashable {
    /// A property that the product knows, kept as text.
    case property(String)
    /// Any other property: numbers and booleans are taken as such.
    case other(String)
    case email, phone, userID, createdAt, updatedAt, tags
    case consent(ConsentColumn, Channel)
    case list(ListColumn)

    /// Of a channel's consent.
    enum ConsentColumn: Hashable {
        /// What was said: "subscribed", "yes", "unsubscribed" …
        case status
        case source
        case at
        /// When the address was taken off; any text that is not "no" withdraws.
        case withdrawn
    }

    /// Of the e-mail list that the file is an export of.
    enum ListColumn: Hashable {
        /// When the person joined.
        case joinedAt
        /// From where.
        case joinedFrom
        /// When the person left, or the address was found dead.
        case leftAt
    }
}

/// Which header names mean what.
///
/// Case and the signs between words do not matter. Columns that are not here are kept as properties.
///
/// Klaviyo and Mailchimp document no list of their exports' columns; the names here are those that public programs
/// which read such exports expect, checked in November 2026:
///
/// - Klaviyo, export of a list or segment (help.klaviyo.com, article 115005078687): Email, Klaviyo ID, First Name, Last
///   Name, Organization, Title, Phone Number, Address or Address 1, Address 2, City, State / Region or Region, Country,
///   Zip Code or Zip, Latitude, Longitude, Source, IP Address, Email Marketing Consent and its Timestamp, SMS Marketing
///   Consent and its Timestamp, First Active, Last Active, Profile Created On, Date Added, Email Suppressions and its
///   Timestamp. Date Added tells of the list, not of the person. Consents are SUBSCRIBED, UNSUBSCRIBED,
///   NEVER_SUBSCRIBED; reasons of suppressions are HARD_BOUNCE, INVALID_EMAIL, SPAM_COMPLAINT, UNSUBSCRIBE and
///   USER_SUPPRESSED (the API's schema EmailMarketingSuppression, developers.klaviyo.com).
/// - Mailchimp, audience export (mailchimp.com/help/view-export-contacts): Email Address, the audience's merge fields,
///   MEMBER_RATING, OPTIN_TIME, OPTIN_IP, CONFIRM_TIME, CONFIRM_IP, LATITUDE, LONGITUDE, GMTOFF, DSTOFF, TIMEZONE, CC,
///   REGION, then LAST_CHANGED of subscribed, UNSUB_TIME, UNSUB_CAMPAIGN_TITLE, UNSUB_CAMPAIGN_ID, UNSUB_REASON,
///   UNSUB_REASON_OTHER of unsubscribed, CLEAN_TIME, CLEAN_CAMPAIGN_TITLE, CLEAN_CAMPAIGN_ID of cleaned contacts; LEID,
///   EUID, NOTES, TAGS. CONFIRM_TIME stands alone where somebody added the contact: that proves no consent.
/// - Shopify, export of customers.
enum ProfileColumns {
    static let table: [(column: ProfileColumn, names: [String])] = [
        (.email, ["email", "email address", "e-mail", "e-mail address", "mail"]),
        (.phone, ["phone", "phone number", "mobile", "mobile phone", "sms phone number", "telephone"]),
        (.userID, ["user_id", "customer_id", "external_id", "customer number", "client_id"]),
        (.property("first_name"), ["first_name", "fname", "given name", "forename"]),
        (.property("last_name"), ["last_name", "lname", "surname", "family name"]),
        (.property("name"), ["name", "full name"]),
        (.property("company"), ["company", "organization", "organisation"]),
        (.property("title"), ["title", "job title"]),
        (.property("address"), ["address", "address 1", "address1", "street"]),
        (.property("address2"), ["address 2", "address2"]),
        (.property("city"), ["city", "town"]),
        (.property("region"), ["region", "state / region", "state", "province", "province code"]),
        (.property("country"), ["country", "cc", "country code"]),
        (.property("zip"), ["zip", "zip code", "postal code", "postcode"]),
        (.property("timezone"), ["timezone", "time zone"]),
        (.property("language"), ["language", "locale", "preferred language"]),
        (.property("birthday"), ["birthday", "birthdate", "date of birth"]),
        (.tags, ["tags", "tag"]),
        (.createdAt, ["created_at", "created", "profile created on", "signup date", "registered at"]),
        (.updatedAt, ["updated_at", "last_changed", "last changed", "profile updated on"]),
        (
            .consent(.status, .email),
            ["email_consent", "email marketing consent", "accepts email marketing", "email status"]
        ),
        (
            .consent(.source, .email),
            ["email_consent_source", "email marketing consent source", "email consent method"]
        ),
        (.consent(.at, .email), ["email_consent_at", "email_consent_date", "email marketing consent timestamp"]),
        (
            .consent(.withdrawn, .email),
            [
                "unsubscribed", "email_unsubscribed", "suppressed", "email suppressions", "email_suppressed", "bounced",
                "email_bounced", "unsubscribed_at", "bounced_at", "suppressed_at", "email suppressions timestamp",
                "complained", "marked as spam",
            ]
        ),
        (.consent(.status, .sms), ["sms_consent", "sms marketing consent", "accepts sms marketing", "sms status"]),
        (.consent(.source, .sms), ["sms_consent_source", "sms marketing consent source", "sms consent method"]),
        (.consent(.at, .sms), ["sms_consent_at", "sms_consent_date", "sms marketing consent timestamp"]),
        (
            .consent(.withdrawn, .sms),
            ["sms_unsubscribed", "sms_suppressed", "sms suppressions", "sms_unsubscribed_at"]
        ),
        (.list(.joinedAt), ["OPTIN_TIME"]),
        (.list(.joinedFrom), ["OPTIN_IP"]),
        (.list(.leftAt), ["UNSUB_TIME", "CLEAN_TIME"]),
    ]

    // Names that fold alike stand in the table to be read.
    private static let byName = Dictionary(
        table.flatMap { row in row.names.map { (ColumnNames.folded($0), row.column) } },
        uniquingKeysWith: { first, _ in first })

    /// Of every column of a file; a second column of one meaning is a property of its own, save those that withdraw.
    static func meanings(of header: ColumnNames) -> [ProfileColumn] {
        var taken: Set<ProfileColumn> = []
        return header.names.map { name in
            switch byName[ColumnNames.folded(name)] {
            case .consent(.withdrawn, let channel)?: .consent(.withdrawn, channel)
            case .list(.leftAt)?: .list(.leftAt)
            case let column?: taken.insert(column).inserted ? column : other(name, &taken)
            case nil: other(name, &taken)
            }
        }
    }

    /// A property under a name that no other column has.
    private static func other(_ name: String, _ taken: inout Set<ProfileColumn>) -> ProfileColumn {
        let property = ColumnNames.property(name)
        // Consents have a shape and a proof that no single column has.
        let base = property == "consents" ? "consents_text" : property
        var count = 1
        while true {
            let candidate = count == 1 ? base : "\(base)_\(count)"
            let isFree = !taken.contains(.property(candidate)) && taken.insert(.other(candidate)).inserted
            if isFree { return .other(candidate) }
            count += 1
        }
    }
}

/// Whose export a file is: the platform's word stands for the source of consents that it dates.
enum ProfileExport: String {
    case klaviyo = "Klaviyo", mailchimp = "Mailchimp"

    init?(_ header: ColumnNames) {
        if header.place(of: ["Klaviyo ID", "Email Marketing Consent Timestamp"]) != nil {
            self = .klaviyo
        } else if header.place(of: ["MEMBER_RATING", "OPTIN_TIME", "LEID"]) != nil {
            self = .mailchimp
        } else {
            return nil
        }
    }
}

/// Which part of a Mailchimp audience a file holds; its name alone says so for some.
enum MailchimpPart {
    case subscribed, unsubscribed, nonsubscribed, cleaned

    /// Source: Mailchimp, "About your audience export": `subscribed_…`, `unsubscribed_…`, `nonsubscribed_…`, `cleaned_…`.
    init?(path: String) {
        let name = path.split(separator: "/").last?.lowercased() ?? ""
        switch name.prefix(while: \.isLetter) {
        case "subscribed": self = .subscribed
        case "unsubscribed": self = .unsubscribed
        case "nonsubscribed": self = .nonsubscribed
        case "cleaned": self = .cleaned
        default: return nil
        }
    }
}

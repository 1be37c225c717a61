import Engine
import Testing
import Values

@testable import Connectors

@Suite("Importing profiles")
struct ProfileImportTests {
    private func imported(
        _ text: String, named name: String = "people.csv", options: ProfileImport.Options = .init(asOf: noon)
    ) throws -> Imported<ProfileImportReport> {
        let file = try TemporaryFile(text, named: name)
        return try run(ProfileImport(path: file.path, options: options, context: context))
    }

    @Test("known columns become what they mean, others properties under their own names")
    func columns() throws {
        let result = try imported(
            #"""
            Email Address,First Name,LNAME,Customer ID,Phone Number,Time Zone,Tags,Created,Favourite Colour,Points,VIP
            ANA@Example.com,Ana,Silva,17850.0,+351 912 345 678,Europe/Lisbon,"""VIP"",""Wholesale""",2020-05-01,blue,12.50,true
            """#)
        let event = result.events[0]
        #expect(event.call == .identify)
        #expect(event.isHistorical)
        #expect(event.identity == Identity(.user, "17850"))
        #expect(event.envelope.identities.contains(Identity(.email, "ana@example.com")!))
        #expect(event.envelope.identities.contains(Identity(.phone, "+351912345678")!))
        let expected: JSONObject = [
            "email": "ANA@Example.com", "first_name": "Ana", "last_name": "Silva", "phone": "+351 912 345 678",
            "timezone": "Europe/Lisbon", "tags": ["VIP", "Wholesale"], "created_at": "2020-05-01T00:00:00.000Z",
            "favourite_colour": "blue", "points": .number(Number(literal: "12.50")!), "vip": true,
        ]
        #expect(try result.properties(0) == expected)
        #expect(result.report.otherColumns == ["Favourite Colour", "Points", "VIP"])
        #expect(result.notes.isEmpty)
    }

    @Test("every name in the table of columns has one meaning")
    func table() {
        var meanings: [String: ProfileColumn] = [:]
        for row in ProfileColumns.table {
            for name in row.names {
                let known = meanings.updateValue(row.column, forKey: ColumnNames.folded(name))
                #expect(known == nil || known == row.column, "“\(name)” has two meanings")
            }
        }
    }

    @Test("a Klaviyo export gives and withdraws consents with its dates")
    func klaviyo() throws {
        let result = try imported(
            """
            Email,Klaviyo ID,First Name,Phone Number,Email Marketing Consent,Email Marketing Consent Timestamp,\
            SMS Marketing Consent,SMS Marketing Consent Timestamp,Email Suppressions
            a@x.com,01A,Ana,+351912345678,SUBSCRIBED,2021-03-04 05:06:07+00:00,SUBSCRIBED,2021-03-05T00:00:00Z,[]
            b@x.com,01B,Bo,,UNSUBSCRIBED,2022-01-01,,,
            c@x.com,01C,Cy,,NEVER_SUBSCRIBED,,NEVER_SUBSCRIBED,,
            d@x.com,01D,Di,,SUBSCRIBED,2021-03-04,SUBSCRIBED,2021-03-04,HARD_BOUNCE
            e@x.com,01E,Ed,,SUBSCRIBED,,,,
            """)
        #expect(result.report.exportedFrom == "Klaviyo")
        #expect(
            try result.properties(0)["consents"] == [
                "email": ["status": "granted", "source": "Klaviyo export", "at": "2021-03-04T05:06:07.000Z"],
                "sms": ["status": "granted", "source": "Klaviyo export", "at": "2021-03-05T00:00:00.000Z"],
            ])
        #expect(
            try result.properties(1)["consents"] == [
                "email": ["status": "withdrawn", "source": "Klaviyo export", "at": "2022-01-01T00:00:00.000Z"]
            ])
        #expect(try result.properties(2)["consents"] == nil)
        #expect(try result.properties(3)["consents"]?["email"]?["status"] == "withdrawn")
        #expect(try result.properties(3)["consents"]?["sms"] == nil)
        #expect(try result.properties(4)["consents"] == nil)
        #expect(result.report.granted == [.email: 1, .sms: 1])
        #expect(result.report.withdrawn == [.email: 2])
        #expect(result.report.ignored == [.email: [.noDate: 1], .sms: [.noAddress: 1]])
        #expect(result.notes.map(\.row) == [5, 6])
    }

    @Test("every column of Klaviyo's export of a list is taken for what it is")
    func klaviyoWhole() throws {
        let result = try imported(
            """
            Email,Klaviyo ID,First Name,Last Name,Organization,Title,Phone Number,Address,Address 2,City,State / Region,\
            Country,Zip Code,Latitude,Longitude,Source,IP Address,Email Marketing Consent,\
            Email Marketing Consent Timestamp,Date Added,Profile Created On,First Active,Last Active,\
            Email Suppressions,Email Suppressions Timestamp
            a@x.com,01A,Ana,Silva,Silva Lda,Buyer,+351912345678,Rua 1,2 E,Porto,Norte,Portugal,4000-001,41.15,-8.61,\
            -40,192.0.2.7,SUBSCRIBED,2021-03-04 05:06:07,2025-06-01,2020-02-03 04:05:06,2020-02-04,2025-01-01,,
            b@x.com,01B,,,,,,,,,,,,,,,,SUBSCRIBED,2021-03-04,2025-06-01,2020-02-03,,,USER_SUPPRESSED,2024-05-06 07:08:09
            """)
        let ana = try result.properties(0)
        let expected: [String: JSON] = [
            "first_name": "Ana", "last_name": "Silva", "company": "Silva Lda", "title": "Buyer",
            "phone": "+351912345678", "address": "Rua 1", "address2": "2 E", "city": "Porto", "region": "Norte",
            "country": "Portugal", "zip": "4000-001", "created_at": "2020-02-03T04:05:06.000Z",
            "date_added": "2025-06-01", "klaviyo_id": "01A",
        ]
        for (name, value) in expected { #expect(ana[name] == value, "\(name): \(ana[name]?.text ?? "missing")") }
        #expect(ana["consents"]?["email"]?["status"] == "granted")
        let left = try result.properties(1)["consents"]?["email"]
        #expect(left?["status"] == "withdrawn" && left?["source"] == "Klaviyo export: Email Suppressions")
        #expect(left?["at"] == "2024-05-06T07:08:09.000Z", "the day it happened, not the day of the export")
    }

    @Test("in a Mailchimp export a contact that somebody added by hand has not opted in")
    func mailchimpAdded() throws {
        let result = try imported(
            """
            Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,\
            LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS
            a@x.com,Ana,Silva,2,,,2013-06-25 17:38:27,,47.66,-122.29,-8,-7,America/Los_Angeles,US,WA,\
            2013-06-27 12:11:50,44877845,c2cb0681af,,
            """, named: "subscribed_email_audience_export_1.csv")
        let ana = try result.properties(0)
        #expect(ana["consents"] == nil)
        #expect(ana["timezone"] == "America/Los_Angeles" && ana["country"] == "US" && ana["region"] == "WA")
        #expect(result.notes.isEmpty)
    }

    @Test(
        "the parts of a Mailchimp export differ in what joining the list is worth",
        arguments: [
            ("subscribed_email_audience_export_1.csv", "granted"), ("list.csv", "granted"),
            ("unsubscribed_email_audience_export_1.csv", "withdrawn"), ("cleaned_1.csv", "withdrawn"),
            ("nonsubscribed_email_audience_export_1.csv", nil),
        ])
    func mailchimp(name: String, status: String?) throws {
        let result = try imported(
            #"""
            Email Address,First Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,LAST_CHANGED,LEID,TAGS
            a@x.com,Ana,4,2019-06-06 13:02:14,10.1.2.3,2019-06-06 13:02:14,2020-01-01 00:00:00,123,"""VIP"""
            b@x.com,Bo,2,,,2019-06-06 13:02:14,2020-01-01 00:00:00,124,
            """#, named: name)
        #expect(result.report.exportedFrom == "Mailchimp")
        #expect(try result.properties(0)["consents"]?["email"]?["status"]?.string == status)
        #expect(result.events[0].occurredAt.iso8601 == "2020-01-01T00:00:00.000Z")
        if status == "granted" {
            let consent = try result.properties(0)["consents"]?["email"]
            #expect(consent?["source"] == "Mailchimp sign-up from 10.1.2.3")
            #expect(consent?["at"] == "2019-06-06T13:02:14.000Z")
            #expect(try result.properties(1)["consents"] == nil)
        }
    }

    @Test("in a Mailchimp export who has left the list has left, whenever they joined")
    func mailchimpLeft() throws {
        let result = try imported(
            """
            Email Address,OPTIN_TIME,UNSUB_TIME,UNSUB_REASON
            a@x.com,2019-06-06 13:02:14,2020-07-08 09:10:11,N/A
            """)
        #expect(try result.properties(0)["consents"]?["email"]?["status"] == "withdrawn")
        #expect(try result.properties(0)["consents"]?["email"]?["at"] == "2020-07-08T09:10:11.000Z")
    }

    @Test(
        "consent needs a clear word, a source and a possible date; leaving needs none of them",
        arguments: statements)
    func consent(status: String, source: String, at: String, expected: ConsentStatement) {
        let reader = ConsentReader(dates: DateText(zone: .utc), defaultSource: nil, asOf: noon, receivedAt: noon)
        let texts = ConsentTexts(status: status, source: source, at: at)
        #expect(reader.statement(of: texts, hasAddress: true) == expected)
    }

    private static let day = Instant(iso8601: "2021-01-02")!

    private static let statements: [(status: String, source: String, at: String, expected: ConsentStatement)] = [
        ("yes", "checkout", "2021-01-02", .granted(source: "checkout", at: day)),
        ("Subscribed", "form", "2021-01-02", .granted(source: "form", at: day)),
        ("yes", "", "2021-01-02", .ignored(.noSource)),
        ("yes", "checkout", "", .ignored(.noDate)),
        ("yes", "checkout", "once", .ignored(.unreadableDate)),
        ("yes", "checkout", "2999-01-01", .ignored(.impossibleDate)),
        ("yes", "checkout", "1970-01-01", .ignored(.impossibleDate)),
        ("perhaps", "checkout", "2021-01-02", .ignored(.unknownWord)),
        ("", "checkout", "2021-01-02", .none), ("unknown", "checkout", "2021-01-02", .none),
        ("never_subscribed", "", "", .none), ("pending", "checkout", "2021-01-02", .none),
        ("no", "", "", .withdrawn(source: "import", at: noon)),
        ("unsubscribed", "link", "2021-01-02", .withdrawn(source: "link", at: day)),
        ("bounced", "", "2999-01-01", .withdrawn(source: "import", at: noon)),
    ]

    @Test("rows that name nobody or have other fields than the header are refused with their number")
    func rejected() throws {
        let result = try imported("email,user_id,city\n,,Porto\na@x.com,,Porto\nb@x.com,Lisbon\nnobody,0,Faro\n")
        #expect(result.events.count == 1)
        #expect(result.rejected.map(\.row) == [2, 4, 5])
        #expect(result.rejected.map(\.rule) == ["no_identity", "ragged_row", "no_identity"])
        #expect(result.rejected[1].csv == "4,\"has 2 fields, the header has 3\",b@x.com,Lisbon\r\n")
        #expect(RejectedRow.csvHeader(columns: ["email"]) == "row,reason,email\r\n")
        #expect(result.report.rows == 4)
        #expect(result.report.rejectedRows == 3)
    }

    @Test("a phone number that a spreadsheet has rounded names nobody")
    func roundedPhone() throws {
        let result = try imported("email,phone\na@x.com,4.47712E+11\n")
        #expect(result.events[0].envelope.identities == [Identity(.email, "a@x.com")!])
        #expect(result.notes.count == 1)
    }

    @Test("the same file again has the same message ids, a changed row another")
    func twice() throws {
        let first = try imported("email,city\na@x.com,Porto\nb@x.com,Faro\n")
        let later = try imported(
            "email,city\na@x.com,Porto\nb@x.com,Lisbon\n", options: .init(asOf: noon - .days(2)))
        #expect(first.events[0].messageHash == later.events[0].messageHash)
        #expect(first.events[1].messageHash != later.events[1].messageHash)
    }

    @Test("a file without a column that names people is refused, with the columns it has")
    func noIdentity() throws {
        let file = try TemporaryFile("city,colour\nPorto,blue\n")
        #expect {
            try run(ProfileImport(path: file.path, context: context))
        } throws: { "\($0)".contains("has no column for an e-mail address") && "\($0)".contains("city, colour") }
    }

    @Test("a column called consents, and two columns of one name, become properties that hide nothing")
    func awkwardNames() throws {
        let result = try imported("email,consents,A-B,A B\na@x.com,all,1,2\n")
        let expected: JSONObject = [
            "email": "a@x.com", "consents_text": "all", "a_b": 1, "a_b_2": 2,
        ]
        #expect(try result.properties(0) == expected)
    }
}

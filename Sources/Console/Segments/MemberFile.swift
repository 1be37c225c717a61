import Connectors
import Runtime
import Storage

typealias SegmentMember = Member

/// The file of a segment's members, with the columns of `cartwheel segments export`.
enum MemberFile {
    static let rowsAtOnce = 1_000
    static let header = "id,name,email,since\n"

    static func row(_ member: SegmentMember) -> String {
        [
            PublicID.customer.text(member.profile.rawValue), member.name ?? "", member.email ?? "",
            member.since.iso8601,
        ].map(field).joined(separator: ",") + "\n"
    }

    /// In quotes; what a spreadsheet would take for a formula begins with an apostrophe.
    static func field(_ text: String) -> String {
        "\"" + CSVText.harmless(text).replacing("\"", with: "\"\"") + "\""
    }

    /// Letters and digits alone, so that it fits into a header.
    static func name(of segment: String) -> String {
        let words = segment.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return (words.isEmpty ? "segment" : words.joined(separator: "-").prefix(60)) + ".csv"
    }
}

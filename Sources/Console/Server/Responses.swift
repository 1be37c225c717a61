import Hummingbird
import NIOCore
import Pages
import Values

/// The name of a header.
typealias HeaderName = HTTPFields.Element.Name

extension HeaderName {
    static let referrerPolicy = HeaderName("Referrer-Policy")!
    static let openerPolicy = HeaderName("Cross-Origin-Opener-Policy")!
    static let forwardedFor = HeaderName("X-Forwarded-For")!
    static let forwarded = HeaderName("Forwarded")!
    static let fetchSite = HeaderName("Sec-Fetch-Site")!
    static let lastEventID = HeaderName("Last-Event-ID")!
    /// What servers on one database sign their words with.
    static let seal = HeaderName("Cartwheel-Seal")!
    static let host = HeaderName("Host")!
    /// Tells a proxy not to gather a stream before it passes it on (nginx).
    static let accelBuffering = HeaderName("X-Accel-Buffering")!
}

extension Response {
    /// A page of the console or for shoppers.
    static func page(
        _ html: [UInt8], status: HTTPResponse.Status = .ok, policy: String = ContentPolicy.page
    ) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: policy, .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: html)))
    }

    /// On to another page of ours, by GET.
    static func onward(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: LocationHeader.safe(path), .cacheControl: "no-store"])
    }

    init(_ json: JSON, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: json.text)))
    }
}

/// What may stand in a `Location` header.
enum LocationHeader {
    /// Percent-encodes what no address may hold (RFC 3986), control characters and line ends above all.
    static func safe(_ address: String) -> String {
        var bytes: [UInt8] = []
        for byte in address.utf8 {
            if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "<"),
                byte != UInt8(ascii: ">"), byte != UInt8(ascii: "\\")
            {
                bytes.append(byte)
            } else {
                bytes.append(contentsOf: "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The path to go back to, where it is one of ours; else nil: a form must not send anybody elsewhere.
    static func ours(_ path: String?) -> String? {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"),
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return path
    }
}

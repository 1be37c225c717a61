import Channels
import Testing

@testable import Runtime

@Suite("Where a request came from")
struct TrustedProxiesTests {
    struct Request: Sendable, CustomTestStringConvertible {
        let peer: String?
        let header: [String]
        let client: String
        var trusted = "127.0.0.0/8, ::1"
        var testDescription: String { "\(peer ?? "-") \(header)" }

        init(_ peer: String?, _ header: [String], _ client: String, trusted: String = "127.0.0.0/8, ::1") {
            (self.peer, self.header, self.client, self.trusted) = (peer, header, client, trusted)
        }
    }

    static let requests: [Request] = [
        Request("203.0.113.5", [], "203.0.113.5"),
        Request("203.0.113.5", ["198.51.100.1"], "203.0.113.5"),
        Request("127.0.0.1", [], "127.0.0.1"),
        Request("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        Request("::1", ["198.51.100.1"], "198.51.100.1"),
        Request("::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        Request("127.0.0.1", ["192.0.2.9, 198.51.100.1"], "198.51.100.1"),
        Request("127.0.0.1", ["192.0.2.9", "198.51.100.1"], "198.51.100.1"),
        Request("127.0.0.1", ["192.0.2.9, 198.51.100.1, 10.0.0.3"], "198.51.100.1", trusted: "127.0.0.1,10.0.0.0/8"),
        Request("127.0.0.1", ["10.0.0.3, 10.0.0.4"], "10.0.0.3", trusted: "127.0.0.1,10.0.0.0/8"),
        Request("127.0.0.1", ["198.51.100.1, unknown"], "127.0.0.1"),
        Request("127.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        Request("127.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::1"),
        Request("127.0.0.1", ["2001:DB8:0::1"], "2001:db8::1"),
        Request("127.0.0.1", ["198.51.100.1"], "127.0.0.1", trusted: "none"),
        Request("10.1.2.3", ["198.51.100.1"], "10.1.2.3", trusted: "10.0.0.0/16"),
        Request(nil, ["198.51.100.1"], ""),
    ]

    @Test("only a trusted proxy's word is taken, and only for the last step that is not one", arguments: requests)
    func client(request: Request) throws {
        let proxies = try TrustedProxies(request.trusted)
        #expect(proxies.client(peer: request.peer, forwardedFor: request.header) == request.client)
    }

    @Test("where nothing is said a proxy on this machine is trusted")
    func loopback() throws {
        #expect(try TrustedProxies("127.0.0.0/8, ::1") == .loopback)
    }

    @Test(
        "what is no address is refused by name", arguments: ["10.0.0.0/33", "proxy", "10.0.0.0/", "::1/129", "1.2.3"])
    func unreadable(text: String) {
        let error = #expect(throws: StartupError.self) { try TrustedProxies("127.0.0.1, \(text)") }
        #expect(error?.description.contains(text) == true)
    }

    @Test("an IPv6 subscriber's addresses count as one")
    func subscriber() {
        #expect(IPAddress("2001:db8:1:2:3:4:5:6")?.subscriber == "2001:db8:1:2::/64")
        #expect(IPAddress("2001:db8:1:2::99")?.subscriber == "2001:db8:1:2::/64")
        #expect(IPAddress("192.0.2.7")?.subscriber == "192.0.2.7")
    }
}

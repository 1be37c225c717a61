import Testing

@testable import Channels

@Suite("Addresses that flows may not call")
struct ReachTests {
    @Test(
        "machines of one's own network, in whatever spelling, are told from the internet",
        arguments: [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
            "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "::",
        ])
    func own(_ text: String) throws { #expect(try #require(IPAddress(text)).isPrivate) }

    @Test(
        "the internet is not",
        arguments: ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "100.128.0.1"])
    func others(_ text: String) throws { #expect(try !#require(IPAddress(text)).isPrivate) }

    @Test(
        "a call is refused by the address, not by the name: numbers, names and links to the own machine alike",
        arguments: [
            "http://localhost/", "http://127.0.0.1:8080/console", "http://2130706433/", "http://0x7f.1/",
            "http://[::1]/", "https://user@127.0.0.1/", "http://LOCALHOST/",
        ])
    func refused(_ url: String) async {
        let transport = HTTPWebhookTransport(now: { 0 }, signer: { WebhookSigner(secrets: [[1]]) })
        let outcome = await transport.send(WebhookCall(url: url, body: nil, id: "msg_1"))
        guard case .impossible(let reason) = outcome else {
            Issue.record("\(url): \(outcome)")
            return
        }
        #expect(reason.contains("own network"), "\(reason)")
        await transport.close()
    }

    @Test(
        "what is no address of the web is refused", arguments: ["", "ftp://shop.example/", "file:///etc/passwd", "x"])
    func noAddress(_ url: String) async {
        let transport = HTTPWebhookTransport(now: { 0 }, signer: { WebhookSigner(secrets: [[1]]) })
        let outcome = await transport.send(WebhookCall(url: url, body: nil, id: "msg_1"))
        guard case .impossible = outcome else {
            Issue.record("\(url): \(outcome)")
            return
        }
    }

    @Test(
        "however long another system asks to be left alone, it is a day at most",
        arguments: [("120", 120), ("9223372036854775807", 86_400), ("-5", 0), ("Fri, 27 Nov 2026 10:00:00 GMT", nil)])
    func pause(_ text: String, _ seconds: Int?) { #expect(HTTPWebhookTransport.pause(text) == seconds) }
}

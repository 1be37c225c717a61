import Channels
import Foundation
import Values

/// A real SMTP server (aiosmtpd) on a port of its own, which writes down every message that it has accepted.
///
/// Recipients whose address begins with `gone` are refused for good, those with `busy` once for now.
final class MailSink {
    private let folder: TemporaryFolder
    private let process: Child
    let url: String

    struct Mail: Sendable {
        let to: String
        /// The id of our message, from the Message-ID.
        let message: Int64?
        let headers: [String: String]
        let html: String
        let plain: String
        /// When it was accepted, in seconds.
        let at: Double
    }

    /// - Parameter pause: between writing a message down and answering for it: a crash within it leaves doubt.
    init(pause: Duration = .zero) async throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        process = try Peers.start(MailSink.script, [folder.file("mails"), String(pause / .seconds(1))], in: folder)
        let hasPort = await eventually(within: .seconds(20)) { folder.text("out").hasSuffix("\n") }
        guard hasPort, let port = Int(folder.text("out").trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw TestFault("the SMTP server did not start: \(folder.text("err"))")
        }
        url = "smtp://127.0.0.1:\(port)"
    }

    /// What was accepted so far, in the order it came.
    func mails() throws -> [Mail] {
        try folder.text("mails").split(separator: "\n").map { line in
            let json = try JSON.parse(String(line))
            let headers = (json["headers"]?.object?.members ?? []).map { ($0.key.lowercased(), $0.value.string ?? "") }
            let table = Dictionary(headers) { first, _ in first }
            return Mail(
                to: json["to"]?.string ?? "",
                message: table["message-id"].flatMap { EmailMessageID(parsing: $0) }?.message, headers: table,
                html: json["html"]?.string ?? "", plain: json["plain"]?.string ?? "",
                at: json["at"]?.number?.double ?? 0)
        }
    }

    /// Waits until one more marketing message is written down, which the server may not have been answered for yet.
    func nextMarketing(within limit: Duration) async {
        func count() -> Int { folder.text("mails").components(separatedBy: "List-Unsubscribe\"").count }
        let before = count()
        _ = await eventually(within: limit, every: .milliseconds(5)) { count() > before }
    }

    /// How often a recipient was offered.
    func attempts(to address: String) -> Int {
        folder.text("mails.rcpt").split(separator: "\n").count { $0 == address }
    }

    private static let script = """
        import asyncio, json, sys, time
        from email import message_from_bytes, policy
        from aiosmtpd.smtp import SMTP
        path = sys.argv[1]
        tried = {}
        def note(name, line):
            with open(name, "a") as out: out.write(line + "\\n")
        def part(mail, kind):
            body = mail.get_body((kind,))
            return body.get_content() if body else ""
        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                note(path + ".rcpt", address)
                tried[address] = tried.get(address, 0) + 1
                if address.startswith("gone"): return "550 5.1.1 There is nobody of that name"
                if address.startswith("busy") and tried[address] == 1: return "451 4.3.0 Come back later"
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                mail = message_from_bytes(envelope.content, policy=policy.default)
                headers = {name: str(value) for name, value in mail.items()}
                note(path, json.dumps({"to": envelope.rcpt_tos[0], "headers": headers,
                                       "html": part(mail, "html"), "plain": part(mail, "plain"), "at": time.time()}))
                await asyncio.sleep(float(sys.argv[2]))
                return "250 OK"
        async def main():
            handler = Handler()
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: SMTP(handler, loop=loop), "127.0.0.1", 0)
            print(server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()
        asyncio.run(main())
        """
}

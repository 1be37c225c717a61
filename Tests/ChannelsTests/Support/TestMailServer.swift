import Foundation
import Testing

/// A real SMTP server (aiosmtpd) for one test, which does what the recipient's name asks for.
///
/// `refused@` is refused for good, `later@` for now, `content@` after its content; `drop@` loses the connection once the
/// message has arrived, `early@` at RCPT; `slow@` waits ten seconds with the answer.
final class TestMailServer {
    struct Message: Decodable {
        var from: String
        var to: [String]
        var content: String
        var session: Int
        var user: String?
    }

    struct Options {
        /// none, starttls or implicit
        var tls = "none"
        var requiresSignIn = false
        var isWithoutPlain = false
        var isMute = false
    }

    private struct Start: Decodable {
        var port: Int
        var ca: String?
    }

    let port: Int
    /// The PEM file of the authority that signed the server's certificate.
    let certificates: String?
    private let process = Process()
    private let folder: TestFolder

    init(_ options: Options = Options()) async throws {
        let python = try #require(Peers.serverPython)
        folder = try TestFolder()
        let script = folder.file("server.py")
        try Self.script.write(to: script, atomically: true, encoding: .utf8)
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [
            script.path, folder.url.path, options.tls, "\(options.requiresSignIn)", "\(options.isWithoutPlain)",
            "\(options.isMute)",
        ]
        try process.run()
        let started = folder.file("started.json")
        while !FileManager.default.fileExists(atPath: started.path) {
            try #require(process.isRunning, "the mail server ended before it was ready")
            try await Task.sleep(for: .milliseconds(10))
        }
        let start = try JSONDecoder().decode(Start.self, from: Data(contentsOf: started))
        port = start.port
        certificates = start.ca
    }

    /// Ends the server and gives the messages that it took.
    func finished() async throws -> [Message] {
        process.end()
        try await process.hasEnded()
        guard let data = try? Data(contentsOf: folder.file("messages.jsonl")) else { return [] }
        return try data.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Message.self, from: $0) }
    }

    deinit {
        process.end()
    }

    private static let script = """
        import asyncio, json, os, socket, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
        folder, tls, sign_in, without_plain, mute = sys.argv[1], *sys.argv[2:6]
        messages = open(os.path.join(folder, "messages.jsonl"), "a")
        sessions = {}

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                name = address.split("@")[0]
                if name == "refused": return "550 5.1.1 No such user"
                if name == "later": return "451 4.2.1 Mailbox is busy"
                if name == "early":
                    server.transport.abort()
                    return "250 OK"
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                name = envelope.rcpt_tos[0].split("@")[0]
                if name == "content": return "554 5.7.1 Looks like spam"
                if name == "slow": await asyncio.sleep(10)
                user = session.auth_data.login.decode() if session.auth_data else None
                print(json.dumps({
                    "from": envelope.mail_from, "to": envelope.rcpt_tos, "user": user,
                    "content": envelope.content.decode(), "session": sessions.setdefault(id(session), len(sessions)),
                }), file=messages, flush=True)
                if name == "drop": server.transport.abort()
                return "250 2.0.0 Taken"

        def authenticate(server, session, envelope, mechanism, data):
            good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ana", "p\\u00e4ss w\\u00f6rd".encode())
            return AuthResult(success=good, handled=False, auth_data=data)

        async def main():
            context, ca = None, None
            if tls != "none":
                import trustme
                authority = trustme.CA()
                context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
                authority.issue_cert("localhost").configure_cert(context)
                ca = os.path.join(folder, "ca.pem")
                authority.cert_pem.write_to_path(ca)
            def protocol():
                if mute == "true": return asyncio.Protocol()
                return SMTP(
                    Handler(), enable_SMTPUTF8=True, hostname="localhost", loop=asyncio.get_running_loop(),
                    tls_context=context if tls == "starttls" else None, require_starttls=tls == "starttls",
                    auth_required=sign_in == "true", auth_require_tls=False, authenticator=authenticate,
                    auth_exclude_mechanism=["PLAIN"] if without_plain == "true" else None)
            server = await asyncio.get_running_loop().create_server(
                protocol, "127.0.0.1", 0, ssl=context if tls == "implicit" else None)
            with open(os.path.join(folder, "starting.json"), "w") as file:
                json.dump({"port": server.sockets[0].getsockname()[1], "ca": ca}, file)
            os.rename(file.name, os.path.join(folder, "started.json"))
            await server.serve_forever()

        asyncio.run(main())
        """
}

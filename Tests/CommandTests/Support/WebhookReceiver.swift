import Foundation
import Values

/// A server that takes calls as its stock library tells it to (standardwebhooks), and writes each of them down.
final class WebhookReceiver {
    struct Call: Sendable {
        let path: String
        /// Of the call, the same for every try.
        let id: String
        /// Whether the library took the signature.
        let isVerified: Bool
        let body: JSON
    }

    let port: Int
    private let folder: TemporaryFolder
    private let process: Child

    /// - Parameters:
    ///   - secret: that calls are signed with, as the server tells it.
    ///   - refusals: how many calls it turns away (503) before it takes one.
    init(secret: String, refusals: Int = 0) async throws {
        let folder = try TemporaryFolder()
        let port = try FreePort.find()
        self.folder = folder
        self.port = port
        process = try Peers.start(WebhookReceiver.script, [secret, String(port), String(refusals)], in: folder)
        let isUp = await eventually(within: .seconds(20)) { folder.text("out").contains("listening") }
        guard isUp else { throw TestFault("the receiver of calls did not start: \(folder.text("err"))") }
    }

    /// What came so far, those turned away among it.
    func calls() throws -> [Call] {
        try folder.text("out").split(separator: "\n").dropFirst().map { line in
            let json = try JSON.parse(String(line))
            return Call(
                path: json["path"]?.string ?? "", id: json["id"]?.string ?? "",
                isVerified: json["verdict"]?.string == "verified", body: json["body"] ?? .null)
        }
    }

    private static let script = """
        import json, sys
        from http.server import BaseHTTPRequestHandler, HTTPServer
        from standardwebhooks import Webhook
        webhook = Webhook(sys.argv[1])
        seen = 0
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                global seen
                seen += 1
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                try:
                    webhook.verify(body, {name.lower(): value for name, value in self.headers.items()})
                    verdict = "verified"
                except Exception as error:
                    verdict = "REFUSED %r" % error
                print(json.dumps({"path": self.path, "id": self.headers["webhook-id"], "verdict": verdict,
                                  "body": json.loads(body)}), flush=True)
                self.send_response(503 if seen <= int(sys.argv[3]) else 200)
                self.end_headers()
                self.wfile.write(b'{"tier": "gold"}')
            def log_message(self, *arguments): pass
        server = HTTPServer(("127.0.0.1", int(sys.argv[2])), Handler)
        print("listening", flush=True)
        server.serve_forever()
        """
}

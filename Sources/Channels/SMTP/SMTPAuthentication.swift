import Foundation

/// Where signing in stands (RFC 4954): AUTH PLAIN in one message (RFC 4616), or AUTH LOGIN in three.
enum SMTPAuthentication: Equatable {
    case plain
    case loginUser(SMTPCredentials)
    case loginPassword(SMTPCredentials)
    case loginVerdict

    enum Step: Equatable {
        case succeeded
        case answer(String, SMTPAuthentication)
        case failed
    }

    /// The first command, or nil where the server offers nothing that is spoken here.
    static func begun(_ credentials: SMTPCredentials, offered: Set<String>) -> (SMTPAuthentication, command: String)? {
        if offered.contains("PLAIN") {
            return (.plain, "AUTH PLAIN \(base64("\0\(credentials.user)\0\(credentials.password)"))\r\n")
        }
        return offered.contains("LOGIN") ? (.loginUser(credentials), "AUTH LOGIN\r\n") : nil
    }

    func next(_ reply: SMTPReply) -> Step {
        switch self {
        case .plain, .loginVerdict: reply.isPositive ? .succeeded : .failed
        case .loginUser(let credentials):
            reply.code == 334
                ? .answer("\(Self.base64(credentials.user))\r\n", .loginPassword(credentials)) : .failed
        case .loginPassword(let credentials):
            reply.code == 334 ? .answer("\(Self.base64(credentials.password))\r\n", .loginVerdict) : .failed
        }
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}

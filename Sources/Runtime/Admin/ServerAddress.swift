import Foundation
import Values

/// Where the server that has the database open is reached by commands on the same machine: a file that only its owner
/// reads, written at the start and removed at the end.
public struct ServerAddress: Sendable {
    public let url: String
    public let token: String

    static func path(_ folder: String) -> String { folder + "/cartwheel.server" }

    public init(url: String, token: String) {
        self.url = url
        self.token = token
    }

    public func write(folder: String) throws {
        let text = (["url": .string(url), "token": .string(token)] as JSON).text
        let made = FileManager.default.createFile(
            atPath: ServerAddress.path(folder), contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else {
            throw StartupError("cannot write \(ServerAddress.path(folder)); check the folder's permissions")
        }
    }

    public static func remove(folder: String) { try? FileManager.default.removeItem(atPath: path(folder)) }

    /// Nil where no server has left its address.
    public static func read(folder: String) -> ServerAddress? {
        guard let text = try? String(contentsOfFile: path(folder), encoding: .utf8), let json = try? JSON.parse(text),
            let url = json["url"]?.string, let token = json["token"]?.string
        else { return nil }
        return ServerAddress(url: url, token: token)
    }
}

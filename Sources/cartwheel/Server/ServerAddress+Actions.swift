import AsyncHTTPClient
import Foundation
import NIOCore
import Runtime
import Values

extension ServerAddress {
    /// What the longest work may take; whether the server is still there is asked all the while.
    private static let longestWork = TimeAmount.hours(24)
    private static let largestAnswer = 64 * 1024 * 1024

    /// Answers come once the work is done: no time is set within which anything must be read.
    private static let client: HTTPClient = {
        let configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)))
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Has the server perform an action, and waits for as long as the work takes and the server is there.
    ///
    /// - Parameter patience: how long it may say nothing before it is asked whether it is there, and how long that may take.
    func perform(_ action: AdminAction, _ parameters: JSON, patience: Duration = .seconds(30)) async throws -> JSON {
        try await withThrowingTaskGroup(of: JSON.self) { group in
            group.addTask { try await answer(to: action, parameters) }
            group.addTask { throw await silence(after: patience) }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { preconditionFailure("two tasks were begun") }
            return result
        }
    }

    private func answer(to action: AdminAction, _ parameters: JSON) async throws -> JSON {
        var request = HTTPClientRequest(url: url + "/admin/" + action.rawValue)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer " + token)
        request.body = .bytes(ByteBuffer(string: parameters.text))
        let response: HTTPClientResponse
        do { response = try await ServerAddress.client.execute(request, timeout: ServerAddress.longestWork) } catch {
            throw noAnswer("\(error)")
        }
        let body = try await response.body.collect(upTo: ServerAddress.largestAnswer)
        let json = try JSON.parse([UInt8](buffer: body))
        if let message = json["error"]?.string { throw AdminError(message) }
        return json["result"] ?? .null
    }

    /// Comes back once the server is no longer there, with the error that says so.
    private func silence(after patience: Duration) async -> any Error {
        while true {
            do { try await Task.sleep(for: patience) } catch { return error }
            guard await health(within: TimeAmount(patience)) != nil else {
                return noAnswer("for \(patience) it did not even say that it lives")
            }
        }
    }

    private func noAnswer(_ reason: String) -> AdminError {
        AdminError(
            "the server that has the database open does not answer at \(url) (\(reason)); "
                + "look at its log, or stop it and run this again")
    }
}

extension ServerAddress {
    /// Whether a server answers there.
    ///
    /// A server that was killed leaves its address behind, and the client would try for ten seconds to reach it.
    var isAlive: Bool {
        get async { await health(within: .seconds(2))?.status == .ok }
    }

    /// What it says when asked how it is; nil where it says nothing in time.
    private func health(within limit: TimeAmount) async -> HTTPClientResponse? {
        try? await ServerAddress.client.execute(HTTPClientRequest(url: url + "/health"), timeout: limit)
    }
}

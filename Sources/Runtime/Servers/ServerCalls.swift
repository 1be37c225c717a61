import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import Synchronization
import Values

/// Asks the other servers on the database, over HTTP; questions and answers are signed.
final class ServerCalls: Sendable {
    private let seal: ServerSeal
    private let clock: SystemClock
    private let logger: Logger
    /// Made when it is first needed, since one that was made must be closed.
    private let client = Mutex<HTTPClient?>(nil)

    /// The header in which question and answer carry their seals.
    static let header = "Cartwheel-Seal"
    private static let mostBytes = 256 * 1024

    init(seal: ServerSeal, clock: SystemClock, logger: Logger) {
        self.seal = seal
        self.clock = clock
        self.logger = logger
    }

    /// - Returns: the answer, or nil where the server did not give one in time; then the log says why.
    func ask(_ server: ServerName, _ path: String, _ question: JSON, within limit: TimeAmount) async -> JSON? {
        do { return try await answer(server, path, question, limit) } catch {
            logger.warning("The server \(server.told) could not be asked: \(ServerCalls.reason(error))")
            return nil
        }
    }

    private func answer(
        _ server: ServerName, _ path: String, _ question: JSON, _ limit: TimeAmount
    ) async throws -> JSON {
        guard let url = server.url else { throw AdminError("it has no address") }
        let body = Array(question.text.utf8)
        let questionSeal = seal.seal(question: body, to: path, at: clock.now())
        var request = HTTPClientRequest(url: url + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: ServerCalls.header, value: questionSeal)
        request.body = .bytes(ByteBuffer(bytes: body))
        let response = try await opened().execute(request, timeout: limit)
        let answer = [UInt8](buffer: try await response.body.collect(upTo: ServerCalls.mostBytes))
        guard response.status == .ok else {
            throw AdminError(
                response.status == .forbidden
                    ? "it has another master key (403)" : "it answered \(response.status.code)")
        }
        guard let answerSeal = response.headers.first(name: ServerCalls.header),
            seal.isGood(answerSeal, answer: answer, to: questionSeal)
        else { throw AdminError("what answers there is no server of this installation") }
        return try JSON.parse(answer)
    }

    private static func reason(_ error: any Error) -> String {
        (error as? HTTPClientError)?.shortDescription ?? "\(error)"
    }

    private func opened() -> HTTPClient {
        client.withLock { client in
            if let client { return client }
            var configuration = HTTPClient.Configuration(
                redirectConfiguration: .disallow, timeout: .init(connect: .seconds(1)))
            configuration.httpVersion = .http1Only
            // One that was killed is not there: that is an answer too.
            configuration.connectionPool.retryConnectionEstablishment = false
            let made = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            client = made
            return made
        }
    }

    func close() async {
        let open = client.withLock { client in
            defer { client = nil }
            return client
        }
        try? await open?.shutdown()
    }
}

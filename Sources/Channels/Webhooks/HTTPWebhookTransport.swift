import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Calls other systems over HTTP: signed, bounded in time and size, never followed elsewhere, and never into the network
/// that this server stands in.
///
/// A name is looked up once for a call, and the call goes to the very address that was judged: a name that answers
/// otherwise a moment later gains nothing.
public final class HTTPWebhookTransport: WebhookTransport {
    private let signer: @Sendable () async throws -> WebhookSigner
    private let privateHosts: Set<String>
    private let now: @Sendable () -> Int64
    private let clients = Mutex<[Destination: HTTPClient]>([:])

    private struct Destination: Hashable { let host, address: String }

    static let connectTimeout = TimeAmount.seconds(5)
    static let timeout = TimeAmount.seconds(15)
    /// What is read of an answer.
    static let mostBytes = 64 * 1024
    /// Clients kept with their connections.
    static let mostClients = 64
    /// Of a refusal's text, shown to staff.
    static let mostShown = 200

    /// - Parameters:
    ///   - privateHosts: names and addresses of the own network that may be called all the same.
    ///   - now: seconds since 1970.
    public init(
        privateHosts: Set<String> = [], now: @escaping @Sendable () -> Int64,
        signer: @escaping @Sendable () async throws -> WebhookSigner
    ) {
        self.signer = signer
        self.privateHosts = Set(privateHosts.map { $0.lowercased() })
        self.now = now
    }

    public func close() async {
        let open = clients.withLock { clients in
            defer { clients = [:] }
            return Array(clients.values)
        }
        for client in open { try? await client.shutdown() }
    }

    public func send(_ call: WebhookCall) async -> WebhookOutcome {
        // In one spelling: the address is found again by it.
        guard var url = URLComponents(string: call.url), let host = url.host?.lowercased(), !host.isEmpty,
            !host.contains("%"), ["http", "https"].contains(url.scheme?.lowercased() ?? "")
        else { return .impossible("“\(call.url.prefix(80))” is no address that can be called") }
        let address: IPAddress
        switch await resolve(host) {
        case .success(let found): address = found
        case .failure(let error): return .failed(error.reason)
        }
        guard !address.isPrivate || privateHosts.contains(host) || privateHosts.contains(address.text) else {
            return .impossible(
                "\(host) lies in this server's own network (\(address.text)); let it be called with --private-webhooks \(host)"
            )
        }
        url.host = host
        var call = call
        call.url = url.string ?? call.url
        do {
            return try await execute(call, client(for: Destination(host: host, address: address.text)))
        } catch let error as HTTPClientError {
            return .failed("\(host) could not be called: \(error.shortDescription)")
        } catch {
            return .failed("\(host) could not be called: \(error)")
        }
    }

    private func execute(_ call: WebhookCall, _ client: HTTPClient) async throws -> WebhookOutcome {
        var request = HTTPClientRequest(url: call.url)
        request.method = HTTPMethod(rawValue: call.method)
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        let body = call.body ?? []
        let timestamp = now()
        request.headers.replaceOrAdd(name: "user-agent", value: "Cartwheel")
        request.headers.replaceOrAdd(name: "webhook-id", value: call.id)
        request.headers.replaceOrAdd(name: "webhook-timestamp", value: String(timestamp))
        request.headers.replaceOrAdd(
            name: "webhook-signature",
            value: try await signer().signature(id: call.id, timestamp: timestamp, body: body))
        if call.body != nil {
            if !request.headers.contains(name: "content-type") {
                request.headers.add(name: "content-type", value: "application/json")
            }
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let response = try await client.execute(request, timeout: HTTPWebhookTransport.timeout)
        var bytes: [UInt8] = []
        for try await part in response.body {
            bytes.append(contentsOf: part.readableBytesView)
            if bytes.count > HTTPWebhookTransport.mostBytes {
                return .failed("the answer is larger than \(HTTPWebhookTransport.mostBytes / 1024) KB")
            }
        }
        let status = Int(response.status.code)
        if (200..<300).contains(status) { return .answered(status: status, body: bytes) }
        return .refused(
            status: status,
            body: String(decoding: bytes.prefix(HTTPWebhookTransport.mostShown), as: UTF8.self),
            retryAfter: response.headers.first(name: "retry-after").flatMap(HTTPWebhookTransport.pause))
    }

    /// Seconds that the other side asks to be left alone for (RFC 9110, 10.2.3), up to a day; nil where it names a date.
    static func pause(_ text: String) -> Int? { Int(text).map { min(max($0, 0), 86_400) } }

    private func client(for destination: Destination) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[destination] { return client }
            if clients.count >= HTTPWebhookTransport.mostClients, let (old, client) = clients.first {
                clients[old] = nil
                Task { try? await client.shutdown() }
            }
            var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
            configuration.timeout.connect = HTTPWebhookTransport.connectTimeout
            configuration.timeout.read = HTTPWebhookTransport.timeout
            configuration.dnsOverride = [destination.host: destination.address]
            configuration.httpVersion = .http1Only
            configuration.decompression = .enabled(limit: .size(HTTPWebhookTransport.mostBytes))
            let client = HTTPClient(
                eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), configuration: configuration)
            clients[destination] = client
            return client
        }
    }

    private struct Unresolved: Error { let reason: String }

    private func resolve(_ host: String) async -> Result<IPAddress, Unresolved> {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : host
        if let address = IPAddress(bare) { return .success(address) }
        do {
            // Asking for a name blocks.
            let found = try await NIOThreadPool.singleton.runIfActive {
                try SocketAddress.makeAddressResolvingHost(bare, port: 0).ipAddress
            }
            if let address = found.flatMap({ IPAddress($0) }) { return .success(address) }
        } catch {}
        return .failure(Unresolved(reason: "there is no address for \(host)"))
    }
}

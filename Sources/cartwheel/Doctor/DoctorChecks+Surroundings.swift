import AsyncHTTPClient
import Foundation
import NIOCore
import Runtime
import Values

/// What lies around the program: its environment, and how the world reaches it.
extension DoctorChecks {
    /// Of tests, builds and benchmarks: no part of the running program asks for them.
    private static let otherVariables = ["CARTWHEEL_BUILD", "CARTWHEEL_OPTIMIZED_TESTS", "CARTWHEEL_SMTP_SINK"]
    private static let beginning = "CARTWHEEL_"
    private static let otherBeginning = "CARTWHEEL_TEST_"

    /// A name that nobody reads is a setting that does not count.
    static func environment(_ environment: [String: String]) -> [Finding] {
        let known = SystemOptions.variables + [MasterKey.variable]
        let strange = environment.keys.sorted().filter { name in
            name.uppercased().hasPrefix(beginning) && !known.contains(name) && !otherVariables.contains(name)
                && !name.hasPrefix(otherBeginning)
        }
        return strange.map { name in
            // What all begin with makes none of them near.
            let rests = known.map { String($0.dropFirst(beginning.count)) }
            let nearest = NearestName.of(String(name.dropFirst(beginning.count)), among: rests)
                .map { "did you mean \(beginning)\($0)?" }
            return .warning(
                "Environment",
                "\(name) is no setting and changes nothing; \(nearest ?? "known are \(known.joined(separator: ", "))")")
        }
    }

    /// How long the public address may take to answer.
    private static let patience = TimeAmount.seconds(3)

    /// Whether the world reaches us, as far as this machine can tell.
    static func publicAddress(_ configuration: Configuration) async -> [Finding] {
        let url = configuration.publicURL
        guard let host = URL(string: url)?.host, !isLoopback(host) else { return [] }
        let address = (url.hasSuffix("/") ? String(url.dropLast()) : url) + "/health"
        do {
            let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address), timeout: patience)
            guard answer.status == .ok else {
                return [
                    .warning(
                        "Public address",
                        "\(address) answers \(answer.status.code), expected 200; does your proxy lead to this server?")
                ]
            }
            return [.good("Public address", "\(url) leads to a server that is well")]
        } catch {
            return [
                .warning(
                    "Public address",
                    "\(address) does not answer within 3 seconds; look at DNS, proxy and firewall, or at CARTWHEEL_URL")
            ]
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "[::1]"
            || host.hasPrefix("127.")
    }
}

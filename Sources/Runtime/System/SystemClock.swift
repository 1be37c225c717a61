import Foundation
import Values

/// The machine's clock; handed in everywhere, so that tests can hold it.
public struct SystemClock: Sendable {
    private let read: @Sendable () -> Instant

    public init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

    public static let real = SystemClock {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    public func now() -> Instant { read() }

    /// Sleeps until a moment of this clock; returns at once where it has passed.
    func sleep(until moment: Instant) async throws {
        let wait = moment - now()
        guard wait > .zero else { return }
        try await Task.sleep(for: .milliseconds(wait.milliseconds))
    }
}

import Synchronization

/// How many requests with events wait to be stored: while they are many, the engine leaves them the processor.
final class IntakePressure: Sendable {
    /// A store's ordinary traffic keeps fewer under way.
    private static let many = 8
    private let requests = Atomic(0)

    var isHigh: Bool { requests.load(ordering: .relaxed) >= IntakePressure.many }

    func begin() { requests.add(1, ordering: .relaxed) }
    func end() { requests.subtract(1, ordering: .relaxed) }
}

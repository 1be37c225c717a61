import Foundation
import Logging

@testable import Runtime

/// Runs a test on a system with a database of its own, which is stopped and removed afterwards.
func withSystem<T>(_ body: (CartwheelSystem) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.path + "/runtime-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let system = try CartwheelSystem(Configuration(dataFolder: folder), logger: logger, environment: [:])
    try await system.start()
    let result: Result<T, any Error>
    do { result = .success(try await body(system)) } catch { result = .failure(error) }
    await system.stop()
    return try result.get()
}

/// Asks until the answer is yes.
/// - Returns: whether it was within ten seconds.
func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
        if try await isSo() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return try await isSo()
}

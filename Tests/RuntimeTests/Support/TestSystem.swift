import Foundation
import Logging

@testable import Runtime

/// Runs a test on a system with a database of its own, which is stopped and removed afterwards.
func withSystem<T>(_ body: (CartwheelSystem) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.path + "/runtime-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await withSystem(in: folder, body)
}

/// Runs a test on a system whose data lie in a folder, which stays.
func withSystem<T>(in folder: String, _ body: (CartwheelSystem) async throws -> T) async throws -> T {
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
/// - Returns: whether it was in time.
func eventually(within patience: Duration = .seconds(10), _ isSo: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end {
        if try await isSo() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return try await isSo()
}

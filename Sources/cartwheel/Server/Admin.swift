import Foundation
import Logging
import Runtime
import Storage
import Values

/// Performs actions in this process, or, where a server has the database open, through that server.
struct Admin {
    private let way: Way

    private enum Way {
        case here(CartwheelSystem)
        case there(ServerAddress)
    }

    /// Opens the database, or finds the server that has it open.
    static func open(_ options: SystemOptions) throws -> Admin {
        let configuration = try options.configuration()
        do {
            return Admin(way: .here(try CartwheelSystem(configuration, logger: options.quietLogger)))
        } catch DatabaseError.ownedByProcess(let process, let path) {
            guard let address = ServerAddress.read(folder: configuration.dataFolder) else {
                throw DatabaseError.ownedByProcess(process, path: path)
            }
            return Admin(way: .there(address))
        }
    }

    func perform(_ action: AdminAction, _ parameters: JSON = [:]) async throws -> JSON {
        switch way {
        case .here(let system): return try await system.perform(action, parameters)
        case .there(let address): return try await address.perform(action, parameters)
        }
    }

    func close() async {
        if case .here(let system) = way { await system.stop() }
    }

    /// Opens, performs one action, and closes again.
    static func perform(
        _ action: AdminAction, _ parameters: JSON = [:], _ options: SystemOptions
    ) async throws -> JSON {
        let admin = try open(options)
        do {
            let result = try await admin.perform(action, parameters)
            await admin.close()
            return result
        } catch {
            await admin.close()
            throw error
        }
    }
}

extension Admin {
    /// How often a job is asked how far it is.
    private static let askedEvery = Duration.milliseconds(250)

    /// Opens, performs one long action while a line says how far it is, and closes again.
    static func perform(
        _ action: AdminAction, _ parameters: JSON, _ options: SystemOptions, showing what: String
    ) async throws -> JSON {
        let admin = try open(options)
        let job = JSON.string(UUID().uuidString)
        var named = parameters.object ?? JSONObject()
        named["job"] = job
        let watching = Task {
            var line = ProgressLine()
            while line.isSeen, (try? await Task.sleep(for: Admin.askedEvery)) != nil {
                guard let state = try? await admin.perform(.progress, ["job": job]),
                    let done = state["done"]?.number?.integer, let total = state["total"]?.number?.integer
                else { continue }
                line.show(what, done: Int(done), fraction: Double(done) / Double(max(total, 1)))
            }
            line.finish()
        }
        let result: Result<JSON, any Error>
        do { result = .success(try await admin.perform(action, .object(named))) } catch { result = .failure(error) }
        watching.cancel()
        await watching.value
        await admin.close()
        return try result.get()
    }
}

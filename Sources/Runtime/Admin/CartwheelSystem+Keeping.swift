import Engine
import Foundation
import Storage
import Values

extension CartwheelSystem {
    private func person(_ parameters: JSON) async throws -> Profile {
        let who = try required("who", of: parameters)
        guard let profile = try await profile(of: who) else {
            throw AdminError("nobody is known as “\(who)”; check the spelling")
        }
        return profile
    }

    /// Erases a person: their events, messages and profile go; a suppression of their address stays, as a hash.
    func eraseProfile(_ parameters: JSON) async throws -> JSON {
        let profile = try await person(parameters)
        let job = parameters["job"]?.string
        defer { longWork.end(job) }
        let isErased = try await erasure.erase(profile.key) { [longWork] in
            longWork.note(job, done: $0.rowsDone, of: $0.rowsTotal)
        }
        guard isErased else { throw AdminError("this person was erased a moment ago") }
        try await previews.erased(profile.key)
        return ["erased": .string(String(profile.key.rawValue))]
    }

    /// Everything that is held about a person.
    func exportProfile(_ parameters: JSON) async throws -> JSON {
        let profile = try await person(parameters)
        let export = try await database.read { [scope] in
            try PersonalData.export(profile.key, in: scope, on: $0)
        }
        return export ?? .null
    }

    /// Writes a backup to a file of this machine.
    func backUp(_ parameters: JSON) async throws -> JSON {
        let path = try required("path", of: parameters)
        let job = parameters["job"]?.string
        defer { longWork.end(job) }
        let manifest = try await Backup().write(to: path, from: database, now: clock.now()) { [longWork] in
            longWork.note(job, done: $0.rowsDone, of: $0.rowsTotal)
        }
        return ["path": .string(path), "rows": .number(Number(manifest.totalRows))]
    }

    /// How far a job is: `done` and `total` rows; nothing before its first rows and after its last.
    func progress(_ parameters: JSON) throws -> JSON {
        guard let progress = longWork[try required("job", of: parameters)] else { return [:] }
        return ["done": .number(Number(progress.done)), "total": .number(Number(progress.total))]
    }

    /// Puts a backup in the place of what the database holds; no server may be running on it.
    public func restore(
        _ path: String, force: Bool, progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws -> BackupManifest {
        try await Backup().restore(
            path, into: database, force: force, recognisingErasedBy: erasure.tombstones, sharing: intakeStore,
            now: clock.now(), progress: progress)
    }
}

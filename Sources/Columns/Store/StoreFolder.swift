import Foundation
import Values

/// The folder of a store: its files, and a list of those that count.
struct StoreFolder: Sendable {
    let path: String

    /// A file that counts, with the profiles in it that were removed since it was written.
    struct Entry: Sendable {
        var name: String
        var dropped: Set<Int64> = []
        /// Stretches of ids of which it no longer speaks.
        var droppedRanges: [ClosedRange<Int64>] = []
    }

    struct List: Sendable {
        /// What the caller had told when the files were written: up to where of the database they go.
        var position: Int64 = 0
        var nextNumber: Int64 = 1
        /// The oldest first; of a profile in several files the newest counts.
        var entries: [Entry] = []
    }

    private var listPath: String { path + "/columns.list" }

    func filePath(_ name: String) -> String { path + "/" + name }

    static func name(_ number: Int64) -> String { "\(number).columns" }

    func make() throws(ColumnFileError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw ColumnFileError.failed(path: path, reason: "\(error)")
        }
    }

    func read() throws(ColumnFileError) -> List {
        let json = try MappedFile(path: listPath).directory
        guard let position = json["position"]?.number?.integer, let next = json["next"]?.number?.integer,
            let files = json["files"]?.array
        else { throw ColumnFileError.damaged(path: listPath) }
        let entries = files.compactMap { file -> Entry? in
            guard let name = file["name"]?.string else { return nil }
            let dropped = (file["dropped"]?.array ?? []).compactMap { $0.number?.integer }
            let ranges = (file["ranges"]?.array ?? []).compactMap { range -> ClosedRange<Int64>? in
                guard let low = range[0]?.number?.integer, let high = range[1]?.number?.integer, low <= high else {
                    return nil
                }
                return low...high
            }
            return Entry(name: name, dropped: Set(dropped), droppedRanges: ranges)
        }
        guard entries.count == files.count else { throw ColumnFileError.damaged(path: listPath) }
        return List(position: position, nextNumber: next, entries: entries)
    }

    /// Puts a new list in place of the old one at once.
    func write(_ list: List) throws(ColumnFileError) {
        let files = list.entries.map { entry -> JSON in
            [
                "name": .string(entry.name),
                "dropped": .array(entry.dropped.sorted().map { .number(Number($0)) }),
                "ranges": .array(
                    entry.droppedRanges.map {
                        [.number(Number($0.lowerBound)), .number(Number($0.upperBound))]
                    }),
            ]
        }
        let writer = try ColumnFileWriter(path: listPath)
        try writer.finish(
            directory: [
                "position": .number(Number(list.position)), "next": .number(Number(list.nextNumber)),
                "files": .array(files),
            ])
    }

    /// Deletes what no list names: files half written, and those whose profiles stand in newer ones.
    func sweep(keeping list: List) {
        let kept = Set(list.entries.map(\.name))
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        where (name.hasSuffix(".columns") || name.hasSuffix(".new")) && !kept.contains(name) {
            unlink(filePath(name))
        }
    }

    func clear() {
        unlink(listPath)
        sweep(keeping: List())
    }
}

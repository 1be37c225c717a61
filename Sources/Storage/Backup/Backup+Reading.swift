import Foundation
import Values

extension Backup {
    /// What a backup holds, once every line of it was read and its checksum found right. Cost: reads the whole file.
    public func inspect(_ path: String) throws -> BackupManifest {
        var manifest: BackupManifest?
        var counts: [String: Int] = [:]
        let found = try read(path) { item in
            switch item {
            case .head(let head): manifest = head
            case .table(let table, _): counts[table] = 0
            case .row(let table, _): counts[table, default: 0] += 1
            }
        }
        guard var manifest else { throw BackupError.damaged(path: path, line: 1, "it is empty") }
        guard counts == found else {
            throw BackupError.damaged(path: path, line: 0, "it holds other rows than it says")
        }
        manifest.rows = counts
        return manifest
    }

    enum Item {
        case head(BackupManifest)
        case table(String, columns: [String])
        case row(table: String, [JSON])
    }

    /// Hands out what the file holds, line by line.
    /// - Returns: the rows by table that its last line promises.
    @discardableResult
    func read(_ path: String, _ body: (Item) throws -> Void) throws -> [String: Int] {
        var reader = try BackupReader(path: path)
        defer { reader.close() }
        guard let head = try reader.next() else { throw reader.damaged("it is empty") }
        try body(.head(try Backup.head(head, of: reader)))
        var table: (name: String, width: Int)?
        while let line = try reader.next() {
            if let row = line.array {
                guard let table, row.count == table.width else { throw reader.damaged("a row is out of place") }
                try body(.row(table: table.name, row))
            } else if let name = line["table"]?.string, let columns = line["columns"]?.array?.map(\.string) {
                table = (name, columns.count)
                try body(.table(name, columns: columns.compactMap { $0 }))
            } else if let counts = line["rows"]?.object, let checksum = line["checksum"]?.string {
                guard checksum == String(reader.checksum.finish(), radix: 16) else {
                    throw reader.damaged("its checksum is wrong: it was changed")
                }
                return Dictionary(
                    counts.members.map { ($0.key, Int($0.value.number?.integer ?? -1)) }, uniquingKeysWith: { $1 })
            } else {
                throw reader.damaged("this line is none of a backup")
            }
        }
        throw reader.damaged("its end is missing")
    }

    private static func head(_ json: JSON, of reader: BackupReader) throws -> BackupManifest {
        guard let format = json["cartwheel_backup"]?.number?.integer, let schema = json["schema"]?.number?.integer,
            let text = json["made_at"]?.string, let madeAt = Instant(iso8601: text),
            let last = json["last_event"]?.number?.integer
        else { throw reader.damaged("it is no backup of Cartwheel") }
        guard format <= BackupManifest.format, schema <= Migrations.latest else {
            throw BackupError.tooNew(schema: Int(schema), known: Migrations.latest)
        }
        return BackupManifest(
            schema: Int(schema), madeAt: madeAt, database: json["database"]?.string ?? "", lastEvent: last)
    }
}

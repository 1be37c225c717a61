import Columns
import Engine
import Storage
import Values

/// Reads customers with all that conditions read of them, for the columns that previews are counted from.
protocol PreviewSource: Sendable {
    /// The next customers of a range after a key, in the order of their keys.
    func page(in range: BucketRange, after last: ProfileKey?, limit: Int) async throws -> PreviewPage

    /// These customers as they are now; who is gone or has moved is left out.
    func customers(_ keys: [ProfileKey]) async throws -> PreviewPage
}

/// Customers as they were read in one transaction.
struct PreviewPage: Sendable {
    var records: [ProfileRecord]
    /// By which definitions they were read.
    var footing: ColumnFooting
    /// How often the database had been lost before.
    var losses: Int
    /// After which key there may be more; nil at the end of the range.
    var goesOnAfter: ProfileKey?
}

/// Why columns cannot be kept.
struct TooManyEventNames: Error, CustomStringConvertible {
    var description: String {
        "there are more than \(StoredCustomerPages.mostNames) names of events; previews are counted from a sample"
    }
}

/// The customers of the database, as a scan over everybody reads them.
struct StoredCustomerPages: PreviewSource {
    let database: any Database
    let customers: CustomerStore
    let definitions: DefinitionsService

    /// Each name has columns of its own; a store has hundreds, and only an attacker more than this.
    static let mostNames = 2_000

    func page(in range: BucketRange, after last: ProfileKey?, limit: Int) async throws -> PreviewPage {
        try await database.read { connection in
            var scan = try scan(in: [range], on: connection)
            scan.goOn(after: last)
            let found = try scan.next(limit, on: connection)
            return page(found, scan, goesOnAfter: scan.isDone ? nil : scan.reached, on: connection)
        }
    }

    func customers(_ keys: [ProfileKey]) async throws -> PreviewPage {
        try await database.read { connection in
            let scan = try scan(in: [], on: connection)
            let rows = try customers.profiles(keys, on: connection).values.sorted { $0.key < $1.key }
            return page(try scan.customers(rows, on: connection), scan, goesOnAfter: nil, on: connection)
        }
    }

    private func scan(in ranges: [BucketRange], on connection: any Connection) throws -> CustomerScan {
        let names = try VocabularyStore().eventNames(limit: StoredCustomerPages.mostNames + 1, on: connection)
        guard names.count <= StoredCustomerPages.mostNames else { throw TooManyEventNames() }
        return CustomerScan(
            customers, try definitions.upToDate(on: connection), reading: SegmentEvent.names.union(names), in: ranges)
    }

    private func page(
        _ found: [Customer], _ scan: CustomerScan, goesOnAfter: ProfileKey?, on connection: any Connection
    ) -> PreviewPage {
        PreviewPage(
            records: found.map {
                ProfileRecord(id: $0.profile.key.rawValue, subject: $0.inColumns(scan.definitions))
            },
            footing: ColumnFooting(scan.definitions), losses: connection.losses, goesOnAfter: goesOnAfter)
    }
}

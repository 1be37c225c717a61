import Columns
import Conditions
import Engine
import Foundation
import Logging
import Synchronization
import Values

@testable import Runtime

extension PreviewServiceTests {
    /// Customers as a database would hold them.
    final class People: PreviewSource {
        let all = Mutex<[Int64: Subject]>([:])
        let losses = Mutex(0)
        let definitions = Mutex(Definitions(version: 1, flows: []))

        func page(in range: BucketRange, after last: ProfileKey?, limit: Int) async throws -> PreviewPage {
            let keys = all.withLock { all in
                all.keys.sorted().filter {
                    ProfileKey(rawValue: $0).bucket.range == range && $0 > last?.rawValue ?? .min
                }.prefix(limit)
            }
            let page = page(keys.map(ProfileKey.init(rawValue:)))
            return PreviewPage(
                records: page.records, footing: page.footing, losses: page.losses,
                goesOnAfter: keys.count < limit ? nil : keys.last.map(ProfileKey.init(rawValue:)))
        }

        func customers(_ keys: [ProfileKey]) async throws -> PreviewPage { page(keys) }

        private func page(_ keys: [ProfileKey]) -> PreviewPage {
            let records = all.withLock { all in
                keys.compactMap { key in all[key.rawValue].map { ProfileRecord(id: key.rawValue, subject: $0) } }
            }
            return PreviewPage(
                records: records, footing: ColumnFooting(definitions.withLock { $0 }),
                losses: losses.withLock { $0 }, goesOnAfter: nil)
        }

        subscript(number: Int) -> Subject? {
            get { all.withLock { $0[PreviewServiceTests.key(number).rawValue] } }
            set { all.withLock { $0[PreviewServiceTests.key(number).rawValue] = newValue } }
        }
    }

    static func key(_ number: Int) -> ProfileKey {
        IdentityKey(Identity(stored: .user, value: "p\(number)"), workspace: .first)
    }

    struct Rig {
        let people = People()
        let changes = ChangedCustomers()
        let folder = NSTemporaryDirectory() + "previews-\(UUID().uuidString)"
        let service: PreviewService

        init() {
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            service = PreviewService(
                folder: folder, source: people, changes: changes, isPressed: { false }, logger: logger)
        }

        func change(_ number: Int, _ subject: Subject?) {
            people[number] = subject
            changes.note([PreviewServiceTests.key(number)])
        }

        /// How many files hold these bytes.
        func files(with text: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
                // One that goes meanwhile holds nothing.
                (try? Data(contentsOf: URL(filePath: folder + "/" + name)))?.range(of: Data(text.utf8)) != nil
            }
        }
    }
}

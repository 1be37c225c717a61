/// One table of the schema: what it holds, and of whom. Erasure, export and backup go by it.
struct StoredTable: Sendable {
    /// Whom a column's values tell something about.
    enum Content: Sendable {
        /// Nobody.
        case none
        /// A shopper: erased with the person.
        case person
        /// Somebody who works with the console: goes with the account.
        case staff
        /// Nobody, but not to be seen outside: never in a backup.
        case secret
    }

    enum Kind: Sendable { case int, text, blob }

    struct Column: Sendable {
        let name: String
        let kind: Kind
        let content: Content

        static func int(_ name: String, _ content: Content = .none) -> Column {
            Column(name: name, kind: .int, content: content)
        }
        static func text(_ name: String, _ content: Content = .none) -> Column {
            Column(name: name, kind: .text, content: content)
        }
        static func blob(_ name: String, _ content: Content = .none) -> Column {
            Column(name: name, kind: .blob, content: content)
        }
    }

    /// What a backup does with it.
    enum Backup: Sendable {
        case kept
        /// Of one run of the program, or secret.
        case leftOut
    }

    let name: String
    /// The primary key, by which its rows are walked.
    let key: [String]
    let columns: [Column]
    let backup: Backup

    init(_ name: String, key: [String], backup: Backup = .kept, _ columns: Column...) {
        self.name = name
        self.key = key
        self.columns = columns
        self.backup = backup
    }

    var holdsPersonalData: Bool { columns.contains { $0.content == .person } }
}

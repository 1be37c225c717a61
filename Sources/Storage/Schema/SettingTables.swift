/// Who changed which settings, and when.
enum SettingTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE setting_changes (
                workspace \(d.int) NOT NULL, at \(d.int) NOT NULL, author \(d.text) NOT NULL,
                changes \(d.text) NOT NULL, PRIMARY KEY (workspace, at, author)) \(d.strict)
            """
        ]
    }
}

/// What every source file keeps to. A fault says the file, the line and what to do.
enum TidyRule: String, CaseIterable {
    case sqlInStorage = "SQL stands in Storage alone"
    case htmlInViews = "HTML stands in views and messages alone"
    case filesAreShort = "no file is longer than 300 lines"
    case functionsAreShort = "no function is longer than 60 lines"
    case nothingIsLeftToDo = "nothing is left to be done in a comment"
    case importsPointDown = "a module imports only those that it may"
    case callsTakeAScope = "a call of the repository takes a WorkspaceScope, or says why not"

    private static let mostLines = 300
    /// Aimed at are 40; a list of a system's parts or of a command's kinds takes more.
    private static let mostLinesOfFunction = 60

    func faults(in file: SourceFile) -> [String] {
        switch self {
        case .sqlInStorage:
            guard !file.isTest, file.module != "Storage" else { return [] }
            return file.faults(TidyRule.sql, "SQL: make it a named function of Sources/Storage and call that")
        case .htmlInViews:
            guard !file.isTest, !TidyRule.modulesOfHTML.contains(file.module) else { return [] }
            return file.faults(TidyRule.tag, "HTML: write it in a view of Sources/Pages, fed by a model") {
                !$0.isComment && !$0.contains("example: ")
            }
        case .filesAreShort:
            let count = file.lines.count - (file.lines.last == "" ? 1 : 0)
            guard count > TidyRule.mostLines else { return [] }
            return ["\(file.path):\(TidyRule.mostLines + 1): \(count) lines: split it by what it is about"]
        case .functionsAreShort:
            // A test is a story or a table.
            guard !file.isTest else { return [] }
            return FunctionLength.all(in: file).filter { $0.length > TidyRule.mostLinesOfFunction }.map {
                "\(file.path):\($0.line): \($0.name) takes \($0.length) lines: split it by what it does"
            }
        case .nothingIsLeftToDo:
            return file.faults(TidyRule.leftOver, "do it now, or say in docs/decisions why not")
        case .importsPointDown:
            guard !file.isTest, !file.path.contains("/Plugins/") else { return [] }
            guard let may = ModuleTable.imports(of: file.module) else {
                return ["\(file.path):1: the module \(file.module) is new: give it a row in ModuleTable"]
            }
            return file.lines.enumerated().compactMap { number, line in
                guard let name = line.importedModule, ModuleTable.isOurs(name), !may.contains(name) else { return nil }
                return "\(file.path):\(number + 1): \(file.module) may not import \(name): "
                    + "hand the value in, or move what is shared below both (ModuleTable)"
            }
        case .callsTakeAScope:
            guard file.path.hasPrefix("Sources/Storage/") else { return [] }
            return UnscopedCalls.calls(in: file).filter { !UnscopedCalls.all.contains($0.name) }.map { call in
                "\(file.path):\(call.line): \(call.name) takes no WorkspaceScope: hand it one, or say in UnscopedCalls why not"
            }
        }
    }

    private static let sql =
        #"\b(SELECT [a-z0-9*("$'\\]|INSERT INTO |DELETE FROM |UPDATE [a-z_\\]+.* SET |"#
        + "(CREATE|ALTER|DROP) (TABLE|INDEX|DATABASE|UNIQUE) )"
    private static let tag =
        "<(/?(html|head|body|div|span|p|a|table|tr|td|th|ul|ol|li|form|input|button|section|strong|h[1-6])[ >]|!doctype)"
    private static let leftOver = #"//.*\b(TO[D]O|FIX[M]E|XX[X])\b"#

    /// The console's pages; what a message is made of, the tag `tablerow` of its templates, and the messages that
    /// make-believe flows send.
    private static let modulesOfHTML: Set<String> = ["Pages", "Messages", "Liquid", "Simulation"]
}

extension String {
    fileprivate var isComment: Bool { drop { $0 == " " }.hasPrefix("//") }

    /// The module that a line imports.
    var importedModule: String? {
        guard let first, "@ip".contains(first) else { return nil }
        var words = split(separator: " ").map(String.init)
        guard let place = words.firstIndex(of: "import"), place <= 2 else { return nil }
        words.removeFirst(place + 1)
        if let kind = words.first, ["struct", "enum", "class", "func"].contains(kind) { words.removeFirst() }
        return words.first.map { String($0.prefix { $0 != "." }) }
    }
}

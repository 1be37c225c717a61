import Testing

@Suite("Tidiness of the sources")
struct TidyTests {
    @Test("the whole project keeps to every rule", arguments: TidyRule.allCases)
    func project(rule: TidyRule) throws {
        let files = try SourceFile.all()
        #expect(files.count > 800 && Set(files.map(\.module)).isSuperset(of: ["Storage", "Engine", "cartwheel"]))
        for fault in files.flatMap(rule.faults) { Issue.record("\(fault)") }
    }

    @Test(
        "what a rule forbids is found, with its file and line",
        arguments: [
            (TidyRule.sqlInStorage, "Sources/Runtime/A/A.swift", #"try connection.query("SELECT key FROM events")"#),
            (.sqlInStorage, "Domain/Sources/Engine/A.swift", #"let text = "UPDATE events SET name = $1""#),
            (.htmlInViews, "Sources/Console/A/A.swift", #"let page = "<p>\(name)</p>""#),
            (.nothingIsLeftToDo, "Tests/RuntimeTests/A.swift", "let a = 1  // " + "TO" + "DO: the rest"),
            (.importsPointDown, "Sources/Storage/A/A.swift", "import Runtime"),
            (.importsPointDown, "Domain/Sources/Engine/A.swift", "@testable import Simulation"),
            (.filesAreShort, "Sources/Runtime/A/A.swift", String(repeating: "//\n", count: 300)),
            (
                .functionsAreShort, "Sources/Runtime/A/A.swift",
                "func long() {\n" + String(repeating: "    a()\n", count: 59) + "}"
            ),
            (
                .callsTakeAScope, "Sources/Storage/A/A.swift",
                "    public func rows(\n        of a: Int, on connection: any Connection\n    ) throws -> [Int] {"
            ),
        ])
    func planted(rule: TidyRule, path: String, line: String) {
        let file = SourceFile(path: path, text: "// A\n" + line)
        let place = rule == .filesAreShort ? 301 : 2
        #expect(rule.faults(in: file).map { $0.hasPrefix("\(path):\(place): ") } == [true])
    }

    @Test("what a rule allows is not found")
    func allowed() {
        let storage = SourceFile(path: "Sources/Storage/A/A.swift", text: "import Engine\nlet a = \"SELECT b\"")
        let view = SourceFile(path: "Sources/Pages/A/A+View.swift", text: "import Values\nlet a = \"<p>\"")
        let generic = SourceFile(path: "Sources/Console/A/A.swift", text: "/// <p>\nlet a: Set<A> = [],\nXXX = 1")
        for rule in TidyRule.allCases {
            #expect([storage, view, generic].flatMap(rule.faults) == [])
        }
    }

    @Test("a function is as long as from its first line to the brace that ends it")
    func lengths() {
        let text = """
            protocol A {
                func announced()
            }
            extension B {
                @discardableResult public static func one<C>(
                    of c: C
                ) -> C {
                    func inner() {
                        a()
                    }

                    return c
                }
                func short() { a() }
                init?(_ d: D) {
                    guard d.isThere else { return nil }
                }
            }
            """
        let found = FunctionLength.all(in: SourceFile(path: "Sources/A/A.swift", text: text))
        #expect(found.map(\.name) == ["one", "inner", "init?"])
        #expect(found.map(\.line) == [5, 8, 15] && found.map(\.length) == [9, 3, 3])
    }

    @Test("every call that is excused from taking a scope is there")
    func excused() throws {
        let calls = try SourceFile.all().filter { $0.path.hasPrefix("Sources/Storage/") }.flatMap(UnscopedCalls.calls)
        #expect(UnscopedCalls.all.subtracting(calls.map(\.name)) == [])
    }

    @Test("the table of modules points down: a row names only rows above it")
    func table() {
        var above: Set<String> = []
        for row in ModuleTable.rows {
            #expect(row.imports.isSubset(of: above), "\(row.module)")
            above.insert(row.module)
        }
    }

    @Test("docs/architecture.md names each module with what it may import")
    func document() throws {
        let text = try SourceFile.text(of: "docs/architecture.md")
        let start = try #require(text.range(of: "| module | what it is |"))
        let rows = text[start.upperBound...].split(separator: "\n").dropFirst().drop { $0.hasPrefix("|--") }
            .prefix { $0.hasPrefix("| `") }
        var documented: [String: Set<String>] = [:]
        for row in rows {
            let cells = row.split(separator: "|").map { $0.filter { $0 != "`" && $0 != " " } }
            documented[try #require(cells.first)] = Set((cells.last ?? "").split(separator: ",").map(String.init))
        }
        // What belongs to a module beside it, and libraries of C.
        let parts: Set<String> = ["TextEmbedder", "BacktestBenchmark", "CLibPQ", "CSQLite", "CZlib"]
        for (module, imports) in ModuleTable.rows where !parts.contains(module) {
            let ours = imports.subtracting(parts)
            let said = documented.removeValue(forKey: module)
            #expect(said == (ours.isEmpty ? ["nothing"] : ours), "\(module)")
        }
        #expect(documented.isEmpty)
    }
}

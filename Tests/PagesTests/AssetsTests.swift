import Testing

@testable import Pages

@Suite("assets")
struct AssetsTests {
    @Test("every file is served under a name that holds its hash", arguments: Assets.names)
    func files(name: String) throws {
        let url = Assets.url(name)
        #expect(url.wholeMatch(of: /\/assets\/[a-z-]+\.[0-9a-f]{16}\.(css|js|svg)/) != nil)
        let file = try #require(Assets.file(named: String(url.dropFirst(Route.assets.count))))
        #expect(!file.bytes.isEmpty)
        #expect(file.contentType != "application/octet-stream")
    }

    @Test(
        "a plain name, an old hash and a path out of the folder find nothing",
        arguments: [
            "app.css", "app.0000000000000000.css", "../Package.swift", "",
        ])
    func strangers(name: String) {
        #expect(Assets.file(named: name) == nil)
    }

    @Test("a module names the others by their hashed names, so that none is ever stale")
    func references() throws {
        for name in Assets.names {
            let text = try Self.text(of: name)
            for match in text.matches(of: /"\.\/([^"]+)"/) {
                #expect(Assets.file(named: String(match.output.1)) != nil, "\(name) names \(match.output.1)")
            }
        }
        #expect(try Self.text(of: "console.js").contains("./live."))
    }

    @Test("every picture is in the sprite, and the sprite holds no other")
    func icons() throws {
        let symbols = try Self.text(of: "icons.svg").matches(of: /<symbol id="([^"]+)"/).map { String($0.output.1) }
        #expect(Set(symbols) == Set(Icon.allCases.map(\.rawValue)))
        #expect(symbols.count == Icon.allCases.count)
    }

    @Test(
        "no module writes markup from text, or runs text as code",
        arguments: Assets.names.filter { $0.hasSuffix(".js") })
    func safeModules(name: String) throws {
        let text = try Self.text(of: name)
        for forbidden in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
            #expect(!text.contains(forbidden))
        }
    }

    static func text(of name: String) throws -> String {
        let hashed = String(Assets.url(name).dropFirst(Route.assets.count))
        return String(decoding: try #require(Assets.file(named: hashed)).bytes, as: UTF8.self)
    }
}

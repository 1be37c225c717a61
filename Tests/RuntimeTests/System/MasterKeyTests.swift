import Foundation
import Testing

@testable import Runtime

@Suite("The installation's key")
struct MasterKeyTests {
    private let file = FileManager.default.temporaryDirectory.path + "/runtime-\(UUID().uuidString).key"

    @Test("it is made at the first start, for its owner's eyes, and read at every other")
    func madeOnce() throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        let made = try MasterKey.load(file: file, environment: [:])
        let read = try MasterKey.load(file: file, environment: [:])
        #expect(made.derived(for: "links") == read.derived(for: "links"))
        #expect(made.derived(for: "links") != made.derived(for: "cookies"))
        let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
    }

    @Test("the environment goes before the file, and no file is written then")
    func environmentFirst() throws {
        let text = String(repeating: "0f", count: 32)
        let key = try MasterKey.load(file: file, environment: [MasterKey.variable: text])
        #expect(key.derived(for: "links") == MasterKey(bytes: Array(repeating: 0x0F, count: 32)).derived(for: "links"))
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("what is no key stops the start and is never written over", arguments: ["", "0f", "not hexadecimal"])
    func noKey(_ text: String) throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(throws: StartupError.self) {
            _ = try MasterKey.load(file: file, environment: [MasterKey.variable: text])
        }
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(throws: StartupError.self) { _ = try MasterKey.load(file: file, environment: [:]) }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    }
}

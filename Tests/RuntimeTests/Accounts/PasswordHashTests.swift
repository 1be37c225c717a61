import Engine
import Foundation
import Storage
import Testing

@testable import Runtime

@Suite("A console's password")
struct PasswordHashTests {
    private static let password = "correct horse battery"

    @Test("is stored as a scrypt hash with its cost and a salt of its own, and never itself")
    func stored() async throws {
        try await withSystem { system in
            for name in ["ana", "ben"] {
                _ = try await system.perform(
                    .addAccount, ["email": .string(name + "@shop.example"), "password": .string(Self.password)])
            }
            let stored = try await system.database.read { connection in
                try connection.all("SELECT password FROM accounts ORDER BY name") { $0.text(0) }
            }
            #expect(stored.count == 2 && Set(stored).count == 2, "equal passwords look different")
            for text in stored {
                let parts = text.split(separator: "$")
                try #require(parts.count == 4)
                #expect(parts[0] == "scrypt" && parts[1] == "15")
                #expect(Data(base64Encoded: String(parts[2]))?.count == 16)
                #expect(Data(base64Encoded: String(parts[3]))?.count == 32)
                #expect(!text.contains(Self.password))
                #expect(!text.contains(Data(Self.password.utf8).base64EncodedString()))
                #expect(Vault.verify(password: Self.password, against: text))
            }
        }
    }

    @Test("is not taken once a byte of its hash or salt, its cost or its own letters are changed")
    func changed() throws {
        let stored = try Vault.hash(password: Self.password)
        let parts = stored.split(separator: "$").map(String.init)
        func with(_ place: Int, _ text: String) -> String {
            var parts = parts
            parts[place] = text
            return parts.joined(separator: "$")
        }
        for place in [2, 3] {
            let bytes = [UInt8](try #require(Data(base64Encoded: parts[place])))
            for index in [0, bytes.count - 1] {
                var bytes = bytes
                bytes[index] ^= 1
                let forged = with(place, Data(bytes).base64EncodedString())
                #expect(!Vault.verify(password: Self.password, against: forged), "\(place) \(index)")
            }
            let cut = with(place, Data(bytes.dropLast()).base64EncodedString())
            #expect(!Vault.verify(password: Self.password, against: cut))
        }
        #expect(!Vault.verify(password: Self.password, against: with(1, "14")))
        #expect(
            !Vault.verify(password: Self.password, against: with(1, "60")) && !Vault.verify(password: "", against: ""))
        #expect(!Vault.verify(password: "correct horse batterx", against: stored))
        #expect(Vault.verify(password: Self.password, against: stored))
    }
}

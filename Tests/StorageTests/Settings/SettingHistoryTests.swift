import Engine
import Testing
import Values

@testable import Storage

@Suite("The history of settings")
struct SettingHistoryTests {
    @Test("changes are told newest first, a bounded number of them", arguments: TestDatabase.reachable)
    func history(kind: TestDatabase) async throws {
        try await kind.open { database in
            let told = try await database.write(lane: .jobs) { connection in
                let store = DefinitionStore()
                for number in 0..<(DefinitionStore.mostSettingChanges + 5) {
                    let change = StoredSettingChange(
                        author: "Mia", at: noon + .seconds(Int64(number)),
                        changes: ["marketing_per_day": [.number(Number(number)), .null]])
                    try store.note(change, in: shop, on: connection)
                    try store.note(change, in: shop, on: connection)
                }
                return try store.settingChanges(in: shop, on: connection)
            }
            #expect(told.count == DefinitionStore.mostSettingChanges)
            #expect(told.first?.at == noon + .seconds(Int64(DefinitionStore.mostSettingChanges + 4)))
            #expect(told.first?.changes == ["marketing_per_day": [34, .null]] && told.first?.author == "Mia")
        }
    }
}

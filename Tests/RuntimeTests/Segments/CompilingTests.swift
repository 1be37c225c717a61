import Conditions
import Engine
import Testing

@testable import Runtime

@Suite("Conditions of the definitions")
struct CompilingTests {
    private static func conditions(_ system: CartwheelSystem) async throws -> (
        version: Int64, compiled: [CompiledCondition]
    ) {
        let known = try await system.database.read { try system.definitions.upToDate(on: $0) }
        return (known.version, known.segments.map(\.condition))
    }

    @Test("are compiled once for each version of the definitions, whoever asks for them, and anew after an edit")
    func once() async throws {
        try await withSystem { system in
            let text = #"any("Product Viewed", last: 30 days)"#
            try await system.segments.create([SegmentDraft(name: "Viewers", text: text)], author: "test")
            // The end of the build is another version, which may come between two readings.
            #expect(
                try await eventually {
                    let (one, other) = (try await Self.conditions(system), try await Self.conditions(system))
                    return one.version == other.version && !one.compiled.isEmpty
                        && zip(one.compiled, other.compiled).allSatisfy { $0 === $1 }
                })
            let before = try await Self.conditions(system)
            let edited = #"any("Product Viewed", last: 60 days)"#
            _ = try await system.segments.edit("Viewers", author: "test") { $0.text = edited }
            let after = try await Self.conditions(system)
            #expect(after.version > before.version)
            #expect(after.compiled.map(\.text).contains(edited) && !after.compiled.map(\.text).contains(text))
        }
    }
}

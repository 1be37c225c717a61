import Columns
import Foundation

/// Counts of conditions over a million profiles and twenty million events in columns, and the same as plain SQL.
enum PreviewRates: Benchmark {
    static let figures = [
        "segments.preview_median", "segments.preview_worst", "segments.preview_filtered", "segments.memory",
        "segments.disk", "segments.versus_sqlite", "segments.versus_postgres",
    ]
    static let isApart = true

    static func run(in site: BenchSite) async throws -> [Figure] {
        let year = ShopYear(profiles: site.count(1_000_000), seed: 7)
        let folder = try site.newFolder("columns")
        site.say("segments: building columns of \(year.profiles) profiles")
        let clock = ContinuousClock()
        let spent = try clock.measure {
            _ = try ColumnStore.rebuild(
                folder: folder, from: year.sources(of: ColumnFileBuilder.mostProfiles), position: 0)
        }
        site.say("segments: built in \(Int(spent / .seconds(1))) s")
        let process = try site.launch("preview", [BenchPreviewCommand.name, folder])
        let printed = try await process.result(within: .seconds(300))
        let found = try JSONDecoder().decode(PreviewCounts.self, from: Data(printed.utf8))
        for count in found.counts {
            site.say("segments: \(String(format: "%6.1f", count.milliseconds)) ms, \(count.count): \(count.condition)")
        }
        return figures(found) + (try await SegmentPeers(year: year, found: found).measure(in: site))
    }

    private static func figures(_ found: PreviewCounts) -> [Figure] {
        let plain = found.milliseconds(PreviewConditions.plain)
        let filtered = found.milliseconds(PreviewConditions.filtered)
        func figure(_ name: String, _ value: Double, _ unit: String, below: Double?) -> Figure {
            Figure(name: "segments.\(name)", value: value, unit: unit, limit: nil, target: below.map { .below($0) })
        }
        return [
            figure("preview_median", (plain + filtered).sorted().percentile(0.5), "ms", below: 60),
            figure("preview_worst", plain.last ?? 0, "ms", below: 150),
            figure("preview_filtered", filtered.last ?? 0, "ms", below: 400),
            figure("memory", found.anonymousMegabytes, "MB", below: 300),
            figure("disk", Double(found.bytesOnDisk) / 1_000_000, "MB", below: nil),
            figure("open", found.openedInMilliseconds, "ms", below: nil),
        ]
    }
}

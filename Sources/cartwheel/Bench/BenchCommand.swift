import ArgumentParser
import Foundation

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures this build on this machine, each figure beside the raw limit of the same run.",
        discussion: """
            The server under test and the load are processes of their own, over HTTP on loopback; databases lie in a \
            temporary folder. The raw limit is what the database does with the same rows in the same tables and \
            indexes through its plain C interface. Close other programs first, and build with -c release.

            Names: \(Benchmarks.names); or the beginning of some, such as \
            pipeline. Without a name all but schema and segments are measured, which takes some twenty minutes; with --quick, \
            three. Segments take some fifteen more.
            Example: cartwheel bench pipeline --quick
            """)

    @Argument(help: "Which figures; without any, all.") var names: [String] = []
    @Flag(help: "A tenth of the events: for a first look.") var quick = false
    @Option(help: "A PostgreSQL server to measure on (CARTWHEEL_TEST_POSTGRES); without one, one is started.")
    var postgres: String?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        for name in names where !Benchmarks.all.contains(where: { $0.answers(to: name) }) {
            throw ValidationError(
                "there is no figure “\(name)”; known are \(Benchmarks.names)")
        }
    }

    func run() async throws {
        let site = try BenchSite(isQuick: quick, postgres: postgres)
        let stops = site.cleanUpWhenInterrupted()
        defer {
            for stop in stops { stop.cancel() }
            site.cleanUp()
        }
        var rows: [[String]] = []
        var hasFailed = false
        let wanted = Benchmarks.all.filter { isWanted($0) }
        let begin = ContinuousClock.now
        for (done, benchmark) in wanted.enumerated() {
            if done > 0 {
                let seconds = (ContinuousClock.now - begin) / .seconds(1)
                let left = seconds / Double(done) * Double(wanted.count - done)
                site.say(
                    "\(done) of \(wanted.count) done in \(ProgressLine.clock(seconds)), about \(ProgressLine.clock(left)) left"
                )
            }
            do {
                for figure in try await benchmark.run(in: site) {
                    if output.json { print(figure.json.text) } else { rows.append(figure.cells) }
                    fflush(nil)
                }
            } catch {
                hasFailed = true
                site.say("\(benchmark.figures[0]): not measured: \(error)")
            }
            site.killProcesses()
        }
        if !output.json { print(Table.text(Figure.headings, rows)) }
        if hasFailed { throw ExitCode.failure }
    }

    private func isWanted(_ benchmark: any Benchmark.Type) -> Bool {
        names.isEmpty ? !benchmark.isApart : names.contains { benchmark.answers(to: $0) }
    }
}

import Foundation
import Testing

@Suite("The launcher")
struct LauncherTests {
    /// The launcher in a project of empty files, beside a compiler that only writes down what it is asked to build.
    private struct Project {
        static let sources = [
            "Package.swift", "Sources/A.swift", "Domain/Package.swift", "Domain/Sources/B.swift",
            "Domain/Plugins/C.swift",
        ]
        private let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            let root = URL(filePath: #filePath).resolvingSymlinksInPath().appending(path: "../../../..")
                .standardizedFileURL
            try FileManager.default.copyItem(atPath: root.path + "/cartwheel", toPath: folder.file("cartwheel"))
            for name in ["Sources", "Domain/Sources", "Domain/Plugins", "bin"] {
                try FileManager.default.createDirectory(
                    atPath: folder.file(name), withIntermediateDirectories: true)
            }
            for name in Project.sources {
                try folder.write("", to: name)
                try change(name, secondsAgo: 60)
            }
            let compiler = #"""
                #!/bin/sh
                echo "$*" >> built
                case "$*" in *release*) out=.build-release/release ;; *) out=.build/debug ;; esac
                mkdir -p "$out"
                printf '#!/bin/sh\necho "%s $*"\n' "$out/cartwheel" > "$out/cartwheel"
                chmod +x "$out/cartwheel"
                """#
            try program("swift", compiler)
            try program("dpkg-query", "#!/bin/sh\necho 'install ok installed'\n")
        }

        private func program(_ name: String, _ text: String) throws {
            let path = try folder.write(text, to: "bin/" + name)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }

        func change(_ name: String, secondsAgo seconds: Double) throws {
            let date = Date(timeIntervalSinceNow: -seconds)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: folder.file(name))
        }

        /// What the compiler was asked for so far.
        var built: [String] { folder.text("built").split(separator: "\n").map(String.init) }

        /// Runs the launcher.
        /// - Returns: what the program said that it handed over to.
        func launch(_ arguments: String...) async throws -> String {
            let outcome = try TemporaryFolder()
            var environment = Program.environment
            environment["PATH"] = folder.file("bin") + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
            let child = try Child(
                folder.file("cartwheel"), arguments, environment: environment, output: outcome.file("out"),
                errors: outcome.file("err"))
            let ending = try await child.end(within: .seconds(30))
            #expect(ending == .exited(0), "\(outcome.text("err"))")
            return outcome.text("out").trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    @Test("it builds once, and hands everything to the program")
    func builds() async throws {
        let project = try Project()
        #expect(try await project.launch("flows", "list", "--json") == ".build/debug/cartwheel flows list --json")
        #expect(project.built == ["build --product cartwheel"])
        #expect(try await project.launch("--help") == ".build/debug/cartwheel --help")
        #expect(project.built.count == 1)
    }

    @Test("it builds anew where a source has changed, of whichever part", arguments: Project.sources)
    func changed(source: String) async throws {
        let project = try Project()
        _ = try await project.launch("--help")
        try project.change(source, secondsAgo: -60)
        _ = try await project.launch("--help")
        #expect(project.built.count == 2)
    }

    @Test("a server is of the fast build, which other commands then use, too")
    func fast() async throws {
        let project = try Project()
        #expect(try await project.launch("serve") == ".build-release/release/cartwheel serve")
        #expect(project.built.allSatisfy { $0.contains("-c release") })
        #expect(try await project.launch("doctor") == ".build-release/release/cartwheel doctor")
        #expect(project.built.count == 1)
    }
}

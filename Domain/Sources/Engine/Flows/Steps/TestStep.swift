import Values

/// An A/B test by name: `- test: subject-line` with `variants:`, each a `name:`, a `share:` (equal where left out) and
/// `then:`. Later messages see the variant as `{{ variants.NAME }}`.
public struct TestStep: StepKind {
    public static let keyword = "test"
    public static let form: [FormField] = [
        FormField(
            "test", .line, "Name", required: true,
            help: "Reports go by it, and messages see the variant as variants.NAME.", example: "subject-line"),
        FormField(
            "variants",
            .ways([
                FormField(
                    "name", .line, "Name", required: true, help: "What reports call the variant.", example: "plain"),
                FormField(
                    "share", .percentage, "Share", help: "All of them make 100%.", preset: "equal shares",
                    example: "50%"),
                .branch("then", "Then", help: "What happens in this variant."),
            ]), "Variants", required: true, help: "At least two."),
    ]
    public static let summary = "Tests variants against each other, by name."
    public static let icon = "flask"

    public let name: String
    public let variants: [Variant]

    public struct Variant: Sendable, Hashable {
        public let name: String
        /// Ten thousandths.
        public let share: Int
    }

    public init?(_ reader: inout StepReader) {
        let name = reader.required(TestStep.keyword, example: "subject-line")
        let read: [(name: String, share: Int?)] = reader.items("variants", fields: ["name", "share", "then"]) { way in
            let name = way.required("name", example: "plain")
            let share = way.share("share")
            way.branch("then")
            return name.map { ($0, share) }
        }
        if read.count < 2 { reader.report("a test needs at least two variants", at: "variants") }
        if Set(read.map(\.name)).count < read.count {
            reader.report("two variants of this test have the same name", at: "variants")
        }
        variants = TestStep.shared(read)
        if read.contains(where: { $0.share != nil }), variants.reduce(0, { $0 + $1.share }) != StepRun.wholeShare {
            reader.report("the shares of a test make 100%, or are left out where they are equal", at: "variants")
        }
        guard let name, read.count >= 2 else { return nil }
        self.name = name
    }

    init(name: String, variants: [Variant]) {
        self.name = name
        self.variants = variants
    }

    /// Equal shares where none is given; the first variants take what does not divide.
    private static func shared(_ read: [(name: String, share: Int?)]) -> [Variant] {
        guard !read.isEmpty else { return [] }
        let isEqual = read.allSatisfy { $0.share == nil }
        let (equal, rest) = StepRun.wholeShare.quotientAndRemainder(dividingBy: read.count)
        return read.enumerated().map { index, variant in
            Variant(name: variant.name, share: isEqual ? equal + (index < rest ? 1 : 0) : variant.share ?? 0)
        }
    }

    public var branchNames: [String] { variants.map(\.name) }
    public var sentence: String { "Test “\(name)”: " + variants.map(\.name).joined(separator: ", ") }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        let lot = run.lot()
        run.reads(ShareText.drawn, .string(ShareText.words(lot)))
        let place = variants.map(\.share).place(of: lot) ?? variants.count - 1
        var taken = run.journey.data["variants"]?.object ?? JSONObject()
        taken[name] = .string(variants[place].name)
        run.journey.data["variants"] = .object(taken)
        run.log(.stepTaken, subject: run.journey.flow, "“\(name)”: takes “\(variants[place].name)”")
        return .take(branch: place)
    }
}

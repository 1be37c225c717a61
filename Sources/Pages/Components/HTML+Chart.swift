extension HTML {
    /// Columns of equal width, oldest first; heights follow the server while the page is open.
    ///
    /// The drawing stretches with its box, so words stand outside it.
    mutating func columns(_ values: [Int], key: String, summary: String, title: (Int) -> String) {
        let most = max(values.max() ?? 0, 1)
        self(
            .svg, .class("columns"), .named("viewBox", "0 0 \(values.count * 10) 100"),
            .named("preserveAspectRatio", "none"), .role("img"), .label(summary), .named("data-columns", key)
        ) { html in
            for (index, value) in values.enumerated() {
                let height = HTML.columnHeight(value, most: most)
                html(
                    .rect, .named("x", index * 10 + 1), .named("width", 8), .named("y", 100 - height),
                    .named("height", height)
                ) { $0(.title, text: title(index)) }
            }
        }
    }

    /// Any event at all shows as a sliver.
    private static func columnHeight(_ value: Int, most: Int) -> Int {
        value == 0 ? 0 : max(2, value * 100 / most)
    }

    /// One horizontal bar, `percent` of its box long.
    mutating func bar(_ percent: Double, tone: Tone, key: LiveKey? = nil) {
        self(.svg, .class("bar"), .tone(tone), .hiddenFromReaders) { html in
            html(
                .rect, .named("width", "\(percent)%"), .named("height", "100%"),
                Attribute("data-bar", key.map { .text($0.name) } ?? .absent))
        }
    }
}

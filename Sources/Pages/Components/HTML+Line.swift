extension HTML {
    /// A line through values at even distances, oldest first, with the ground below it filled.
    ///
    /// The drawing stretches with its box, so words stand outside it. A line that hardly moves stays near the middle
    /// instead of showing every ripple as a mountain.
    mutating func line(_ values: [Int], style: StaticString, summary: String) {
        guard values.count > 1 else { return }
        let points = HTML.points(values)
        let width = (values.count - 1) * HTML.step
        self(
            .svg, .class(style), .named("viewBox", "0 0 \(width) \(HTML.height)"),
            .named("preserveAspectRatio", "none"), .role("img"), .label(summary)
        ) { html in
            html(.polygon, .named("points", "0,\(HTML.height) \(points) \(width),\(HTML.height)"))
            html(.polyline, .named("points", points))
        }
    }

    private static let step = 10
    private static let height = 100

    private static func points(_ values: [Int]) -> String {
        let most = values.max() ?? 0
        let least = values.min() ?? 0
        // At least a tenth of the size from top to bottom.
        let span = max(most - least, most / 10, 1)
        let middle = (most + least) / 2
        return values.enumerated().map { index, value in
            let height = HTML.height / 2 - (value - middle) * (HTML.height - 16) / span
            return "\(index * HTML.step),\(min(max(height, 2), HTML.height - 2))"
        }.joined(separator: " ")
    }
}

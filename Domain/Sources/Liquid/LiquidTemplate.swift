import Values

/// A parsed Liquid template: parse once, render many times, from any thread.
///
/// The dialect is Shopify's (https://shopify.dev/docs/api/liquid). Cost of a rendering: see `cartwheel bench`.
public struct LiquidTemplate: Sendable {
    let nodes: [Node]
    /// The filters it names that do not exist, in the order they are written.
    public let unknownFilters: [LiquidError]

    public static func parse(_ source: String) throws(LiquidError) -> LiquidTemplate {
        var parser = TemplateParser(source: TemplateSource(source))
        let nodes = try parser.parseTemplate()
        return LiquidTemplate(nodes: nodes, unknownFilters: parser.unknownFilters)
    }

    /// The text this makes of `data`, whose members are the template's variables.
    public func render(_ data: JSONObject, options: RenderOptions = RenderOptions()) throws(LiquidError) -> String {
        var renderer = Renderer(data: data, options: options)
        _ = try renderer.render(nodes)
        return renderer.output.text
    }
}

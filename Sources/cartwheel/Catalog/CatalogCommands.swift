import ArgumentParser
import Runtime
import Values

struct CatalogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog", abstract: "Shows the shop's products with their prices, stock and who waits for them.",
        subcommands: [CatalogListCommand.self, CatalogShowCommand.self], defaultSubcommand: CatalogListCommand.self)
}

struct CatalogListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists products, the one that changed last first.",
        discussion: "Example: cartwheel catalog list --search apron")
    @Option(help: "A part of title, brand, id or SKU.") var search = ""
    @Option(help: "At most so many.") var limit = 50
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSON = ["search": .string(search), "limit": .number(Number(limit))]
        output.print(try await Admin.perform(.listProducts, parameters, system)) {
            $0.table([
                ("product", "product"), ("title", "title"), ("variants", "variants"), ("price", "price"),
                ("currency", "currency"), ("stock", "stock"), ("changed", "changed_at"),
            ])
        }
    }
}

struct CatalogShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a product with its variants, what changed of it, and who waits for it.",
        discussion: "Example: cartwheel catalog show APRON-L")
    @Argument(help: "Its id or a SKU.") var product: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.showProduct, ["product": .string(product)], system)) { page in
            let facts = ["title", "brand", "url", "waiting", "interested"]
                .map { "\($0): \((page[$0] ?? .null).cell)" }
            let variants = (page["variants"] ?? .array([])).table([
                ("variant", "variant"), ("sku", "sku"), ("price", "price"), ("currency", "currency"),
                ("stock", "stock"),
            ])
            let changes = (page["changes"] ?? .array([])).table([
                ("changed", "at"), ("variant", "variant"), ("what", "what"), ("before", "before"), ("after", "after"),
            ])
            return (facts + ["", variants, "", changes]).joined(separator: "\n")
        }
    }
}

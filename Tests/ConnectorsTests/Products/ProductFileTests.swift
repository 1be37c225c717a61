import Connectors
import Engine
import Testing
import Values

@Suite("Importing products")
struct ProductFileTests {
    private struct Read {
        var items: [CatalogItem] = []
        var rejected: [RejectedRow] = []
        var report = ProductImportReport()
    }

    private func read<File: ProductFile & ~Copyable>(_ file: consuming File) throws -> Read {
        var read = Read()
        while let batch = try file.next() {
            read.items += batch.items
            read.rejected += batch.rejected
        }
        read.report = file.report
        return read
    }

    private func table(_ text: String, _ options: ProductTable.Options = .init()) throws -> Read {
        let file = try TemporaryFile(text)
        return try read(ProductTable(path: file.path, options: options))
    }

    @Test("Shopify's export is read as it is: variants by their choices, pictures passed over, drafts left out")
    func shopify() throws {
        let result = try table(
            """
            Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Option2 Value,Variant SKU,Variant Inventory Tracker,\
            Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Status
            linen-apron,Linen apron,Juniper,Kitchen,Colour,Olive,L,APR-OL,shopify,4,deny,64.00,79.00,https://cdn.shop/1.jpg,active
            linen-apron,,,,,Sand,L,APR-SA,shopify,0,deny,64.00,,,
            linen-apron,,,,,,,,,,,,,https://cdn.shop/2.jpg,
            mug,Mug,Juniper,Cups,Title,Default Title,,MUG,,7,deny,12.50,,,active
            bowl,Bowl,Juniper,Cups,Title,Default Title,,BOWL,shopify,-1,continue,29.90,,,active
            secret,Secret,Juniper,Cups,Title,Default Title,,SEC,shopify,1,deny,1.00,,,draft
            """, .init(currency: "EUR", store: "https://my.shop/"))
        #expect(result.rejected.isEmpty)
        #expect(result.report.rows == 6 && result.report.pictureRows == 1 && result.report.hiddenRows == 1)
        #expect(result.items.map(\.productID) == ["linen-apron", "linen-apron", "mug", "bowl"])
        #expect(result.items.map(\.variantID) == ["Olive / L", "Sand / L", "", ""])
        #expect(result.items.map(\.stock) == [.pieces(4), .pieces(0), .notTracked, .notTracked])
        #expect(result.items.map { $0.price?.description } == ["64.00", "64.00", "12.50", "29.90"])
        let first = result.items[0]
        #expect(first.compareAtPrice?.description == "79.00" && first.currency == "EUR" && first.sku == "APR-OL")
        #expect(first.url == "https://my.shop/products/linen-apron" && first.imageURL == "https://cdn.shop/1.jpg")
        #expect(first.brand == "Juniper" && first.categories == ["Kitchen"] && result.items[1].title == nil)
    }

    @Test("a plain table is read by its headings, and a row that cannot be read is named with its reason")
    func plain() throws {
        let result = try table(
            """
            id;sku;name;price;stock;categories
            p1;C-1;A cup;12,50;3;Cups;
            """ + "\n" + """
                p2;C-2;A pot;cheap;3;Pots
                p3;;A mat;5;;"Mats|Floor; Home"
                """)
        // The first row has a field too many.
        #expect(result.rejected.map(\.row) == [2, 3] && result.rejected.map(\.rule) == ["wrong_type", "bad_price"])
        #expect(result.items.map(\.productID) == ["p3"] && result.items[0].stock == nil)
        #expect(result.items[0].categories == ["Mats", "Floor", "Home"])
    }

    @Test("lines are products as the catalog API takes them")
    func lines() throws {
        let file = try TemporaryFile(
            #"""
            {"product_id": "p1", "variants": [{"variant_id": "a", "price": 5}, {"variant_id": "b", "price": 6}]}

            {"title": "nameless"}
            not json
            """#)
        let result = try read(ProductLines(path: file.path))
        #expect(result.items.map(\.variantID) == ["a", "b"])
        #expect(result.rejected.map(\.rule) == ["missing_id", "not_an_object"])
        #expect(result.report.rows == 3 && result.report.variants == 2)
    }

    @Test("a file without a column for the product says which columns it looked for")
    func columns() throws {
        let file = try TemporaryFile("colour,size\nred,L\n")
        let error = #expect(throws: ImportFileError.self) { try read(ProductTable(path: file.path, options: .init())) }
        #expect(error.map { "\($0)" }?.contains("product_id") == true)
    }
}

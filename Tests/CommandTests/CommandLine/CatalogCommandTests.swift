import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    @Test("products are imported, again without a change, listed, found and shown; a dry run stores none")
    func catalog() async throws {
        let folder = try TemporaryFolder()
        let options = ["--data", folder.path, "--json"]
        func file(_ price: String) throws -> String {
            try folder.write(
                """
                product_id,sku,title,price,currency,stock
                p1,C-1,A cup,\(price),EUR,4
                p2,C-2,A pot,cheap,EUR,4
                p3,C-3,A mat,5.00,EUR,0

                """, to: "products.csv")
        }
        let path = try file("12.50")
        let dry = try await Program.run(["import", "products", path, "--dry-run"] + options).json()
        #expect(dry["variants"]?.number?.integer == 2 && dry["rejected_rows"]?.number?.integer == 1)
        #expect(try await Program.run(["catalog", "list"] + options).json().array?.isEmpty == true)
        let first = try await Program.run(["import", "products", path] + options).json()
        #expect(first["changed"]?.number?.integer == 2, "\(first.text)")
        let again = try await Program.run(["import", "products", path] + options).json()
        #expect(again["changed"]?.number?.integer == 0 && again["unchanged"]?.number?.integer == 2)
        _ = try await Program.run(["import", "products", try file("11.00"), "--silent"] + options).json()
        let found = try await Program.run(["catalog", "list", "--search", "CUP"] + options).json()
        #expect(found.array?.map { $0["product"]?.string } == ["p1"] && found[0]?["price"]?.text == "11.00")
        let shown = try await Program.run(["catalog", "show", "C-1"] + options).json()
        #expect(shown["changes"]?[0]?["before"]?.text == "12.50" && shown["changes"]?[0]?["after"]?.text == "11.00")
        let text = try await Program.run(["catalog", "show", "p1", "--data", folder.path])
        #expect(text.isGood && text.output.contains("A cup") && text.output.contains("12.50"))
        let unknown = try await Program.run(["catalog", "show", "nothing", "--data", folder.path])
        #expect(!unknown.isGood && unknown.errors.contains("no product"))
    }
}

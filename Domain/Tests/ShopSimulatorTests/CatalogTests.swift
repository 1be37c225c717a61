import Testing
import Values

@testable import ShopSimulator

@Suite("Catalog and shoppers")
struct CatalogTests {
    @Test("a catalog is plausible: sixty products, exact prices, unique ids, skus and pages")
    func catalog() {
        let catalog = Catalog(seed: 1)
        #expect(catalog.products.count == 60)
        #expect(catalog.currency == "EUR")
        #expect(Set(catalog.products.map(\.id)).count == 60)
        #expect(Set(catalog.products.map(\.url)).count == 60)
        let skus = catalog.products.flatMap { $0.variants.map(\.sku) }
        #expect(Set(skus).count == skus.count)
        for product in catalog.products {
            #expect(product.url.hasPrefix("https://shop.example/products/"))
            #expect(product.url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            #expect(product.variants.allSatisfy { (500...26_000).contains($0.cents) })
            #expect(product.imageURL.hasPrefix("data:image/svg+xml,%3Csvg"))
            #expect(!product.imageURL.contains { "<>#\" ".contains($0) })
        }
    }

    @Test("a seed gives its catalog and its shoppers again, another seed gives others")
    func seeds() {
        #expect(Catalog(seed: 1) == Catalog(seed: 1))
        #expect(Catalog(seed: 1) != Catalog(seed: 2))
        #expect(Shopper(seed: 1, number: 5) == Shopper(seed: 1, number: 5))
        #expect(Shopper(seed: 1, number: 5).devices != Shopper(seed: 2, number: 5).devices)
    }

    @Test("addresses are unique ASCII at reserved domains, and lead back to their shopper")
    func addresses() throws {
        let shoppers = (0..<3000).map { Shopper(seed: 4, number: $0) }
        #expect(Set(shoppers.map(\.email)).count == 3000)
        for shopper in shoppers {
            #expect(shopper.email.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            #expect(shopper.email.contains("@example."))
            #expect(Shopper.number(inEmail: shopper.email) == shopper.number)
        }
        #expect(Shopper.number(inEmail: "nobody@example.com") == nil)
        #expect(Shopper.number(inEmail: "17") == nil)
    }

    @Test("some addresses are mistyped, some devices shared, some shoppers have two")
    func habits() {
        let shoppers = (0..<5000).map { Shopper(seed: 4, number: $0) }
        #expect((40...115).contains(shoppers.count { $0.typedEmail != $0.email }))
        #expect((1100...1400).contains(shoppers.count { $0.devices.count == 2 }))
        var owners: [String: Set<Int>] = [:]
        for shopper in shoppers {
            for device in shopper.devices { owners[device.anonymousID, default: []].insert(shopper.number) }
        }
        #expect((60...140).contains(owners.values.count { $0.count == 2 }))
        #expect(owners.values.allSatisfy { $0.count <= 2 })
    }

    @Test("shoppers come from many countries, mostly Germany, each in a zone that exists")
    func places() {
        let shoppers = (0..<2000).map { Shopper(seed: 4, number: $0) }
        let countries = Dictionary(grouping: shoppers, by: \.country).mapValues(\.count)
        #expect(countries.max { $0.value < $1.value }?.key == "DE")
        #expect(countries.count == Market.all.count)
        for market in Market.all { #expect(market.zones.allSatisfy { Zone($0) != nil }) }
    }

    @Test("every hour's share sums to a day")
    func rhythm() {
        #expect(abs(ShopRates.hours.reduce(0, +) - 24) < 1e-9)
        #expect(ShopRates.hours.max() == ShopRates.busiestHour)
    }
}

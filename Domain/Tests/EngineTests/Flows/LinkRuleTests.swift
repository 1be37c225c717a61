import Testing
import Values

@testable import Engine

@Suite("Links that a browser reports")
struct LinkRuleTests {
    let rule = LinkRule(authority: .browser, shopURL: "https://www.shop.example/en")

    @Test(
        "those of the shop are taken",
        arguments: [
            "https://shop.example", "http://SHOP.example/cart?x=1", "https://www.shop.example:8443/c",
            "https://checkout.shop.example/1#a",
        ])
    func own(_ url: String) { #expect(rule.allows(url)) }

    @Test(
        "those of strangers are not, however they dress",
        arguments: [
            "https://evil.example", "https://evilshop.example", "https://shop.example.evil.example/",
            "https://shop.example@evil.example", "https://evil.example\\@shop.example",
            "https://evil.example/?shop.example", "javascript:alert(1)//shop.example", "//shop.example", "",
            "https://shop.example:80@evil.example", "https://evil.example#.shop.example",
            "https://shop.example%2eevil.example",
        ])
    func strange(_ url: String) { #expect(!rule.allows(url)) }

    @Test("the shop's own server and a shop without an address may link anywhere")
    func trusted() {
        #expect(LinkRule(authority: .server, shopURL: "https://shop.example") == .any)
        #expect(LinkRule(authority: .browser, shopURL: "") == .any)
    }

    @Test("a stranger's link is left out of the cart, the rest is kept")
    func cart() {
        let products: JSON = [
            ["sku": "a", "url": "https://evil.example/a"], ["sku": "b", "url": "https://shop.example/b"],
        ]
        let cart = Cart.after(
            "Checkout Started", ["products": products, "checkout_url": "https://evil.example"], at: .distantPast,
            cart: nil, links: rule)
        #expect(cart?.url == nil)
        #expect(cart?.items == [["sku": "a"], ["sku": "b", "url": "https://shop.example/b"]])
    }
}

import Engine
import ReadyFlows
import Testing
import Values

@testable import Messages

@Suite("Messages are rendered")
struct MessageTemplatesTests {
    @Test("the reminder reads well with a name and a cart")
    func reminder() throws {
        let email = try Samples.render(
            "abandoned-cart", "reminder",
            [
                "profile": ["first_name": "Ana"],
                "cart": Samples.cart([Samples.item("Mug", quantity: 4), Samples.item("Throw", 89)], total: 187),
            ])
        #expect(email.subject == "We kept your cart")
        #expect(email.preheader == "Mug and 1 more, just as you left it.")
        #expect(email.html.contains("Hello Ana,"))
        #expect(email.html.contains("€98.00"))
        #expect(email.html.contains("4 × €24.50"))
        #expect(email.html.contains("€187.00"))
        #expect(email.html.contains("href=\"https://hearthandloom.example/cart/c1\""))
    }

    @Test("marketing carries the way out and the sender's address, an order confirmation no way out")
    func footer() throws {
        let marketing = try Samples.render("welcome", "welcome", [:])
        #expect(marketing.html.contains("href=\"https://hearthandloom.example/u/abc?d=1&amp;e=2\""))
        #expect(marketing.html.contains("12 Mill Lane"))
        let order = try Samples.render("order-confirmation", "confirmation", ["trigger": ["order_id": "1"]])
        #expect(!order.html.contains("/u/abc"))
        #expect(order.subject == "Thank you for your order 1")
    }

    @Test("a subject is text: nothing is escaped, and it has one line")
    func subject() throws {
        let email = try Samples.render("welcome", "welcome", ["profile": ["first_name": "Tom & \"Jo\"\r\nBcc: x@y.z"]])
        #expect(email.subject == "Welcome, Tom & \"Jo\" Bcc: x@y.z")
        #expect(email.html.contains("Hello Tom &amp; &quot;Jo&quot;"))
    }

    @Test("the subject alone is what the message would have; one refused before it was filled in has none")
    func subjectAlone() throws {
        var message = Samples.message("welcome", "welcome", ["profile": ["first_name": "Ana"]])
        let flow = Samples.flow("welcome")
        var templates = MessageTemplates()
        #expect(try templates.subject(of: message, of: flow, settings: Samples.settings) == "Welcome, Ana")
        message.context = "{}"
        #expect(try templates.subject(of: message, of: flow, settings: Samples.settings) == nil)
    }

    @Test(
        "a first name is found by its other names",
        arguments: [
            ("{\"firstName\":\"Ana\"}", "Welcome, Ana"), ("{\"name\":\"Ana Silva\"}", "Welcome, Ana"),
            ("{\"name\":\"ana@example.com\"}", "Welcome to Hearth & Loom"),
            ("{\"first_name\":\" \"}", "Welcome to Hearth & Loom"), ("{}", "Welcome to Hearth & Loom"),
        ])
    func firstName(_ person: String, _ subject: String) throws {
        let email = try Samples.render("welcome", "welcome", ["profile": try JSON.parse(person)])
        #expect(email.subject == subject)
    }

    @Test("what a shop or a person wrote injects no markup")
    func escaped() throws {
        let item = Samples.item("<script>x</script>", 1, variant: "\"><img src=x>")
        let email = try Samples.render(
            "abandoned-cart", "reminder",
            ["profile": ["first_name": "<b>Ana</b>"], "cart": Samples.cart([item])])
        #expect(!email.html.contains("<script"))
        #expect(!email.html.contains("<b>Ana"))
        #expect(!email.html.contains("<img src=x"))
    }

    @Test("an address that is none of the web's becomes no link")
    func links() throws {
        var cart = Samples.cart([["name": "Mug", "url": "javascript:alert(1)", "image_url": "data:x"]]).object!
        cart["url"] = "javascript:alert(2)"
        let email = try Samples.render("abandoned-cart", "reminder", ["profile": [:], "cart": .object(cart)])
        #expect(!email.html.contains("javascript:"))
        #expect(!email.html.contains("<img"))
        #expect(email.html.contains("href=\"https://hearthandloom.example\""))
    }

    @Test("an order's lines, totals and addresses are shown, and tax where it belongs")
    func order() throws {
        var order: JSONObject = [
            "order_id": "77", "currency": "GBP", "subtotal": 50, "discount": 5, "shipping": 4.9, "total": 49.9,
            "tax": 8.3, "products": [Samples.item("Mug", "12.50", quantity: 4)],
            "shipping_address": ["first_name": "Ana", "last_name": "Silva", "street": "Rua 1", "city": "Porto"],
        ]
        let gross = try Samples.render("order-confirmation", "confirmation", ["trigger": .object(order)]).html
        for text in [
            "£50.00", "-£5.00", "£4.90", "£49.90", "Of which tax", "Ana Silva<br>", "Rua 1<br>", "Where it goes",
        ] {
            #expect(gross.contains(text), "\(text)")
        }
        order["total"] = 58.2
        let net = try Samples.render("order-confirmation", "confirmation", ["trigger": .object(order)]).html
        #expect(!net.contains("Of which tax"))
        #expect(net.contains(">Tax<"))
        order["shipping"] = 0
        let free = try Samples.render("order-confirmation", "confirmation", ["trigger": .object(order)]).html
        #expect(free.contains(">Free<"))
    }

    @Test("templates are parsed once, and a small cache forgets the oldest")
    func cached() throws {
        var templates = MessageTemplates(capacity: 1)
        for step in ["welcome", "help", "welcome", "help"] {
            let email = try templates.render(
                Samples.message("welcome", step, [:]), of: Samples.flow("welcome"), settings: Samples.settings,
                unsubscribeURL: nil)
            #expect(email.html.contains(step == "help" ? "Look again" : "Have a look around"))
            #expect(email.html.contains("reply with the word unsubscribe"))
        }
    }

    @Test("the plain tags of a body get their looks, and others keep theirs")
    func inlineStyles() {
        #expect(InlineStyles.applied(to: "<p>a</p><pre>b</pre>") == "<p style=\"margin:0 0 16px\">a</p><pre>b</pre>")
        #expect(InlineStyles.applied(to: "<p style=\"x\">a</p> 1 < 2 <") == "<p style=\"x\">a</p> 1 < 2 <")
    }
}

import Messages
import Testing
import Values

@Suite("What an alert tells the staff")
struct StaffNoticeTests {
    private let notice = StaffNotice(
        title: "Cart of <b>900</b>", details: "Call \"Ana\" & ask\nby noon", flow: "High <intent>",
        customerURL: "https://shop.example/console/customers/1?a=1&b=2")

    @Test("what comes from data is never markup")
    func escaped() {
        #expect(!notice.html.contains("<b>") && !notice.html.contains("<intent>"))
        #expect(notice.html.contains("Call &quot;Ana&quot; &amp; ask<br>by noon"))
        #expect(notice.html.contains("a=1&amp;b=2"))
    }

    @Test("the chat gets title, details and where the customer is, in one text")
    func chat() {
        let text = notice.chat["text"]?.string
        #expect(text?.hasPrefix("*Cart of <b>900</b>*\nCall") == true && text?.hasSuffix("b=2") == true)
    }

    @Test("an alert without a title is called after its flow")
    func untitled() {
        let bare = StaffNotice(title: "", details: "x", flow: "Low stock", customerURL: "")
        #expect(bare.subject == "Alert of “Low stock”")
    }
}

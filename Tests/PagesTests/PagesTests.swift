import Testing
import Values

@testable import Pages

@Suite("every page")
struct PagesTests {
    @Test("has one title, one main heading, a language and the text of its sample", arguments: PagesSamples.pages)
    func frame(page: SamplePage) {
        let text = page.text()
        #expect(text.hasPrefix("<!doctype html><html lang=\"en\""))
        #expect(text.components(of: "<h1>") == 1)
        #expect(text.components(of: "<main") == 1)
        #expect(text.components(of: "<title>") >= 1)
        #expect(text.hasSuffix("</html>"))
    }

    @Test("keeps to the strict policy: no inline script, style or handler", arguments: PagesSamples.pages)
    func policy(page: SamplePage) {
        let text = page.text()
        #expect(!text.contains("<style"))
        #expect(!text.contains(" style="))
        #expect(text.components(of: "<script") == 1)
        #expect(text.contains("<script type=\"module\" src=\"/assets/console."))
        #expect(text.firstMatch(of: /\son[a-z]+="/) == nil)
        #expect(text.firstMatch(of: /(src|href|action)="(http:)?\/\//) == nil)
    }

    @Test("closes what it opens, and gives no id twice", arguments: PagesSamples.pages)
    func wellFormed(page: SamplePage) {
        let text = page.text()
        var open: [Substring] = []
        for match in text.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*>/) {
            let name = match.output.2
            if ["meta", "link", "input"].contains(name) { continue }
            if match.output.1.isEmpty {
                open.append(name)
            } else {
                #expect(open.popLast() == name)
            }
        }
        #expect(open.isEmpty)
        let ids = text.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
    }

    @Test("posts only with the token, but for the shopper's own pages", arguments: PagesSamples.pages)
    func token(page: SamplePage) {
        for form in page.text().matches(of: /<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.{0,90})/) {
            if form.output.1.hasPrefix("/u/") { continue }
            #expect(form.output.2.hasPrefix("<input type=\"hidden\" name=\"csrf\" value=\"csrf-7f3a\">"))
        }
    }

    @Test("names its colours on the root, so that a choice holds from the first paint")
    func theme() {
        let page = PagesSamples.pages[0]
        for theme in [Theme.light, .dark] {
            let text = page.text(in: PagesSamples.context(page.path, theme: theme))
            #expect(text.contains("data-theme=\"\(theme.rawValue)\""))
        }
        #expect(!page.text().contains("data-theme"))
    }

    @Test("marks the room it stands in, and no other", arguments: PagesSamples.pages.filter(\.isSignedIn))
    func room(page: SamplePage) {
        let marked = page.text().matches(of: /<a href="([^"]*)" aria-current="page">/).map { String($0.output.1) }
        if page.name.hasPrefix("error") {
            #expect(marked.isEmpty)
        } else {
            #expect(marked.count == 1)
            #expect(page.path.hasPrefix(marked.first ?? "none"))
        }
    }

    @Test("leads only to addresses the routes know", arguments: PagesSamples.pages)
    func links(page: SamplePage) {
        for match in page.text().matches(of: /<a [^>]*href="(\/[^"?#]*)/) {
            #expect(match.output.1.hasPrefix("/console"))
        }
    }
}

extension String {
    func components(of part: String) -> Int { ranges(of: part).count }
}

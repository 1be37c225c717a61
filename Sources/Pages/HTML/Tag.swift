/// An element that has an end tag.
struct Tag: Sendable {
    /// `<div`, as far as its attributes.
    let start: StaticString
    let end: StaticString

    static let a = Tag(start: "<a", end: "</a>")
    static let article = Tag(start: "<article", end: "</article>")
    static let aside = Tag(start: "<aside", end: "</aside>")
    static let body = Tag(start: "<body", end: "</body>")
    static let button = Tag(start: "<button", end: "</button>")
    static let caption = Tag(start: "<caption", end: "</caption>")
    static let code = Tag(start: "<code", end: "</code>")
    static let dd = Tag(start: "<dd", end: "</dd>")
    static let details = Tag(start: "<details", end: "</details>")
    static let dialog = Tag(start: "<dialog", end: "</dialog>")
    static let div = Tag(start: "<div", end: "</div>")
    static let dl = Tag(start: "<dl", end: "</dl>")
    static let dt = Tag(start: "<dt", end: "</dt>")
    static let footer = Tag(start: "<footer", end: "</footer>")
    static let form = Tag(start: "<form", end: "</form>")
    static let h1 = Tag(start: "<h1", end: "</h1>")
    static let h2 = Tag(start: "<h2", end: "</h2>")
    static let h3 = Tag(start: "<h3", end: "</h3>")
    static let head = Tag(start: "<head", end: "</head>")
    static let header = Tag(start: "<header", end: "</header>")
    static let html = Tag(start: "<html", end: "</html>")
    static let iframe = Tag(start: "<iframe", end: "</iframe>")
    static let kbd = Tag(start: "<kbd", end: "</kbd>")
    static let label = Tag(start: "<label", end: "</label>")
    static let li = Tag(start: "<li", end: "</li>")
    static let main = Tag(start: "<main", end: "</main>")
    static let nav = Tag(start: "<nav", end: "</nav>")
    static let ol = Tag(start: "<ol", end: "</ol>")
    static let option = Tag(start: "<option", end: "</option>")
    static let p = Tag(start: "<p", end: "</p>")
    static let pre = Tag(start: "<pre", end: "</pre>")
    static let rect = Tag(start: "<rect", end: "</rect>")
    static let script = Tag(start: "<script", end: "</script>")
    static let section = Tag(start: "<section", end: "</section>")
    static let select = Tag(start: "<select", end: "</select>")
    static let small = Tag(start: "<small", end: "</small>")
    static let span = Tag(start: "<span", end: "</span>")
    static let strong = Tag(start: "<strong", end: "</strong>")
    static let summary = Tag(start: "<summary", end: "</summary>")
    static let svg = Tag(start: "<svg", end: "</svg>")
    static let table = Tag(start: "<table", end: "</table>")
    static let tbody = Tag(start: "<tbody", end: "</tbody>")
    static let td = Tag(start: "<td", end: "</td>")
    static let template = Tag(start: "<template", end: "</template>")
    static let th = Tag(start: "<th", end: "</th>")
    static let thead = Tag(start: "<thead", end: "</thead>")
    static let time = Tag(start: "<time", end: "</time>")
    static let title = Tag(start: "<title", end: "</title>")
    static let tr = Tag(start: "<tr", end: "</tr>")
    static let ul = Tag(start: "<ul", end: "</ul>")
    static let use = Tag(start: "<use", end: "</use>")
}

/// An element that never has content.
struct VoidTag: Sendable {
    let start: StaticString

    static let input = VoidTag(start: "<input")
    static let link = VoidTag(start: "<link")
    static let meta = VoidTag(start: "<meta")
}

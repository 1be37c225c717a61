"""Opens a shop's console in Chromium as its people do. What is wrong is printed, one JSON object a line.

Called with a file of JSON: url, patterns (the console's addresses, parameters as {name}), key (of the shop's server).
The last line says how many pages were looked at.
"""

import json
import os
import re
import sys
import time
import urllib.request
from base64 import b64encode
from playwright.sync_api import sync_playwright

WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
PATIENCE_MILLISECONDS = 20_000
MOST_ROUNDS = 5

task = json.load(open(sys.argv[1]))
URL = task["url"]
looked = 0
seen = set()
links = set()


def tell(problem, where=""):
    print(json.dumps({"problem": problem, "where": where}), flush=True)


def watched(context, width):
    """A page of a width that tells of whatever goes wrong in it."""
    page = context.new_page()
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width])))
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    where = lambda: f"{page.url.removeprefix(URL)} on the {width}"
    page.on("console", lambda it: it.type == "error" and tell("console: " + it.text, where()))
    page.on("pageerror", lambda it: tell(f"a script failed: {it}", where()))
    page.on("response", lambda it: it.status >= 400 and tell(f"{it.status} for {it.url}", where()))
    return page


OVERFLOW = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const wide = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > root.clientWidth + 0.5);
  const deepest = wide.filter((it) => !wide.some((other) => other !== it && it.contains(other)));
  return `${root.scrollWidth} of ${root.clientWidth} pixels: ` + deepest.slice(0, 3).map((it) => it.outerHTML.slice(0, 120)).join(" | ");
}"""
BRIGHTNESS = """() => getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3)
  .reduce((sum, part) => sum + Number(part), 0)"""


def look(page, name):
    """Looks at what a page shows, by day and by night."""
    global looked
    seen.add(name)
    hrefs = page.evaluate("() => [...document.querySelectorAll('a[href]')].map((it) => it.getAttribute('href'))")
    links.update(it.split("?")[0].split("#")[0] for it in hrefs)
    brightness = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        looked += 1
        if too_wide := page.evaluate(OVERFLOW):
            tell("scrolls sideways, " + too_wide, f"{name} ({page.url.removeprefix(URL)}), {scheme}")
        for refused in page.evaluate("() => window.refusedByPolicy ?? []"):
            tell("refused by the content security policy: " + refused, name)
        brightness[scheme] = page.evaluate(BRIGHTNESS)
    if brightness["dark"] >= brightness["light"]:
        tell("is as bright by night as by day", name)


def look_at_both(desk, phone, name):
    """Looks at the desk's page, and at the same address on the phone."""
    look(desk, name)
    phone.goto(desk.url)
    look(phone, name)


def send(events):
    body = json.dumps({"batch": events}).encode()
    login = b64encode((task["key"] + ":").encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": "Basic " + login}
    urllib.request.urlopen(urllib.request.Request(URL + "/v1/batch", body, headers)).close()


def begin(desk, phone):
    """The first account, out and in again, and the link a colleague is handed."""
    desk.goto(URL + "/")
    look_at_both(desk, phone, "/console/first-start")
    for field, value in (("workspace", "Test shop"), ("name", "Eva"), ("email", "eva@shop.example")):
        desk.fill(f"[name={field}]", value)
    desk.fill("[name=password]", "correct horse battery")
    desk.click("main [type=submit]")
    desk.wait_for_url("**/console")
    desk.goto(URL + "/console/account")
    desk.click("form[action$=sign-out-everywhere] [type=submit]")
    desk.wait_for_url("**/console/sign-in*")
    look_at_both(desk, phone, "/console/sign-in")
    desk.fill("[name=email]", "eva@shop.example")
    desk.fill("[name=password]", "correct horse battery")
    desk.click("main [type=submit]")
    desk.wait_for_url("**/console")
    desk.goto(URL + "/console/account")
    form = desk.locator("form[action$=colleagues]")
    form.locator("[name=name]").fill("Bo")
    form.locator("[name=email]").fill("bo@shop.example")
    form.locator("[type=submit]").click()
    link = re.search(r"/console/password\?token=[\w.-]+", desk.content())
    stranger = desk.context.browser.new_context()
    pages = [watched(stranger, width) for width in WIDTHS]
    pages[0].goto(URL + link.group(0))
    look_at_both(*pages, "/console/password")
    stranger.close()


def write_segment(desk):
    """The rule of a ready segment, with another amount, as a segment of one's own; who is in is counted meanwhile."""
    desk.goto(URL + "/console/segments/ready")
    rule = desk.locator("li", has=desk.get_by_role("heading", name="High value", exact=True)).locator("pre").inner_text()
    desk.goto(URL + "/console/segments/new")
    desk.fill("[name=name]", "Good customers")
    text = desk.locator("textarea[name=text]")
    for amount, count in (("150", 2), ("250", 1)):
        text.fill(rule.replace("500", amount))
        desk.wait_for_function(
            f"() => document.querySelector('[data-preview-body] .figure')?.textContent === '{count}'")
    desk.get_by_role("button", name="Save segment").click()
    desk.wait_for_url("**/console/segments/seg_*")
    if "Good customers" not in desk.inner_text("h1"):
        tell("the new segment's page does not name it", desk.url)


def write_rule(desk):
    """Text becomes rows and rows text, a row is dragged, a fault is underlined, suggestions are taken; nothing is saved."""
    desk.goto(URL + "/console/segments/new")
    text = desk.locator("textarea[name=text]")
    rows = desk.locator("[data-rows] .rule-row")
    reads = lambda rule: desk.wait_for_function("(rule) => document.querySelector('textarea[name=text]').value === rule", arg=rule)
    text.fill('any("Order Completed") and profile.first_name == "P1"')
    desk.wait_for_function("() => document.querySelectorAll('[data-rows] .rule-row').length === 2")
    for row, label, value in ((0, "Event", "Order Completed"), (1, "Property", "first_name"), (1, "Value", "P1")):
        if (found := rows.nth(row).locator(f"[aria-label='{label}']").input_value()) != value:
            tell(f"shows {found} and not {value} in a row", desk.url)
    rows.nth(1).locator("[aria-label=Value]").fill("P2")
    reads('any("Order Completed") and profile.first_name == "P2"')
    rows.nth(1).locator(".grip").hover()
    desk.mouse.down()
    # A browser tells where something is dragged once it has moved there.
    for height in (8, 3):
        rows.nth(0).hover(position={"x": 60, "y": height}, force=True)
    desk.mouse.up()
    reads('profile.first_name == "P2" and any("Order Completed")')

    rows.nth(1).get_by_role("button", name="only where…").click()
    where = rows.nth(1).locator("[aria-label=where]")
    for begun, taken in (("curr", "currency"), (' == "E', 'currency == "EUR"')):
        where.press_sequentially(begun)
        rows.nth(1).locator(".suggestions li").first.wait_for()
        where.press("Enter")
        if where.input_value() != taken:
            tell(f"completes {where.input_value()} and not {taken}", desk.url)
    reads('profile.first_name == "P2" and any("Order Completed" where currency == "EUR")')

    text.fill('cuont("Order Completed") > 1')
    desk.wait_for_function("""() => {
      const mark = document.querySelector('[data-marks] mark');
      return mark?.textContent === 'cuont' && getComputedStyle(mark).textDecorationLine === 'underline'
        && document.querySelector('[data-faults]').textContent.includes('did you mean count');
    }""")
    text.fill("")
    text.press_sequentially('any("Order Co')
    desk.locator("[data-suggestions] li", has_text="Order Completed").first.wait_for()
    text.press("Enter")
    if text.input_value() != 'any("Order Completed"':
        tell(f"completes {text.input_value()}", desk.url)


def edit_flow(desk, phone):
    """Another subject through the cards of a step, checked, published."""
    desk.goto(URL + "/console/flows/hello/edit")
    subject = desk.locator("[name='v:0:subject']")
    desk.locator("details", has=subject).last.locator("> summary").click()
    subject.fill("A new hello")
    subject.blur()
    desk.wait_for_function("() => document.querySelector('#flow-text').value.includes('A new hello')")
    desk.get_by_role("button", name="Save draft").click()
    desk.wait_for_url("**/edit?done=saved")
    desk.goto(URL + "/console/flows/hello/publish")
    look_at_both(desk, phone, "/console/flows/{id}/publish")
    desk.locator("form[action$=publish] .primary").click()
    desk.wait_for_url(re.compile(r"/console/flows/hello(\?.*)?$"))


def start_flow(desk):
    """Starts it for everybody, and finds in the outbox what it sent; one journey waits."""
    desk.goto(URL + "/console/flows/hello/start")
    desk.check("[name=for][value=everybody]")
    desk.click("[name=do][value=preview]")
    if "3 of 3" not in desk.inner_text("main"):
        tell("does not say that three would enter", desk.url)
    desk.click("[name=do][value=start]")
    desk.wait_for_url("**/console/flows/hello?said=started")
    end = time.monotonic() + PATIENCE_MILLISECONDS / 1000
    while True:
        desk.goto(URL + "/console/messages")
        found = desk.get_by_role("link", name="A new hello")
        if found.count() > 0 or time.monotonic() > end:
            break
        time.sleep(0.2)
    found.first.click()
    frame = desk.frame_locator("iframe")
    if "have a look" not in frame.locator("body").inner_text():
        tell("does not show the message", desk.url)


def backtest(desk):
    desk.goto(URL + "/console/flows/order-confirmation/backtest")
    desk.locator("main form[action$=backtest] [type=submit]").first.click()
    for _ in range(PATIENCE_MILLISECONDS // 200):
        if desk.locator("main a[href*='/backtest/']").count() > 0:
            return look(desk, "/console/flows/{id}/backtest")
        time.sleep(0.2)
        desk.goto(desk.url)
    tell("the backtest does not show whom it played", desk.url)


def watch_live(desk, phone):
    """The overview counts an event that comes while somebody looks, without being loaded again."""
    pages = (desk, phone)
    for page in pages:
        page.goto(URL + "/console")
        page.wait_for_selector(".live-state[data-state=live]", state="attached")
        page.evaluate("() => window.here = true")
    counter = "[data-live=events-today]"
    before = [int(page.inner_text(counter).replace(",", "")) for page in pages]
    order = {"order_id": "o-live", "total": 12, "currency": "EUR", "products": []}
    send([{"type": "track", "userId": "u1", "event": "Order Completed", "properties": order}])
    for page, count in zip(pages, before):
        page.wait_for_function(
            f"() => window.here && Number(document.querySelector('{counter}').textContent.replace(',', '')) > {count}")


def matching(pattern):
    return re.compile("".join("[^/?#]+" if part.startswith("{") else re.escape(part)
                              for part in re.split(r"(\{[^}]+\})", pattern)) + r"$")


def tour(desk, phone):
    """Opens one page of every pattern; those with a parameter are found as people find them, by links."""
    patterns = set(task["patterns"])
    # A backtest that has run is the one to be seen at both widths.
    missing = {pattern: matching(pattern) for pattern in patterns - seen | {"/console/flows/{id}/backtest"}}
    links.update(pattern for pattern in missing if "{" not in pattern)
    for _ in range(MOST_ROUNDS):
        for pattern, shape in list(missing.items()):
            # What has an address of its own, such as flows/new, is no flow's; a file is saved, not looked at.
            fitting = [it for it in sorted(links) if shape.fullmatch(it) and not it.endswith((".csv", ".yaml"))
                       and (it == pattern or it not in patterns)]
            if not fitting:
                continue
            del missing[pattern]
            address = next((it for it in fitting if "hello" in it), fitting[0])
            for page in (desk, phone):
                answer = page.goto(URL + address)
                if answer.status != 200 or page.url.removeprefix(URL) != address:
                    tell(f"answers {answer.status} at {page.url}", pattern)
                look(page, pattern)
    for pattern in sorted(missing):
        tell("no page links to one", pattern)


def run(browser):
    context = browser.new_context(locale="en-GB", timezone_id="UTC")
    context.add_init_script("""addEventListener("securitypolicyviolation", (event) =>
        (window.refusedByPolicy ??= []).push(`${event.violatedDirective} ${event.blockedURI}`))""")
    desk, phone = (watched(context, width) for width in WIDTHS)
    steps = (lambda: begin(desk, phone), lambda: write_segment(desk), lambda: write_rule(desk), lambda: edit_flow(desk, phone), lambda: start_flow(desk),
             lambda: backtest(desk), lambda: watch_live(desk, phone), lambda: tour(desk, phone))
    for step in steps:
        started = time.monotonic()
        step()
        print(json.dumps({"took": round(time.monotonic() - started, 1)}), flush=True)
    print(json.dumps({"looked": looked, "patterns": sorted(seen)}), flush=True)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["CARTWHEEL_TEST_CHROMIUM"], args=["--no-sandbox"])
    try:
        run(browser)
    finally:
        browser.close()

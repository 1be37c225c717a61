// Completion in the text of a rule: names of this store inside quotes and after dots, words of the language elsewhere.
const most = 8;
const figures = ["any", "none", "count", "sum", "average", "min", "max", "first", "last", "distinct", "most", "sequence"];
const functions = [...figures, "consents", "member", "listed", "tagged", "suppressed", "coupon", "identity", "locale",
  "zone", "stage", "score", "rfm", "received", "opened", "clicked", "interest", "last_interest", "time_since", "anniversary"];
const words = ["and", "or", "not", "in", "where", "exists", "contains", "starts with", "ends with", "matches",
  "has any of", "has all of", "has none of", "is today", "in the next", "in the last", "ago", "days", "months", "since:",
  "until:", "last:", "between:", "during: this month", "within:", "without:", "profile.", "place.", "predicted.", "trigger",
  "true", "false", "top 10% by", "bottom 10% by"];
const channels = ["email", "sms", "whatsapp", "messenger", "instagram", "push", "web_push", "chat", "ads"];

/** What can stand where the caret is: what was begun, and what it may become. */
export function suggest(before, names) {
  const quote = /(\w*)\(\s*([^()]*?)"([^"]*)$/.exec(before);
  const openQuotes = (before.match(/"/g) ?? []).length % 2 === 1;
  if (openQuotes) {
    const begun = before.slice(before.lastIndexOf("\"") + 1);
    const list = quote && { member: [...names.segments, ...names.lists], listed: names.lists, tagged: names.tags }[quote[1]];
    const isEvent = quote && (figures.includes(quote[1]) || /without:\s*$/.test(quote[2]));
    const isFlow = /flow:\s*"[^"]*$/.test(before);
    return { begun, entries: list ?? (isFlow ? names.flows : isEvent ? names.events : []), end: "\"" };
  }
  const path = /profile\.([\w.]*)$/.exec(before);
  if (path) return { begun: path[1], entries: names.properties, end: "" };
  const channel = /(?:consents|suppressed|received|opened|clicked)\(\s*(\w*)$/.exec(before);
  if (channel) return { begun: channel[1], entries: channels, end: "" };
  const word = /([A-Za-z_]*)$/.exec(before)[1];
  const calls = functions.map((name) => `${name}(`);
  return { begun: word, entries: [...calls, ...words], end: "" };
}

export function completeText(area, list, names) {
  let found = null;
  let selected = 0;

  const hide = () => {
    list.hidden = true;
    found = null;
    area.removeAttribute("aria-activedescendant");
  };

  function update(isAsked) {
    const before = area.value.slice(0, area.selectionStart);
    const answer = suggest(before, names);
    const begun = answer.begun.toLowerCase();
    const starts = answer.entries.filter((entry) => entry.toLowerCase().startsWith(begun) && entry.toLowerCase() !== begun);
    const holds = answer.entries.filter((entry) => begun && !starts.includes(entry) && entry.toLowerCase().includes(begun));
    const entries = [...starts, ...(begun ? holds : [])].slice(0, most);
    if (!entries.length || (!begun && !isAsked && answer.end === "")) return hide();
    found = { ...answer, entries };
    list.replaceChildren(...entries.map((entry, index) => {
      const item = document.createElement("li");
      item.id = `suggestion-${index}`;
      item.setAttribute("role", "option");
      item.textContent = entry;
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(index);
      });
      return item;
    }));
    list.hidden = false;
    select(0);
  }

  function select(index) {
    selected = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    area.setAttribute("aria-activedescendant", list.children[index].id);
  }

  function take(index) {
    const { begun, entries, end } = found;
    const at = area.selectionStart;
    const after = area.value.slice(at);
    const closing = end && !after.startsWith(end) ? end : "";
    area.setRangeText(entries[index] + closing, at - begun.length, at, "end");
    hide();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  area.setAttribute("aria-controls", list.id ||= "rule-suggestions");
  area.setAttribute("aria-autocomplete", "list");
  area.addEventListener("input", (event) => event.isTrusted && update(false));
  area.addEventListener("blur", hide);
  area.addEventListener("click", hide);
  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === " ") {
      event.preventDefault();
      update(true);
      return;
    }
    if (!found) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      select((selected + step + found.entries.length) % found.entries.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      take(selected);
    } else if (event.key === "Escape") {
      event.preventDefault();
      hide();
    }
  });
}

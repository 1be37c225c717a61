// Completion in the text of a rule: names of this store inside quotes and after dots, words of the language elsewhere.
const most = 8;
const figures = ["any", "none", "count", "sum", "average", "min", "max", "first", "last", "distinct", "most", "sequence"];
const functions = [...figures, "consents", "member", "listed", "tagged", "suppressed", "coupon", "identity", "locale",
  "zone", "stage", "score", "rfm", "received", "opened", "clicked", "interest", "last_interest", "spent", "orders", "time_since", "anniversary"];
const words = ["and", "or", "not", "in", "where", "exists", "contains", "starts with", "ends with", "matches",
  "has any of", "has all of", "has none of", "is today", "in the next", "in the last", "ago", "days", "months", "since:",
  "until:", "last:", "between:", "during: this month", "within:", "without:", "profile.", "place.", "predicted.", "cart.total",
  "cart.items", "cart.updated_at", "any cart item where", "trigger", "true", "false", "top 10% by", "bottom 10% by"];
const channels = ["email", "sms", "whatsapp", "messenger", "instagram", "push", "web_push", "chat", "ads"];

// With what a value is compared: the text before a quote that opens one.
const compared = /(?:==|!=|<=|>=|<|>|contains|starts with|ends with|matches|(?:has any of|has all of|has none of|in)\s*\[(?:\s*"(?:[^"\\]|\\.)*"\s*,)*)\s*$/;
const interests = { category: "category", brand: "brand", product: "product_id" };
// Events that show interest, the commonest first.
const interestEvent = "Product Viewed";

/**
 * The calls that are open at the end of a rule, the innermost last, each with its first text and whether it has come to
 * `where`; and what was written of a text that is open still, as it is written, else null.
 */
function open(before) {
  const calls = [{ name: "", event: null, isWhere: false }];
  let text = null;
  let word = "";
  for (let at = 0; at < before.length; at += 1) {
    const sign = before[at];
    const call = calls.at(-1);
    if (text !== null) {
      if (sign === "\\") text += sign + (before[at += 1] ?? "");
      else if (sign === "\"") {
        call.event ??= text;
        text = null;
      } else text += sign;
      continue;
    }
    if (/\w/.test(sign)) {
      word += sign;
      continue;
    }
    if (word === "where") call.isWhere = true;
    if (sign === "(") calls.push({ name: word, event: null, isWhere: false });
    if (sign === ")" && calls.length > 1) calls.pop();
    if (sign === "\"") text = "";
    word = "";
  }
  if (word === "where") calls.at(-1).isWhere = true;
  return { calls, text };
}

/** The event whose properties a bare name means here; null where it means none. */
const eventOf = (calls) => calls.findLast((call) => call.isWhere && figures.includes(call.name))?.event ?? null;

/** What may stand inside a text that was opened: names that are known, or a query for values. */
function inText(before, calls, begun, names) {
  const call = calls.at(-1);
  const prior = before.slice(0, before.length - begun.length - 1);
  const found = (entries) => ({ begun, entries, end: "\"" });
  const asked = (query) => ({ ...found([]), query });
  const key = /(\w+):\s*$/.exec(prior)?.[1];
  if (key === "flow") return found(names.flows);
  if (key === "campaign") return asked({ event: "Email Sent", of: "campaign" });
  if (interests[key]) return asked({ event: interestEvent, of: interests[key] });
  if (key === "without") return found(names.events);
  const place = compared.exec(prior);
  if (place) {
    const left = prior.slice(0, place.index).trimEnd();
    if (/\bstage\(\)$/.test(left)) return found(names.stages);
    const path = /(?:^|[\s(\[])([A-Za-z_][\w.]*)$/.exec(left)?.[1];
    const ofEvent = /\b(?:first|last)\(\s*"([^"]*)"[^()]*\)\.([\w.]+)$/.exec(left);
    if (ofEvent) return asked({ event: ofEvent[1], of: ofEvent[2] });
    if (path?.startsWith("profile.")) return asked({ of: path.slice("profile.".length) });
    const event = eventOf(calls);
    return path && event ? asked({ event, of: path.replace(/^event\./, "") }) : found([]);
  }
  const ofCall = {
    member: [...names.segments, ...names.lists], listed: names.lists, tagged: names.tags, coupon: names.pools,
    score: names.scores, consents: names.topics,
  }[call.name];
  if (ofCall) return found(ofCall);
  return found(figures.includes(call.name) && !call.isWhere ? names.events : []);
}

/**
 * What can stand where the caret is: what was begun, and what it may become; `query` asks the store for more of it.
 */
export function suggest(before, names) {
  const { calls, text } = open(before);
  if (text !== null) return inText(before, calls, text, names);
  const path = /profile\.([\w.]*)$/.exec(before);
  if (path) return { begun: path[1], entries: names.properties, end: "" };
  const ofEvent = /"((?:[^"\\]|\\.)*)"(?:[^()"]*\))?\.([\w.]*)$/.exec(before);
  if (ofEvent) return { begun: ofEvent[2], entries: [], end: "", query: { event: ofEvent[1] } };
  const channel = /(?:consents|suppressed|received|opened|clicked)\(\s*(\w*)$/.exec(before);
  if (channel) return { begun: channel[1], entries: channels, end: "" };
  const word = /([A-Za-z_]*)$/.exec(before)[1];
  const list = [...functions.map((name) => `${name}(`), ...words];
  const event = eventOf(calls);
  return event ? { begun: word, entries: list, end: "", query: { event } } : { begun: word, entries: list, end: "" };
}

/** What was begun may become these; what the store knows goes first. */
export function matching({ begun, entries, end }, known) {
  const wanted = begun.toLowerCase();
  // A name that is no plain word stands in quotes, which nobody has opened.
  const plain = end ? known : known.filter((entry) => /^[A-Za-z_][\w.]*$/.test(entry));
  const all = [...new Set([...plain, ...entries])].filter((entry) => entry.toLowerCase() !== wanted);
  const starts = all.filter((entry) => entry.toLowerCase().startsWith(wanted));
  const holds = all.filter((entry) => wanted && !starts.includes(entry) && entry.toLowerCase().includes(wanted));
  return [...starts, ...holds].slice(0, most);
}

/** - values(query) asks the store; what it said once is kept as long as the page. */
export function completeText(area, list, names, values) {
  const said = new Map();
  let found = null;
  let selected = 0;
  let turn = 0;

  const hide = () => {
    turn += 1;
    list.hidden = true;
    found = null;
    area.removeAttribute("aria-activedescendant");
  };

  async function known(query) {
    const key = JSON.stringify(query);
    if (!said.has(key)) said.set(key, values(query).catch(() => []));
    return said.get(key);
  }

  async function update(isAsked) {
    const own = turn += 1;
    const answer = suggest(area.value.slice(0, area.selectionStart), names);
    if (!answer.begun && !isAsked && answer.end === "") return hide();
    const stored = answer.query ? await known(answer.query) : [];
    if (own !== turn) return;
    const entries = matching(answer, stored);
    if (!entries.length) return hide();
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
    const entry = end ? entries[index].replace(/["\\]/g, "\\$&") : entries[index];
    area.setRangeText(entry + closing, at - begun.length, at, "end");
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

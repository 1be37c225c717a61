// What can stand at a place in the text of a rule: names of this store inside quotes and after dots, words of the
// language elsewhere.
const most = 8;
const figures = ["any", "none", "count", "sum", "average", "min", "max", "first", "last", "distinct", "most", "sequence"];
// Of these the first word is a list's name, and of the others a property of its items comes after it.
const bareFigures = ["any", "none", "count"];
// Figures over orders, which name no event.
const kept = ["spent", "orders", "average_order", "first_order", "last_order"];
const keptEvent = "Order Completed";
const functions = [...figures, "consents", "member", "listed", "tagged", "suppressed", "coupon", "identity", "locale",
  "zone", "stage", "score", "rfm", "received", "opened", "clicked", "interest", "last_interest", ...kept, "time_since", "anniversary"];
const words = ["and", "or", "not", "in", "where", "exists", "contains", "starts with", "ends with", "matches",
  "has any of", "has all of", "has none of", "is today", "in the next", "in the last", "ago", "days", "months", "since:",
  "until:", "last:", "between:", "during: this month", "within:", "without:", "profile.", "place.", "predicted.", "cart.total",
  "cart.items", "cart.updated_at", "any cart item where", "trigger", "true", "false", "top 10% by", "bottom 10% by"];
const channels = ["email", "sms", "whatsapp", "messenger", "instagram", "push", "web_push", "chat", "ads"];
// What the language itself names after these words.
const parts = {
  place: ["country", "region", "city"], predicted: ["churn", "lifetime_value"], cart: ["total", "items", "updated_at", "products"],
};
const cartList = "cart.products";
const cartItems = ["product_id", "sku", "variant", "name", "price", "quantity", "category", "brand", "currency"];

// With what a value is compared: the text before a quote that opens one.
const compared = /(?:==|!=|<=|>=|<|>|contains|starts with|ends with|matches|(?:has any of|has all of|has none of|in)\s*\[(?:\s*"(?:[^"\\]|\\.)*"\s*,)*)\s*$/;
const interests = { category: "category", brand: "brand", product: "product_id", variant: "variant_id", sku: "sku" };
// Events that show interest, and that fill a cart, the commonest of each.
const interestEvent = "Product Viewed";
const cartEvent = "Product Added";

/**
 * The calls and brackets that are open at the end of a rule, the innermost last, each with its first text, whether it
 * has come to `where`, and the list whose items are asked there; and what was written of a text that is open still, as
 * it is written, else null.
 */
function open(before) {
  const calls = [{ name: "", start: 0, event: null, isWhere: false, list: null }];
  let text = null;
  let word = "";
  for (let at = 0; at <= before.length; at += 1) {
    const sign = before[at] ?? "";
    const call = calls.at(-1);
    if (text !== null) {
      if (sign === "\\") text += sign + (before[at += 1] ?? "");
      else if (sign === "\"") {
        // Each event of a sequence has a filter of its own.
        if (!call.isWhere && (call.event === null || call.name === "sequence")) call.event = plain(text);
        text = null;
      } else text += sign;
      continue;
    }
    if (/\w/.test(sign)) {
      word += sign;
      continue;
    }
    if (word === "where") {
      call.isWhere = true;
      call.list = listOf(call, before.slice(call.start, at - word.length));
    }
    if (sign === "(" || sign === "[") {
      const name = sign === "(" ? word : sign;
      calls.push({ name, start: at + 1, event: kept.includes(name) ? keptEvent : null, isWhere: false, list: null });
    }
    if ((sign === ")" || sign === "]") && calls.length > 1) calls.pop();
    if (sign === "," && calls.length > 1) Object.assign(call, { isWhere: false, list: null });
    if (sign === "\"") text = "";
    word = "";
  }
  return { calls, text };
}

/** A text as it is meant, not as it is written. */
function plain(text) {
  try { return JSON.parse(`"${text}"`); } catch { return text; }
}

/** The list whose items the `where` after this is about; null where it is about an event. */
function listOf(call, head) {
  const short = /\b(?:any|none)\s+(cart\s+)?item\s+$/.exec(head);
  if (short) return short[1] ? cartList : "products";
  const path = /^\s*([A-Za-z_][\w.]*)\s+$/.exec(head)?.[1];
  if (call.event !== null || !path || !figures.includes(call.name)) return null;
  return bareFigures.includes(call.name) ? path : path.split(".").slice(0, -1).join(".") || null;
}

/** Of what a bare name is a property here: of an event's, or of an item of a list; null where it is of nothing. */
function scopeOf(calls) {
  const isFilter = (call) => call.isWhere && (call.list !== null || (call.event !== null && [...figures, ...kept].includes(call.name)));
  const inner = calls.findLast(isFilter);
  if (!inner) return null;
  const event = calls.findLast((call) => isFilter(call) && call.event !== null)?.event ?? null;
  return { event, list: inner.list };
}

/** What to ask the store for values of a property as it is written here; null where it cannot say. */
function valuesOf(path, scope) {
  const [root, ...rest] = path.split(".");
  const below = rest.join(".");
  // A property that is called like one of these keeps its root.
  if (root === "profile" && below) return { of: rest[0] === "profile" || parts[rest[0]] ? path : below };
  if (root === "place" && below) return { of: path };
  if (!scope || root === "trigger" || root === "predicted") return null;
  if (root === "event" && below) return scope.event === null ? null : { event: scope.event, of: below };
  if (scope.list !== null) return ofItems(scope, root === "item" && below ? below : path);
  return { event: scope.event, of: path };
}

/** The same of a property of a list's items. */
function ofItems({ event, list }, name) {
  const [root, ...rest] = list.split(".");
  const below = rest.join(".");
  if (root === "trigger") return null;
  if (root === "profile" && below) return { of: `${below}.${name}` };
  if (event !== null) return { event, of: `${root === "event" && below ? below : list}.${name}` };
  return list === cartList ? { event: cartEvent, of: name } : null;
}

/** What may stand inside a text that was opened: names that are known, or a query for values. */
function inText(before, calls, begun, names) {
  const call = calls.at(-1);
  const prior = before.slice(0, before.length - begun.length - 1);
  const found = (entries) => ({ begun, entries, end: "\"" });
  const asked = (query) => query ? { ...found([]), query } : found([]);
  const key = /(\w+):\s*$/.exec(prior)?.[1];
  if (key === "flow") return found(names.flows);
  if (key === "campaign") return asked({ event: "Email Sent", of: "campaign" });
  if (interests[key]) return asked({ event: interestEvent, of: interests[key] });
  if (key === "without") return found(names.events);
  const place = compared.exec(prior);
  if (place) {
    const left = prior.slice(0, place.index).trimEnd();
    const fact = /\b(stage|locale|zone)\(\)$/.exec(left);
    if (fact) return fact[1] === "stage" ? found(names.stages) : asked({ of: fact[0] });
    const path = /(?:^|[\s(\[])([A-Za-z_][\w.]*)$/.exec(left)?.[1];
    const ofEvent = /\b(?:first|last)\(\s*"((?:[^"\\]|\\.)*)"[^()]*\)\.([\w.]+)$/.exec(left);
    if (ofEvent) return asked({ event: plain(ofEvent[1]), of: ofEvent[2] });
    return path ? asked(valuesOf(path, scopeOf(calls))) : found([]);
  }
  const ofCall = {
    member: [...names.segments, ...names.lists], listed: names.lists, tagged: names.tags, coupon: names.pools,
    score: names.scores, consents: names.topics,
  }[call.name];
  if (ofCall) return found(ofCall);
  return found(figures.includes(call.name) && !call.isWhere ? names.events : []);
}

/** What may follow a dot: `path` ends with it. */
function afterDot(path, begun, scope) {
  const found = (entries) => ({ begun, entries, end: "" });
  const [root] = path.split(".");
  // Within an event's filter `cart` is a property of the event.
  const isOwn = root === "cart" && scope && scope.event !== null;
  if (path === `${cartList}.` && !isOwn) return found(cartItems);
  if (parts[root] && !isOwn) return found(path === `${root}.` ? parts[root] : []);
  if (path === "event." && scope && scope.event !== null) return { ...found([]), query: { event: scope.event } };
  if (path === "item." && scope && scope.list !== null) return inItems(begun, [], scope);
  const query = valuesOf(path, scope);
  return query ? { ...found([]), query } : found([]);
}

/** Names of the properties of a list's items: the language's own of a cart's, else the store's. */
function inItems(begun, entries, scope) {
  if (scope.list === cartList && scope.event === null) return { begun, entries: [...cartItems, ...entries], end: "" };
  const query = ofItems(scope, "");
  const found = { begun, entries: scope.list.startsWith("profile.") ? ["value", ...entries] : entries, end: "" };
  return query ? { ...found, query } : found;
}

/**
 * What can stand where the caret is: what was begun, and what it may become; `query` asks the store for more of it: for
 * values of a property `of` profiles or of an `event`, or for names of properties, of those within another by a dot at
 * its end.
 */
export function suggest(before, names) {
  const { calls, text } = open(before);
  if (text !== null) return inText(before, calls, text, names);
  const path = /(?:^|[^\w.])profile\.([\w.]*)$/.exec(before);
  if (path) return { begun: path[1], entries: names.properties, end: "" };
  const ofEvent = /"((?:[^"\\]|\\.)*)"(?:[^()"]*\))?\.([\w.]*)$/.exec(before);
  if (ofEvent) return { begun: ofEvent[2], entries: [], end: "", query: { event: plain(ofEvent[1]) } };
  const channel = /(?:consents|suppressed|received|opened|clicked)\(\s*(\w*)$/.exec(before);
  if (channel) return { begun: channel[1], entries: channels, end: "" };
  const scope = scopeOf(calls);
  const dotted = /(?:^|[^\w."])((?:[A-Za-z_]\w*\.)+)(\w*)$/.exec(before);
  if (dotted) return afterDot(dotted[1], dotted[2], scope);
  const word = /([A-Za-z_]\w*)?$/.exec(before)[1] ?? "";
  const list = [...functions.map((name) => `${name}(`), ...words];
  if (scope && scope.list !== null) return inItems(word, list, scope);
  return { begun: word, entries: list, end: "", ...(scope && { query: { event: scope.event } }) };
}

/** What was begun may become these; what the store knows goes first. */
export function matching({ begun, entries, end }, known) {
  const wanted = begun.toLowerCase();
  // A name that is no plain word stands in quotes, which nobody has opened.
  const plainly = end ? known : known.filter((entry) => /^[A-Za-z_][\w.]*$/.test(entry));
  const all = [...new Set([...plainly, ...entries])].filter((entry) => entry.toLowerCase() !== wanted);
  const starts = all.filter((entry) => entry.toLowerCase().startsWith(wanted));
  const holds = all.filter((entry) => wanted && !starts.includes(entry) && entry.toLowerCase().includes(wanted));
  return [...starts, ...holds].slice(0, most);
}

// The fields of one row, by its kind.
const channels = ["email", "sms", "whatsapp", "messenger", "instagram", "push", "web_push", "chat", "ads"];
const fieldsKnown = ["place.country", "place.region", "place.city", "stage()", "score()", "locale()", "zone()",
  "rfm(recency)", "rfm(frequency)", "rfm(monetary)", "identity(email)", "identity(phone)", "predicted.churn",
  "predicted.lifetime_value", "cart.total", "cart.items", "cart.updated_at"];
const operators = ["==", "!=", "<", "<=", ">", ">=", "contains", "starts with", "ends with", "matches", "in",
  "has any of", "has all of", "has none of", "exists", "today", "next", "lastDays", "this", "anniversaryToday",
  "anniversaryNext", "anniversaryThis"];
const spanOperators = ["next", "lastDays", "anniversaryNext"];
const unitOperators = ["this", "anniversaryThis"];
const bareOperators = ["exists", "today", "anniversaryToday"];
const verbs = ["any", "none", "count", "sum", "average", "min", "max", "distinct"];
const verbWords = { any: "did", none: "didNot" };
const keptEvent = "Order Completed";
const keptMoments = ["first_order", "last_order"];
const keptMeasures = ["spent", "orders", "average_order", ...keptMoments];
const comparisons = ["==", "!=", "<", "<=", ">", ">="];
const spans = ["second", "minute", "hour", "day", "week", "month", "year"];
const units = ["day", "week", "month", "quarter", "year"];
// The property of an event that shows interest, by what is asked.
const interests = { category: "category", brand: "brand", product: "product_id", variant: "variant_id", sku: "sku" };

/** What a new row of a kind begins with. */
export function startFields(kind) {
  switch (kind) {
    case "property": return { field: "", operator: "==", value: "" };
    case "event": return { verb: "any", event: "", operator: ">=", value: "1", property: "", where: "", filter: null, window: { last: { count: 30, unit: "day" } } };
    case "moment": return { verb: "last", event: "", operator: "<", span: { count: 6, unit: "month" }, where: "", filter: null, window: {} };
    case "engagement": return { action: "opened", channel: "email", flow: "", campaign: "", window: { last: { count: 30, unit: "day" } } };
    case "interest": return { subject: "category", name: "", operator: ">=", value: "3", window: { last: { count: 30, unit: "day" } } };
    case "kept": return { measure: "spent", event: keptEvent, operator: ">", value: "", where: "", filter: null, window: { last: { count: 90, unit: "day" } } };
    case "consent": return { channel: "email", name: "" };
    case "other": return { text: "", node: null };
    default: return { channel: "", name: "" };
  }
}

export function rowFields(row, tools) {
  const { words, names, tell, redraw, select, input } = tools;
  const fields = row.fields;
  const set = (name, isLayout) => (value) => {
    fields[name] = value;
    if (isLayout) redraw(row.id);
    tell();
  };
  const pick = (label, name, entries, isLayout) =>
    select(label, entries.map((entry) => Array.isArray(entry) ? entry : [entry, words[entry] ?? entry]), fields[name], set(name, isLayout));
  /** For rows that have no words of their own for the opposite. */
  const oddly = () => row.negated && select(words.join, [["", words.holds], ["not", words.holdsNot]], "not",
    (value) => { row.negated = value === "not"; redraw(row.id); tell(); });
  const negation = (yes, no) => select(words.operator, [["", words[yes]], ["not", words[no]]], row.negated ? "not" : "",
    (value) => { row.negated = value === "not"; tell(); });
  const wide = (label, name, options) => input(label, fields[name], set(name), { className: "wide", ...options });
  /** A length of time; read anew at each change, for its two fields change one value. */
  const spanFields = (span, act) => [
    input(words.amount, span()?.count ?? 1, (value) => act({ ...span(), count: Number(value) }), { type: "number", className: "narrow" }),
    select(words.unit, spans.map((unit) => [unit, words[unit]]), span()?.unit ?? "day", (unit) => act({ count: 1, ...span(), unit })),
  ];
  const eventField = () => wide(words.eventName, "event", { list: names.events });
  const channelField = (withAny) => select(words.channel,
    [...(withAny ? [["", words.anyChannel]] : []), ...channels.map((channel) => [channel, channel])], fields.channel, set("channel"));

  /** How long ago a moment was. */
  const agoFields = () => [
    // A rule that says it to the millisecond on the other side keeps its sign.
    select(words.operator, [[fields.operator === "<=" ? "<=" : "<", words.longerAgo],
      [fields.operator === ">" ? ">" : ">=", words.within]], fields.operator, set("operator")),
    ...spanFields(() => fields.span, set("span")),
  ];

  switch (row.kind) {
    case "property": return propertyFields(row, tools, { set, wide, spanFields, oddly });
    case "event": {
      const needsProperty = !["any", "none", "count"].includes(fields.verb);
      const isBare = ["any", "none"].includes(fields.verb);
      // "not any" and "none" say the same; which of them stays as it was written.
      const shown = isBare && row.negated ? (fields.verb === "any" ? "none" : "any") : fields.verb;
      return [
        !isBare && oddly(),
        select(words.verb, verbs.map((verb) => [verb, words[verbWords[verb] ?? verb]]), shown, (verb) => {
          row.negated = false;
          fields.verb = verb;
          redraw(row.id);
          tell();
        }),
        needsProperty && wide(words.eventProperty, "property", { list: () => tools.values({ event: fields.event }) }),
        eventField(), ...whereFields(row, tools),
        ...windowFields(row, tools, spanFields),
        ...(isBare ? [] : [
          pick(words.operator, "operator", comparisons),
          input(words.value, fields.value, set("value"), { className: "narrow" })]),
      ];
    }
    case "moment": return [
      oddly(), pick(words.verb, "verb", ["last", "first"]), eventField(), ...whereFields(row, tools), ...agoFields(),
    ];
    case "engagement": return [
      select(words.operator, ["received", "opened", "clicked"].flatMap((action) => [[action, words[action]],
        [`not ${action}`, words[`not${action[0].toUpperCase()}${action.slice(1)}`]]]),
        `${row.negated ? "not " : ""}${fields.action}`, (value) => {
          row.negated = value.startsWith("not ");
          fields.action = value.replace("not ", "");
          tell();
        }),
      channelField(false), wide(words.anyFlow, "flow", { list: names.flows }),
      wide(words.anyCampaign, "campaign", { list: () => tools.values({ event: "Email Sent", of: "campaign" }) }),
      ...windowFields(row, tools, spanFields),
    ];
    case "interest": return [
      oddly(), pick(words.subject, "subject", Object.keys(interests)),
      wide(words.name, "name", { list: () => tools.values({ event: "Product Viewed", of: interests[fields.subject] }) }),
      ...windowFields(row, tools, spanFields),
      pick(words.operator, "operator", comparisons), input(words.value, fields.value, set("value"), { className: "narrow" }),
    ];
    case "kept": return [
      oddly(),
      select(words.verb, keptMeasures.map((measure) => [measure, words[measure]]), fields.measure, (measure) => {
        if (keptMoments.includes(measure) && !keptMoments.includes(fields.measure)) {
          Object.assign(fields, { operator: "<", window: {}, span: fields.span ?? { count: 6, unit: "month" } });
        }
        fields.measure = measure;
        redraw(row.id);
        tell();
      }),
      ...whereFields(row, tools), ...windowFields(row, tools, spanFields),
      ...(keptMoments.includes(fields.measure) ? agoFields() : [
        pick(words.operator, "operator", comparisons),
        input(words.value, fields.value, set("value"), { className: "narrow" })]),
    ];
    case "consent": return [negation("given", "notGiven"), channelField(false), wide(words.topic, "name", { list: names.topics })];
    case "member": return [negation("isIn", "isNotIn"), wide(words.name, "name", { list: [...names.segments, ...names.lists] })];
    case "listed": return [negation("isOn", "isNotOn"), wide(words.name, "name", { list: names.lists })];
    case "tagged": return [negation("has", "hasNot"), wide(words.name, "name", { list: names.tags })];
    case "suppressed": return [negation("isSuppressed", "isNotSuppressed"), channelField(true)];
    case "coupon": return [negation("has", "hasNot"), wide(words.anyCoupon, "name", { list: names.pools })];
    default: return [writtenField(row, tools)];
  }
}

function propertyFields(row, { words, names, values, redraw, tell, select, input }, { set, wide, spanFields, oddly }) {
  const fields = row.fields;
  const shown = row.negated && fields.operator === "exists" ? "unknown"
    : row.negated && fields.operator === "in" ? "notIn" : row.negated && fields.operator === "contains" ? "notContains" : fields.operator;
  const opposites = { unknown: "exists", notIn: "in", notContains: "contains" };
  const isOdd = row.negated && !Object.keys(opposites).includes(shown);
  const entries = [...operators.slice(0, 7), "notContains", ...operators.slice(7, 11), "notIn", ...operators.slice(11, 15), "unknown", ...operators.slice(15)];
  const known = (name) => knownValues(name.trim(), names) ?? values({ of: name.trim() });
  const scores = names.scores.filter((name) => /^[\w-]+$/.test(name)).map((name) => `score(${name})`);
  return [
    isOdd && oddly(),
    wide(words.field, "field", { list: [...names.properties, ...fieldsKnown, ...scores] }),
    select(words.operator, entries.map((entry) => [entry, words[entry]]), shown, (operator) => {
      row.negated = operator in opposites;
      fields.operator = opposites[operator] ?? operator;
      if (spanOperators.includes(operator)) fields.span ??= { count: 7, unit: "day" };
      if (unitOperators.includes(operator)) fields.unit ??= "month";
      redraw(row.id);
      tell();
    }),
    ...(spanOperators.includes(fields.operator) ? spanFields(() => fields.span, set("span")) : []),
    unitOperators.includes(fields.operator)
      && select(words.unit, units.map((unit) => [unit, words[`${unit}1`]]), fields.unit, set("unit")),
    ![...spanOperators, ...unitOperators, ...bareOperators].includes(fields.operator)
      && input(words.value, fields.value, set("value"), { className: "wide", list: () => known(fields.field) }),
  ];
}

/** Values that the page knows of a field, or that nobody knows; null where the store is asked. */
function knownValues(field, names) {
  if (field === "stage()") return names.stages;
  if (field.startsWith("rfm(")) return ["1", "2", "3", "4", "5"];
  if (!field || /^(cart|predicted)\./.test(field)) return [];
  return field.includes("(") && !["locale()", "zone()"].includes(field) ? [] : null;
}

/** The filter of an event: written in the language, for it can be anything. */
function whereFields(row, { words, parse, tell, written, make, button, redraw }) {
  const fields = row.fields;
  if (fields.where === "" && !fields.isFiltering) {
    return [button("button small", "filter", "", () => { fields.isFiltering = true; redraw(row.id); }, words.addWhere)];
  }
  const problem = make("small", "field-problem");
  let turn = 0;
  const element = written(words.where, fields.where, async (text) => {
    fields.where = text;
    const mine = ++turn;
    if (!text.trim()) {
      fields.filter = null;
      problem.textContent = "";
      return tell();
    }
    const answer = await parse(`any("E" where ${text})`).catch(() => null);
    if (mine !== turn || !answer) return;
    problem.textContent = answer.faults[0]?.message ?? "";
    if (!answer.tree?.where) return;
    fields.filter = answer.tree.where;
    tell();
  }, { hint: words.whereHint, front: () => `any(${JSON.stringify(fields.event ?? "")} where ` });
  return [make("span", "where", make("span", "muted", words.where), element, problem)];
}

/** When the events happened. */
function windowFields(row, { words, select, input, tell, redraw }, spanFields) {
  const fields = row.fields;
  const window = fields.window ??= {};
  const modes = { ever: {}, inLast: { last: { count: 30, unit: "day" } }, during: { this: "month" }, before: { previous: "month" },
    between: { between: { newest: { count: 30, unit: "day" }, oldest: { count: 60, unit: "day" } } },
    since: { since: new Date().toISOString().slice(0, 10) } };
  const mode = window.last ? "inLast" : window.between ? "between" : window.this ? "during" : window.previous ? "before" : window.since ? "since" : "ever";
  // The other bounds and the zone stay: the text may have named them.
  const set = (name) => (value) => {
    fields.window = { ...fields.window, [name]: value };
    tell();
  };
  const setAge = (name) => (value) => set("between")({ ...fields.window.between, [name]: value });
  const chosen = select(words.window, Object.keys(modes).map((name) => [name, words[name]]), mode, (name) => {
    fields.window = modes[name];
    redraw(row.id);
    tell();
  });
  switch (mode) {
    case "inLast": return [chosen, ...spanFields(() => fields.window.last, set("last"))];
    case "between": return [chosen, ...spanFields(() => fields.window.between.newest, setAge("newest")),
      ...spanFields(() => fields.window.between.oldest, setAge("oldest"))];
    case "during": case "before": {
      const name = mode === "during" ? "this" : "previous";
      return [chosen, select(words.unit, units.map((unit) => [unit, words[`${unit}1`]]), window[name], set(name))];
    }
    case "since": return [chosen, input(words.date, window.since, set("since"), { hint: "2026-01-31", className: "narrow" })];
    default: return [chosen];
  }
}

/** A row that no fields can show: its text, read by the server. */
function writtenField(row, { words, parse, tell, written, make }) {
  const problem = make("small", "field-problem");
  let turn = 0;
  const element = written(words.other, row.fields.text, async (text) => {
    row.fields.text = text;
    const mine = ++turn;
    if (!text.trim()) {
      row.fields.node = null;
      problem.textContent = "";
      return tell();
    }
    const answer = await parse(text).catch(() => null);
    if (mine !== turn || !answer) return;
    problem.textContent = answer.faults[0]?.message ?? "";
    if (!answer.tree) return;
    row.fields.node = answer.tree;
    tell();
  }, { hint: words.writtenHint });
  return make("span", "where", element, problem);
}

// Between a condition's tree and what the rows show. A group has rows and groups in it; a row has a kind and fields,
// and what no kind can show is a row of text.
const roots = ["place", "predicted", "cart"];
const facts = ["stage()", "locale()", "zone()", "score()"];
const orders = ["<", "<=", ">", ">="];
const listOperators = ["in", "has any of", "has all of", "has none of"];
const numberVerbs = ["count", "sum", "average", "min", "max", "distinct"];
// With what a figure over orders after refunds is compared.
const amounts = { spent: ["number", "money"], orders: ["number"], average_order: ["number", "money"] };
const keptMoments = ["first_order", "last_order"];
const keptEvent = "Order Completed";

let next = 0;
export const newRow = (kind = "property", fields = {}) => ({ id: ++next, type: "row", kind, negated: false, fields });
export const newGroup = (join = "and", items = []) => ({ id: ++next, type: "group", join, negated: false, items });

/** Moves a row or group up or down among its neighbours; false at either end. */
export function moveBy(parent, item, step) {
  const at = parent.items.indexOf(item);
  const to = at + step;
  if (at < 0 || to < 0 || to >= parent.items.length) return false;
  parent.items.splice(at, 1);
  parent.items.splice(to, 0, item);
  return true;
}

const holds = (group, wanted) => group === wanted
  || (group.items ?? []).some((item) => item.type === "group" && holds(item, wanted));

/** Whether a row or group may go into a group: none goes into itself. */
export const mayMove = (item, target) => !(item.type === "group" && holds(item, target));

/** Moves a row or group from its parent to a place in a group, counted as they stand before; false where it may not. */
export function moveTo(parent, item, target, index) {
  if (!mayMove(item, target)) return false;
  const from = parent.items.indexOf(item);
  parent.items.splice(from, 1);
  target.items.splice(parent === target && from < index ? index - 1 : index, 0, item);
  return true;
}

/** The tree as groups and rows; `parts` has the text of each row and filter by its place. */
export function toModel(tree, parts) {
  if (!tree) return newGroup("and");
  const model = read(tree, parts, "");
  return model.type === "group" ? model : newGroup("and", [model]);
}

function read(node, parts, place) {
  const inside = (key) => place ? `${place}.${key}` : key;
  if (node.kind === "and" || node.kind === "or") {
    return newGroup(node.kind, node.operands.map((part, index) => read(part, parts, inside(`operands[${index}]`))));
  }
  if (node.kind === "not") {
    const inner = read(node.operand, parts, inside("operand"));
    if (!inner.negated) return Object.assign(inner, { negated: true });
    return newRow("other", { text: parts[place] ?? "", node });
  }
  const shown = classify(node, parts, place);
  return shown ? newRow(shown[0], shown[1]) : newRow("other", { text: parts[place] ?? "", node });
}

function classify(node, parts, place) {
  const inside = (key) => place ? `${place}.${key}` : key;
  const event = (figure, at) => ({
    event: figure.event, property: (figure.property ?? []).join("."), filter: figure.where ?? null,
    where: figure.where ? parts[`${at ? at + "." : ""}where`] ?? "" : "", window: figure.window ?? {},
  });
  switch (node.kind) {
    case "property": return field(node) && ["property", { field: field(node), operator: "==", value: "true", plain: true }];
    case "figure":
      return ["any", "none"].includes(node.function) ? ["event", { verb: node.function, ...event(node, place) }] : null;
    case "comparison": {
      const { left, operator, right } = node;
      if (left.kind === "figure" && ["first", "last"].includes(left.function) && !left.property && right.kind === "ago"
        && orders.includes(operator)) {
        return ["moment", { verb: left.function, operator, span: spanOf(right), ...event(left, inside("left")) }];
      }
      if (left.kind === "figure" && numberVerbs.includes(left.function) && written(right) !== null) {
        return ["event", { verb: left.function, operator, value: written(right), ...event(left, inside("left")) }];
      }
      if (left.kind === "interest" && left.measure === "interest" && right.kind === "number") {
        return ["interest", { subject: left.subject, name: left.name, operator, value: written(right), window: left.window ?? {} }];
      }
      if (left.kind === "orders") {
        const kept = { measure: left.measure, operator, ...event({ ...left, event: keptEvent }, inside("left")) };
        if (keptMoments.includes(left.measure)) {
          return right.kind === "ago" && orders.includes(operator) ? ["kept", { ...kept, value: "", span: spanOf(right) }] : null;
        }
        return amounts[left.measure].includes(right.kind) ? ["kept", { ...kept, value: written(right) }] : null;
      }
      return field(left) && written(right) !== null
        ? ["property", { field: field(left), operator, value: written(right) }] : null;
    }
    case "relation":
      return field(node.left) && written(node.right) !== null
        ? ["property", { field: field(node.left), operator: node.operator, value: written(node.right) }] : null;
    case "in":
      return field(node.left) && node.list.kind === "list"
        ? ["property", { field: field(node.left), operator: "in", value: written(node.list) }] : null;
    case "exists": return field(node.operand) && ["property", { field: field(node.operand), operator: "exists", value: "" }];
    case "day": return day(node);
    case "engagement":
      return ["engagement", { action: node.action, channel: node.channel, flow: node.flow ?? "", campaign: node.campaign ?? "", window: node.window ?? {} }];
    case "fact": {
      const kinds = { consents: "consent", member: "member", listed: "listed", tagged: "tagged", suppressed: "suppressed", coupon: "coupon" };
      return kinds[node.function] ? [kinds[node.function], { channel: node.word ?? "", name: node.name ?? "" }] : null;
    }
    default: return null;
  }
}

function day(node) {
  const isYearly = node.operand.kind === "anniversary";
  const name = field(isYearly ? node.operand.of : node.operand);
  if (!name) return null;
  if (node.is === "today") return ["property", { field: name, operator: isYearly ? "anniversaryToday" : "today", value: "" }];
  if (node.next) return ["property", { field: name, operator: isYearly ? "anniversaryNext" : "next", span: spanOf(node.next) }];
  if (node.last && !isYearly) return ["property", { field: name, operator: "lastDays", span: spanOf(node.last) }];
  if (node.this) return ["property", { field: name, operator: isYearly ? "anniversaryThis" : "this", unit: node.this }];
  return null;
}

const spanOf = ({ count, unit }) => ({ count, unit });
const isPlain = (key) => /^[\w-]+$/.test(key);

/** How a property or stored fact is written in the row's field; null where it takes the language to say it. */
function field(node) {
  if (node.kind === "property" && node.path.every(isPlain)) {
    // A property of that name needs its root in front, or it would be read as another thing.
    if (node.of === "profile") return (roots.includes(node.path[0]) && node.path.length > 1 ? "profile." : "") + node.path.join(".");
    if (node.of === "cart" && node.path.length) return `cart.${node.path.join(".")}`;
    if (node.of === "place" && node.path.length) return `place.${node.path.join(".")}`;
    if (node.of === "predicted") return `predicted.${node.path.join(".")}`;
  }
  if (node.kind === "fact") {
    if (!node.word && !node.name && facts.includes(`${node.function}()`)) return `${node.function}()`;
    if (["rfm", "identity"].includes(node.function)) return `${node.function}(${node.word})`;
    if (node.function === "score" && node.name && isPlain(node.name)) return `score(${node.name})`;
  }
  return null;
}

function fieldNode(text) {
  const call = /^(stage|locale|zone|score|rfm|identity)\((.*)\)$/.exec(text);
  if (call) {
    const node = { kind: "fact", function: call[1] };
    const inside = call[2].replaceAll("\"", "").trim();
    if (inside) node[call[1] === "score" ? "name" : "word"] = inside;
    return node;
  }
  const path = text.split(".").map((key) => key.trim()).filter(Boolean);
  if (!path.length) return null;
  if (roots.includes(path[0]) && path.length > 1) return { kind: "property", of: path[0], path: path.slice(1) };
  return { kind: "property", of: "profile", path: path[0] === "profile" && path.length > 1 ? path.slice(1) : path };
}

/** How a value is written in a field: a text that looks like something else stands in quotes. */
function written(node) {
  switch (node.kind) {
    case "text": return reads(node.value).kind === "text" && node.value === node.value.trim() && !node.value.startsWith("\"")
      ? node.value : JSON.stringify(node.value);
    case "number": return String(node.value);
    case "boolean": return String(node.value);
    case "money": return `${node.value} ${node.currency}`;
    case "list": return node.items.map((item) => typeof item === "string"
      ? /[,"]/.test(item) || reads(item).kind !== "text" ? JSON.stringify(item) : item : String(item)).join(", ");
    default: return null;
  }
}

/** What is meant by what was written: a number, true or false, an amount of money, else a text. */
export function reads(text) {
  const plain = text.trim();
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(plain)) return { kind: "number", value: Number(plain) };
  if (plain === "true" || plain === "false") return { kind: "boolean", value: plain === "true" };
  const money = /^(-?\d+(?:\.\d+)?)\s*([A-Z]{3})$/.exec(plain);
  if (money) return { kind: "money", value: Number(money[1]), currency: money[2] };
  if (/^"(?:[^"\\]|\\.)*"$/.test(plain)) {
    try { return { kind: "text", value: JSON.parse(plain) }; } catch { /* an escape that is none is a text */ }
  }
  return { kind: "text", value: plain };
}

function listNode(text) {
  const items = (text.match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? []).map((item) => item.trim()).filter(Boolean)
    .map(reads).filter((node) => node.kind !== "money").map((node) => node.value);
  return items.length ? { kind: "list", items } : null;
}

/** The tree of what the rows say so far; rows that are not filled in yet are left out. Null where nothing is said. */
export function toTree(group) {
  const parts = group.items.map((item) => item.type === "group" ? toTree(item) : rowTree(item)).filter(Boolean)
    // A group inside one of its own kind says nothing of its own.
    .flatMap((node) => node.kind === group.join ? node.operands : [node]);
  const inner = parts.length > 1 ? { kind: group.join, operands: parts } : parts[0] ?? null;
  return inner && group.negated ? negate(inner) : inner;
}

const negate = (node) => node.kind === "not" ? node.operand : { kind: "not", operand: node };

function rowTree(row) {
  const node = plainTree(row);
  return node && row.negated ? negate(node) : node;
}

function plainTree({ kind, fields }) {
  const named = (name) => fields[name]?.trim() || null;
  const fact = (name, word, text) => ({ kind: "fact", function: name, ...(word && { word }), ...(text && { name: text }) });
  switch (kind) {
    case "property": return propertyTree(fields);
    case "event": {
      const figure = figureTree(fields);
      if (!figure || ["any", "none"].includes(fields.verb)) return figure;
      if (!["count"].includes(fields.verb) && !figure.property) return null;
      const value = named("value") && reads(fields.value);
      return value && value.kind !== "text" ? { kind: "comparison", left: figure, operator: fields.operator, right: value } : null;
    }
    case "moment": {
      const figure = figureTree({ ...fields, property: "" });
      return figure && fields.span?.count >= 1
        ? { kind: "comparison", left: figure, operator: fields.operator, right: { kind: "ago", ...fields.span } } : null;
    }
    case "engagement":
      return { kind: "engagement", action: fields.action, channel: fields.channel, ...(named("flow") && { flow: named("flow") }),
        ...(named("campaign") && { campaign: named("campaign") }), ...windowOf(fields) };
    case "interest": {
      const value = named("value") && reads(fields.value);
      return named("name") && value?.kind === "number" ? { kind: "comparison", operator: fields.operator, right: value,
        left: { kind: "interest", measure: "interest", subject: fields.subject, name: named("name"), ...windowOf(fields) } } : null;
    }
    case "kept": {
      const left = { kind: "orders", measure: fields.measure, ...(fields.filter && { where: fields.filter }), ...windowOf(fields) };
      if (keptMoments.includes(fields.measure)) {
        return fields.span?.count >= 1
          ? { kind: "comparison", left, operator: fields.operator, right: { kind: "ago", ...fields.span } } : null;
      }
      const value = named("value") && reads(fields.value);
      return value && amounts[fields.measure].includes(value.kind)
        ? { kind: "comparison", left, operator: fields.operator, right: value } : null;
    }
    case "consent": return fields.channel ? fact("consents", fields.channel, named("name")) : null;
    case "member": return named("name") ? fact("member", null, named("name")) : null;
    case "listed": return named("name") ? fact("listed", null, named("name")) : null;
    case "tagged": return named("name") ? fact("tagged", null, named("name")) : null;
    case "suppressed": return fact("suppressed", fields.channel, null);
    case "coupon": return fact("coupon", null, named("name"));
    default: return fields.node ?? null;
  }
}

function propertyTree(fields) {
  const left = fieldNode(fields.field ?? "");
  if (!left) return null;
  const operator = fields.operator;
  const day = (operand, test) => ({ kind: "day", operand, ...test });
  const yearly = { kind: "anniversary", of: left };
  const span = fields.span?.count >= 1 ? spanOf(fields.span) : null;
  switch (operator) {
    case "exists": return { kind: "exists", operand: left };
    case "today": return day(left, { is: "today" });
    case "anniversaryToday": return day(yearly, { is: "today" });
    case "next": return span && day(left, { next: span });
    case "anniversaryNext": return span && day(yearly, { next: span });
    case "lastDays": return span && day(left, { last: span });
    case "this": return day(left, { this: fields.unit ?? "month" });
    case "anniversaryThis": return day(yearly, { this: fields.unit ?? "month" });
  }
  if (!fields.value?.trim()) return null;
  if (fields.plain && operator === "==" && fields.value.trim() === "true") return left;
  if (operator === "in") {
    const list = listNode(fields.value);
    return list && { kind: "in", left, list };
  }
  if (listOperators.includes(operator)) {
    const list = listNode(fields.value);
    return list && { kind: "relation", left, operator, right: list };
  }
  if (["==", "!=", ...orders].includes(operator)) return { kind: "comparison", left, operator, right: reads(fields.value) };
  const right = reads(fields.value);
  return { kind: "relation", left, operator, right: operator === "contains" ? right : { kind: "text", value: right.kind === "text" ? right.value : fields.value.trim() } };
}

function figureTree(fields) {
  if (!fields.event?.trim()) return null;
  const property = (fields.property ?? "").split(".").map((key) => key.trim()).filter(Boolean);
  const hasProperty = property.length && !["any", "none", "count"].includes(fields.verb);
  return { kind: "figure", function: fields.verb, event: fields.event.trim(), ...(hasProperty && { property }),
    ...(fields.filter && { where: fields.filter }), ...windowOf(fields) };
}

function windowOf(fields) {
  const window = fields.window ?? {};
  return Object.keys(window).length ? { window } : {};
}

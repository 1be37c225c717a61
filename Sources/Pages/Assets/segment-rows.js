// The rows of a rule: fields for what is asked most, groups in groups, and text for the rest. Rows are dragged by their
// grip, or moved by buttons, or with Alt and the arrow keys.
import { mayMove, moveBy, moveTo, newRow, newGroup, toModel, toTree } from "./segment-model.js";
import { rowFields, startFields } from "./segment-fields.js";
import { completeText } from "./segment-complete.js";

const kinds = ["property", "event", "moment", "engagement", "interest", "kept", "consent", "member", "listed", "tagged",
  "suppressed", "coupon", "other"];
const joins = [["all", "and", false], ["any", "or", false], ["none", "or", true], ["notAll", "and", true]];

export function showRows(place, { words, names, parse, values, changed }) {
  let model = newGroup();
  let dragged = null;
  const sprite = document.querySelector(".icon use").getAttribute("href").split("#")[0];

  /** Says what the rows say now. */
  const tell = () => changed(toTree(model));
  const redraw = (focus) => {
    place.replaceChildren(drawGroup(model, null));
    if (focus) place.querySelector(`[data-row="${focus}"] .grip`)?.focus();
  };
  const tools = { words, names, parse, values, tell, redraw, make, button, select, input, written };

  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children.filter(Boolean));
    return element;
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${sprite}#${name}`);
    svg.append(use);
    return svg;
  }

  function button(className, name, label, act, text) {
    const element = make("button", className, icon(name), text);
    element.type = "button";
    if (!text) element.ariaLabel = element.title = label;
    element.addEventListener("click", act);
    return element;
  }

  function select(label, entries, value, act, className) {
    const element = make("select", className);
    element.ariaLabel = label;
    for (const [key, text] of entries) element.append(new Option(text, key, false, key === value));
    element.addEventListener("change", () => act(element.value));
    return element;
  }

  function input(label, value, act, { list, type = "text", className, hint } = {}) {
    const element = make("input", className);
    element.type = type;
    element.ariaLabel = label;
    element.placeholder = hint ?? label;
    element.value = value ?? "";
    element.autocomplete = "off";
    element.spellcheck = false;
    if (type === "number") element.min = 1;
    element.addEventListener("input", () => act(element.value));
    // Enter in a row is no wish to save the segment.
    element.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    if (!list) return element;
    const entries = make("datalist");
    entries.id = `list-${Math.random().toString(36).slice(2)}`;
    const fill = (found) => entries.replaceChildren(...found.slice(0, 200).map((entry) => new Option(entry)));
    if (typeof list === "function") {
      element.addEventListener("focus", async () => { try { fill(await list()); } catch { /* without it one types */ } });
    } else {
      fill(list);
    }
    element.setAttribute("list", entries.id);
    return make("span", "with-list", element, entries);
  }

  /** A field for a part of a rule in the language, completed like the text; `front()` stands before it there. */
  function written(label, value, act, { hint, front }) {
    const element = input(label, value, act, { className: "wide code", hint });
    const list = make("ul", "suggestions");
    list.setAttribute("role", "listbox");
    list.ariaLabel = words.suggestions;
    list.hidden = true;
    completeText(element, list, names, values, front);
    return make("span", "with-suggestions", element, list);
  }

  function drawGroup(group, parent) {
    const list = make("ol", "rule-list");
    for (const item of group.items) {
      list.append(make("li", "", item.type === "group" ? drawGroup(item, group) : drawRow(item, group)));
    }
    const current = joins.find(([, join, negated]) => join === group.join && negated === group.negated);
    const head = make("div", "rule-head",
      parent && grip(group, parent),
      make("span", "", words.join),
      select(words.join, joins.map(([name]) => [name, words[name]]), current[0], (name) => {
        [, group.join, group.negated] = joins.find(([one]) => one === name);
        redraw();
        tell();
      }, "join"),
      parent && make("span", "push row-ends", movers(group, parent),
        button("quiet", "trash", words.removeGroup, () => remove(group, parent))));
    const foot = make("div", "rule-foot",
      button("button small", "plus", "", () => add(group, newRow("property", startFields("property"))), words.addRow),
      button("button small", "plus", "", () => add(group, newGroup(group.join === "and" ? "or" : "and",
        [newRow("property", startFields("property"))])), words.addGroup));
    const element = make("div", "rule-group", head, list, foot);
    element.dataset.join = group.join;
    if (parent) element.dataset.row = group.id;
    dropInto(element, group);
    return element;
  }

  function drawRow(row, parent) {
    const element = make("div", "rule-row", grip(row, parent),
      make("div", "rule-fields",
        select(words.kind, kinds.map((kind) => [kind, words[kind]]), row.kind, (kind) => {
          Object.assign(row, { kind, negated: false, fields: startFields(kind) });
          redraw(row.id);
          tell();
        }, "kind"),
        ...rowFields(row, tools)),
      make("span", "row-ends", movers(row, parent),
        button("quiet", "trash", words.remove, () => remove(row, parent))));
    element.dataset.row = row.id;
    dropBeside(element, row, parent);
    return element;
  }

  function add(group, item) {
    group.items.push(item);
    redraw(item.id);
    tell();
  }

  function remove(item, parent) {
    parent.items.splice(parent.items.indexOf(item), 1);
    redraw();
    tell();
  }

  function grip(item, parent) {
    // No button: some browsers do not let one be dragged.
    const handle = make("span", "quiet grip", icon("grip"));
    handle.tabIndex = 0;
    handle.setAttribute("role", "button");
    handle.ariaLabel = handle.title = words.move;
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      dragged = { item, parent };
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      handle.closest("[data-row]").classList.add("is-dragged");
    });
    handle.addEventListener("dragend", () => {
      dragged = null;
      place.querySelectorAll(".is-dragged, .is-over").forEach((one) => one.classList.remove("is-dragged", "is-over"));
    });
    handle.addEventListener("keydown", (event) => {
      const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      move(item, parent, step);
    });
    return handle;
  }

  /** Up or down by one: the focus stays on what was pressed, so that it can be pressed again. */
  function move(item, parent, step, pressed = ".grip") {
    if (!moveBy(parent, item, step)) return;
    redraw();
    // At either end the button that was pressed is off.
    const row = place.querySelector(`[data-row="${item.id}"]`);
    const wanted = row?.querySelector(pressed);
    (wanted && !wanted.disabled ? wanted : row?.querySelector(".grip"))?.focus();
    tell();
  }

  function movers(item, parent) {
    const at = parent.items.indexOf(item);
    const up = button("quiet move-up", "up", words.moveUp, () => move(item, parent, -1, ".move-up"));
    const down = button("quiet move-down", "down", words.moveDown, () => move(item, parent, 1, ".move-down"));
    up.disabled = at === 0;
    down.disabled = at === parent.items.length - 1;
    return make("span", "movers", up, down);
  }

  const mayDrop = (target) => dragged && mayMove(dragged.item, target);

  function drop(target, index) {
    const { item, parent } = dragged;
    if (!moveTo(parent, item, target, index)) return;
    redraw(item.id);
    tell();
  }

  function dropBeside(element, row, parent) {
    const isBelow = (event) => event.clientY > element.getBoundingClientRect().top + element.offsetHeight / 2;
    element.addEventListener("dragover", (event) => {
      if (!mayDrop(parent)) return;
      event.preventDefault();
      event.stopPropagation();
      element.classList.add("is-over");
      element.classList.toggle("is-below", isBelow(event));
    });
    element.addEventListener("dragleave", () => element.classList.remove("is-over"));
    element.addEventListener("drop", (event) => {
      if (!mayDrop(parent)) return;
      event.preventDefault();
      event.stopPropagation();
      drop(parent, parent.items.indexOf(row) + (isBelow(event) ? 1 : 0));
    });
  }

  function dropInto(element, group) {
    element.addEventListener("dragover", (event) => {
      if (!mayDrop(group)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    element.addEventListener("drop", (event) => {
      if (!mayDrop(group)) return;
      event.preventDefault();
      event.stopPropagation();
      drop(group, group.items.length);
    });
  }

  return {
    show(tree, parts) {
      model = toModel(tree, parts);
      redraw();
    },
  };
}

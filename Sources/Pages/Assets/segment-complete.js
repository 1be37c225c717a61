// Completion in a field in which the language is written: a list under it, taken with Enter, Tab or the mouse.
import { matching, suggest } from "./segment-suggest.js";

let lists = 0;

/**
 * - values(query) asks the store; what it said once is kept as long as the page.
 * - front() is what stands before the field's own text, where it holds a part of a rule.
 */
export function completeText(area, list, names, values, front = () => "") {
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
    const answer = suggest(front() + area.value.slice(0, area.selectionStart), names);
    if (!answer.begun && !isAsked && answer.end === "") return hide();
    const stored = answer.query ? await known(answer.query) : [];
    if (own !== turn) return;
    const entries = matching(answer, stored);
    if (!entries.length) return hide();
    found = { ...answer, entries };
    list.replaceChildren(...entries.map((entry, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${index}`;
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

  list.id ||= `suggestions-${lists += 1}`;
  area.setAttribute("aria-controls", list.id);
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

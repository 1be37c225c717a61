// The flow editor: every button and every changed field asks the server, which answers with cards and text anew.
import { showMarks } from "./segment-marks.js";

const typedAfterMilliseconds = 600;

export function editFlow(root) {
  const editor = root.querySelector("[data-flow-editor]");
  if (!editor) return;
  const form = editor.closest("form");
  let timer, asking;
  form.classList.add("with-modules");

  /** Sends the whole form with what is asked, and draws the answer. */
  async function ask(query, isFromText) {
    clearTimeout(timer);
    asking?.abort();
    const turn = asking = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    for (const [name, value] of query) body.set(name, value);
    body.set("fragment", "yes");
    say("…");
    try {
      const answer = await fetch(editor.dataset.address, { method: "POST", body, signal: turn.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      if (turn === asking) draw(fresh, isFromText, query);
    } catch (error) {
      if (error.name !== "AbortError") say(editor.dataset.lost);
    }
  }

  function say(words) {
    const state = editor.querySelector("[data-editor-state]");
    if (state) state.textContent = words;
  }

  /** Keeps open what was open, and the focus where it was. */
  function draw(fresh, isFromText, query) {
    const open = new Set([...editor.querySelectorAll("details[open][id]")].map((one) => one.id));
    const focused = document.activeElement;
    const place = focused && editor.contains(focused) ? {
      id: focused.id, name: focused.name, action: focused.getAttribute("formaction"),
      start: focused.selectionStart, end: focused.selectionEnd, scroll: focused.scrollTop,
    } : null;
    const written = isFromText ? editor.querySelector("[data-text]").value : null;
    editor.replaceChildren(...fresh.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (written !== null) editor.querySelector("[data-text]").value = written;
    start();
    const palette = document.getElementById("palette-here");
    if (query.get("operation") === "place" && palette) {
      palette.querySelector("input")?.focus();
      palette.scrollIntoView({ block: "nearest" });
      return;
    }
    if (query.get("operation") === "add") {
      editor.querySelector(".edit-card[open]:last-of-type summary")?.scrollIntoView({ block: "nearest" });
    }
    if (place) restore(place);
  }

  function restore(place) {
    const target = (place.id && document.getElementById(place.id))
      || [...editor.querySelectorAll("button, input, select, textarea")].find((one) =>
        place.action ? one.getAttribute("formaction") === place.action : place.name && one.name === place.name);
    if (!target) return;
    target.focus({ preventScroll: true });
    if (place.start !== null && place.start !== undefined && target.setSelectionRange && target.type !== "email") {
      target.setSelectionRange(place.start, place.end);
      target.scrollTop = place.scroll;
    }
  }

  /** What has to be done again after every answer. */
  function start() {
    const area = editor.querySelector("[data-text]");
    const marks = showMarks(editor.querySelector("[data-marks]"), area);
    const faults = [...editor.querySelectorAll("#flow-faults [data-line]")]
      .map((one) => ({ line: Number(one.dataset.line), column: Number(one.dataset.column) }));
    marks.show(faults.sort((a, b) => a.line - b.line || a.column - b.column));
    area.addEventListener("input", () => {
      marks.show([]);
      clearTimeout(timer);
      timer = setTimeout(() => ask(new URLSearchParams({ operation: "text" }), true), typedAfterMilliseconds);
    });
    const search = editor.querySelector("[data-palette-filter]");
    if (!search) return;
    search.hidden = false;
    const field = search.querySelector("input");
    field.addEventListener("input", () => narrow(field.value.trim().toLowerCase()));
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      editor.querySelector(".step-palette li:not([hidden]) button")?.click();
    });
  }

  function narrow(words) {
    for (const group of editor.querySelectorAll(".palette-group")) {
      const items = [...group.querySelectorAll("li")];
      for (const item of items) item.hidden = !item.dataset.words.toLowerCase().includes(words);
      group.hidden = items.every((item) => item.hidden);
    }
  }

  form.addEventListener("submit", (event) => {
    const action = event.submitter?.getAttribute("formaction");
    if (!action) return;
    event.preventDefault();
    ask(new URL(action, location.href).searchParams, false);
  });

  editor.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.name?.startsWith("v:")) return;
    const rest = field.name.replace(/\[\d+\]$/, "").slice(2);
    const colon = rest.lastIndexOf(":");
    ask(new URLSearchParams({
      operation: "set", step: rest.slice(0, colon), field: rest.slice(colon + 1), value: valueOf(field),
    }), false);
  });

  /** Of boxes to tick, all that are ticked. */
  function valueOf(field) {
    if (field.type !== "checkbox") return field.value;
    return [...field.closest("fieldset").querySelectorAll("input:checked")].map((box) => box.value).join(", ");
  }

  // Enter in a field means that it is done, not that the draft is to be saved.
  editor.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.defaultPrevented) return;
    event.preventDefault();
    if (event.target.name === "who") editor.querySelector("#preview button[formaction]")?.click();
    else event.target.blur();
  });
  start();
}

// A segment's rule as rows and as text: whichever is changed, the server says it in the other form, names what is
// wrong with it, and counts who it takes in.
import { showRows } from "./segment-rows.js";
import { completeText } from "./segment-complete.js";
import { showMarks } from "./segment-marks.js";

const checkAfterMilliseconds = 180;
const previewAfterMilliseconds = 350;

export function editSegment(root) {
  const editor = root.querySelector("[data-segment-editor]");
  if (!editor) return;
  const words = JSON.parse(editor.dataset.words);
  const names = JSON.parse(editor.dataset.names);
  const area = editor.querySelector("[data-text]");
  const faults = editor.querySelector("[data-faults]");
  const sentence = editor.querySelector("[data-sentence]");
  const body = editor.querySelector("[data-preview-body]");
  const counting = editor.querySelector("[data-counting]");
  const token = editor.closest("form").querySelector("[name=csrf]").value;
  // Of a stage or of points: numbers that change what the rule comes to.
  const figures = [...editor.closest("form").querySelectorAll("[data-preview-field], [name=kind]")];
  const waiting = [...body.childNodes].map((node) => node.cloneNode(true));
  let checkTimer, previewTimer, checking, previewing;

  const post = async (address, fields, signal) => {
    const form = new URLSearchParams({ csrf: token, ...fields });
    const answer = await fetch(address, { method: "POST", body: form, signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  };
  /** What the language makes of a text or a tree. */
  const check = async (fields, signal) => (await post(editor.dataset.check, fields, signal)).json();

  const rows = showRows(editor.querySelector("[data-rows]"), {
    words, names, parse: (text) => check({ text }),
    values: async (query) => (await fetch(`${editor.dataset.values}?${new URLSearchParams(query)}`)).json(),
    changed: (tree) => tree ? soon({ tree: JSON.stringify(tree) }, true) : clear(),
  });
  const marks = showMarks(editor.querySelector("[data-marks]"), area);
  completeText(area, editor.querySelector("[data-suggestions]"), names, words);
  area.addEventListener("input", () => {
    marks.show([]);
    soon({ text: area.value }, false);
  });

  function soon(fields, isFromRows) {
    clearTimeout(checkTimer);
    checking?.abort();
    checkTimer = setTimeout(() => run(fields, isFromRows), checkAfterMilliseconds);
  }

  async function run(fields, isFromRows) {
    if (!isFromRows && !fields.text.trim()) return clear(true);
    checking = new AbortController();
    let answer;
    try {
      answer = await check(fields, checking.signal);
    } catch (error) {
      if (error.name !== "AbortError") say([{ message: words.lost }]);
      return;
    }
    say(answer.faults, answer.warnings);
    marks.show(isFromRows ? [] : answer.faults);
    if (!answer.tree) {
      sentence.textContent = "";
      stopPreview();
      return;
    }
    sentence.textContent = answer.sentence;
    if (isFromRows) {
      area.value = answer.text;
      marks.show([]);
    } else {
      rows.show(answer.tree, answer.parts);
    }
    clearTimeout(previewTimer);
    previewTimer = setTimeout(() => preview(answer.text), previewAfterMilliseconds);
  }

  function say(problems, warnings = []) {
    const lines = problems.map((fault) => fault.line
      ? words.fault.replace("{line}", fault.line).replace("{message}", () => fault.message) : fault.message);
    faults.replaceChildren(
      ...lines.map((line) => item(line)), ...warnings.map((line) => item(line, "warn")));
    area.setAttribute("aria-invalid", String(problems.length > 0));
  }

  function item(line, tone) {
    const entry = document.createElement("li");
    entry.textContent = line;
    if (tone) entry.dataset.tone = tone;
    return entry;
  }

  /** Nothing is asked: no faults, no people. */
  function clear(isText) {
    clearTimeout(checkTimer);
    checking?.abort();
    say([]);
    sentence.textContent = "";
    if (isText) rows.show(null, {});
    else area.value = "";
    stopPreview();
    body.replaceChildren(...waiting.map((node) => node.cloneNode(true)));
  }

  function stopPreview() {
    clearTimeout(previewTimer);
    previewing?.abort();
    counting.hidden = true;
    body.classList.add("is-stale");
  }

  async function preview(text) {
    previewing?.abort();
    const turn = previewing = new AbortController();
    counting.hidden = false;
    try {
      const extra = Object.fromEntries(figures.map((field) => [field.name, field.value]));
      const answer = await post(editor.dataset.preview, { ...extra, text, segment: editor.dataset.segment }, turn.signal);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      if (turn !== previewing) return;
      body.replaceChildren(...fresh.childNodes);
      body.classList.remove("is-stale");
    } catch (error) {
      if (error.name === "AbortError") return;
      body.textContent = words.lost;
    }
    counting.hidden = true;
  }

  figures.forEach((field) => field.addEventListener("input", () => {
    if (sentence.textContent) soon({ text: area.value }, false);
  }));
  if (area.value.trim()) run({ text: area.value }, false);
  else rows.show(null, {});
}

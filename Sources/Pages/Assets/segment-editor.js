// A segment's rule as rows and as text: whichever is changed, the server says it in the other form, names what is
// wrong with it, and counts who it takes in.
import { showRows } from "./segment-rows.js";
import { completeText } from "./segment-complete.js";
import { showMarks } from "./segment-marks.js";
import { newest } from "./newest.js";

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

  const post = async (address, fields, signal) => {
    const form = new URLSearchParams({ csrf: token, ...fields });
    const answer = await fetch(address, { method: "POST", body: form, signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  };
  /** What the language makes of a text or a tree. */
  const check = async (fields, signal) => (await post(editor.dataset.check, fields, signal)).json();

  const values = async (query) => (await fetch(`${editor.dataset.values}?${new URLSearchParams(query)}`)).json();
  const checks = newest({
    ask: (signal, fields) => check(fields, signal), told: checked, failed: () => say([{ message: words.lost }]),
  }, checkAfterMilliseconds);
  const previews = newest({ ask: count, told: counted, failed: () => counted(null) }, previewAfterMilliseconds);
  const rows = showRows(editor.querySelector("[data-rows]"), {
    words, names, parse: (text) => check({ text }), values,
    changed: (tree) => tree ? checks.soon({ tree: JSON.stringify(tree) }, true) : clear(),
  });
  const marks = showMarks(editor.querySelector("[data-marks]"), area);
  completeText(area, editor.querySelector("[data-suggestions]"), names, values);
  area.addEventListener("input", () => {
    marks.show([]);
    written();
  });

  function written() {
    if (area.value.trim()) checks.soon({ text: area.value }, false);
    else clear(true);
  }

  function checked(answer, fields, isFromRows) {
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
    previews.soon(answer.text);
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
    checks.stop();
    say([]);
    sentence.textContent = "";
    if (isText) rows.show(null, {});
    else area.value = "";
    stopPreview();
    body.replaceChildren(...waiting.map((node) => node.cloneNode(true)));
  }

  function stopPreview() {
    previews.stop();
    counting.hidden = true;
    body.classList.add("is-stale");
  }

  async function count(signal, text) {
    counting.hidden = false;
    const extra = Object.fromEntries(figures.map((field) => [field.name, field.value]));
    return (await post(editor.dataset.preview, { ...extra, text, segment: editor.dataset.segment }, signal)).text();
  }

  function counted(answer) {
    counting.hidden = true;
    if (answer === null) {
      body.textContent = words.lost;
      return;
    }
    body.replaceChildren(...new DOMParser().parseFromString(answer, "text/html").body.childNodes);
    body.classList.remove("is-stale");
  }

  figures.forEach((field) => field.addEventListener("input", () => {
    if (sentence.textContent) written();
  }));
  if (area.value.trim()) checks.now({ text: area.value }, false);
  else rows.show(null, {});
}

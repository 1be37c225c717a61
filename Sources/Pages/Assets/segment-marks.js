// Where the faults of a text are: a copy of the text lies under the field, with the words at fault underlined.
export function showMarks(under, area) {
  const follow = () => { under.scrollTop = area.scrollTop; };
  area.addEventListener("scroll", follow);
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 420)}px`;
    follow();
  };
  area.addEventListener("input", grow);

  /** Columns count characters from 1, as the server does, not the halves of them that this language counts. */
  function offset(text, line, column) {
    const lines = text.split("\n");
    const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    return before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  }

  return {
    show(faults) {
      const text = area.value;
      const parts = [];
      let at = 0;
      for (const fault of faults.filter((one) => one.line)) {
        const start = Math.max(at, Math.min(offset(text, fault.line, fault.column), text.length));
        const word = /^\s*("[^"]*"?|[\w.]+|.)?/u.exec(text.slice(start))[0];
        const mark = document.createElement("mark");
        // A fault at the very end still shows.
        mark.textContent = word || " ";
        parts.push(text.slice(at, start), mark);
        at = start + word.length;
      }
      under.replaceChildren(...parts, text.slice(at), "\n");
      grow();
    },
  };
}

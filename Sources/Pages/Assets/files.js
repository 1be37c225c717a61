// A file that is chosen is read into the field above it, so that one can see what is sent.
const mostBytes = 2000000;

export function readFiles(root) {
  root.querySelectorAll("[data-file-field]").forEach((label) => {
    const area = label.closest("form").querySelector("[data-file-text]");
    const input = label.querySelector("input");
    label.hidden = false;
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      const text = await file.slice(0, mostBytes).text();
      area.value = [area.value.trim(), text.trim()].filter(Boolean).join("\n");
      area.focus();
    });
  });
}
